"""What leaves the school, and who outside reads a review's pack. By hand from the agreed policy.

A dash is 404. The SENCO asks and sends, the head is the second person. The guest here is invited to
one review: they open its pack and nothing else.
"""

from datetime import timedelta

from sendcase import moment
from tests.access.asking import table

TODAY = moment.today()

GET = table("""
                                                     senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
ehc_disclosures:register slug                      | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
ehc_disclosures:sheet slug/csv                     | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
ehc_disclosures:paper slug                         | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
ehc_disclosures:new ehc_told_plan                  | 200  403  403   -     403   -     -   -   -     -     -   -    -       302
ehc_disclosures:page ehc_asked                     | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
ehc_disclosures:step ehc_asked/agree               | 403  200  -     -     -     -     -   -   -     -     -   -    -       302
ehc_disclosures:step ehc_asked/refuse              | 403  200  -     -     -     -     -   -   -     -     -   -    -       302
ehc_disclosures:step ehc_asked/give-up             | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_disclosures:step ehc_ready/send                | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_disclosures:people ehc_review_open             | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
ehc_disclosures:let_in ehc_review_open/ehc_invitee | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_disclosures:mine_list                          | 200  200  200   200   200   200   200 200 200   200   200 200  200     302
ehc_disclosures:mine ehc_guest_seat                | -    -    -     -     -     -     -   -   -     200   -   -    -       302
ehc_disclosures:mine_paper ehc_guest_seat          | -    -    -     -     -     -     -   -   -     200   -   -    -       302
""")  # noqa: E501

POST = table("""
                                                     senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
ehc_disclosures:new ehc_told_plan                  | 302  403  403   -     403   -     -   -   -     -     -   -    -       401
ehc_disclosures:step ehc_asked/agree               | 403  302  -     -     -     -     -   -   -     -     -   -    -       401
ehc_disclosures:step ehc_asked/refuse              | 403  302  -     -     -     -     -   -   -     -     -   -    -       401
ehc_disclosures:step ehc_asked/give-up             | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_disclosures:step ehc_ready/send                | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_disclosures:let_in ehc_review_open/ehc_invitee | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_disclosures:end ehc_review_open/ehc_guest_seat | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
""")  # noqa: E501


def on(row, **fields):
    return lambda at: {"version": getattr(at, row).version} | fields


def step(row, key, **fields):
    return {f"ehc_disclosures:step {row}/{key}": on(row, **fields)}


BODIES = {
    "ehc_disclosures:new": lambda at: {
        "recipient": "Clinic", "basis": "court", "reason": "An order.",
        "pack_of": at.ehc_pack_of_review.pk,
    },
    **step("ehc_asked", "agree"),
    **step("ehc_asked", "refuse", words="Not needed."),
    **step("ehc_asked", "give-up", words="Not asked any more."),
    **step("ehc_ready", "send", sent_on=TODAY.isoformat(), sent_how="Post"),
    "ehc_disclosures:let_in": on("ehc_invitee", until=(TODAY + timedelta(days=5)).isoformat()),
}  # fmt: skip
