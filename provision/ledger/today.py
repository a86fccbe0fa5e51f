"""The SENCO's line on Today, each week anew until the list of slipping promises was looked through.

It counts nothing: the whole ledger of a school is too much for a page opened twenty times a day.
"""

# A promise is older than this week, and nobody looked the list through since Monday.
NOT_LOOKED_THROUGH = """
    SELECT 'slipping' WHERE EXISTS (SELECT 1 FROM provision_promise
        WHERE school_id = %(school)s AND from_on < %(monday)s
        AND (until_on IS NULL OR until_on >= %(today)s))
    AND NOT EXISTS (SELECT 1 FROM provision_slippingweek
        WHERE school_id = %(school)s AND monday = %(monday)s)
"""


def lines(user, school) -> list[dict]:
    """Asked for only where NOT_LOOKED_THROUGH says so: no query of its own."""
    return [
        {"text": "Was the promised help given? Look through the promises that slip",
         "url": f"/{school.slug}/provision/slipping/", "verb": "Look", "status": ""}
    ]  # fmt: skip
