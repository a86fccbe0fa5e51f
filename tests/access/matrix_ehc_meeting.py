"""The review meeting. By hand from the agreed policy.

A dash is 404. The SENCO writes, the head reads; nobody else knows that there is a review.
"""

from datetime import timedelta

from ehcp.reviews.meeting import services, stamps
from ehcp.reviews.meeting.agenda import FIELDS
from tests.access.asking import table
from tests.access.records_ehc_meeting import DAY

GET = table("""
                                                        senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
ehc_reviews:meeting ehc_meeting                       | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:meeting ehc_meeting_held                  | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:meeting_paper ehc_meeting                 | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:meeting_questions ehc_meeting/child       | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:meeting_questions ehc_meeting/family      | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:meeting_people ehc_meeting                | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:meeting_person ehc_meeting                | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:meeting_progress ehc_meeting/ehc_outcome  | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:meeting_changes ehc_meeting               | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:meeting_change_new ehc_meeting            | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:meeting_change ehc_meeting/ehc_change     | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:meeting_held ehc_meeting                  | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:meeting_held ehc_meeting_held             | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:meeting_words ehc_meeting/child           | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:meeting_words ehc_meeting/family          | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:meeting_words ehc_meeting/needs           | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:meeting_words ehc_meeting/adulthood       | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:meeting_words ehc_meeting/moving          | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:meeting_words ehc_meeting/pep             | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:meeting_words ehc_meeting/differing       | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:meeting_words ehc_meeting/recommendation  | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
""")  # noqa: E501

POST = table("""
                                                        senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
ehc_reviews:meeting_people ehc_meeting                | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_reviews:meeting_person ehc_meeting                | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_reviews:meeting_person_off ehc_meeting/ehc_gran   | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_reviews:meeting_progress ehc_meeting/ehc_outcome  | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_reviews:meeting_change_new ehc_meeting            | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_reviews:meeting_change ehc_meeting/ehc_change     | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_reviews:meeting_change_off ehc_meeting/ehc_change | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_reviews:meeting_held ehc_meeting                  | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_reviews:meeting_held ehc_meeting_held             | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_reviews:meeting_words ehc_meeting/child           | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_reviews:meeting_words ehc_meeting/family          | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_reviews:meeting_words ehc_meeting/needs           | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_reviews:meeting_words ehc_meeting/adulthood       | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_reviews:meeting_words ehc_meeting/moving          | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_reviews:meeting_words ehc_meeting/pep             | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_reviews:meeting_words ehc_meeting/differing       | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_reviews:meeting_words ehc_meeting/recommendation  | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
""")  # noqa: E501


def words(key, **given):
    """Sent as the page was opened: with the stamp of its own piece."""
    return {f"ehc_reviews:meeting_words ehc_meeting/{key}": lambda at: given | {
        "version": stamps.of_fields(at.ehc_meeting, FIELDS[key]),
    }}  # fmt: skip


def held(row, **given):
    return {f"ehc_reviews:meeting_held {row}": lambda at: given | {
        "version": stamps.of_fields(getattr(at, row), services.HELD),
    }}  # fmt: skip


def people(at):
    rows = list(at.ehc_meeting.invitations.order_by("pk"))
    return {f"came_{row.pk}": "yes" for row in rows} | {"version": stamps.of_people(rows)}


def change(at):
    return {"letter": "E", "words": "Other words.", "version": at.ehc_change.version}


BODIES = {
    "ehc_reviews:meeting_people": people,
    "ehc_reviews:meeting_person": lambda at: {"name": "Aunt", "role": "other", "came": "yes"},
    "ehc_reviews:meeting_progress": lambda at: {"reached": "met", "words": "All.", "version": 0},
    "ehc_reviews:meeting_change_new": lambda at: {"letter": "F", "words": "Less."},
    "ehc_reviews:meeting_change": change,
    **held("ehc_meeting", held_on=DAY.isoformat()),
    **held("ehc_meeting_held", held_on=(DAY - timedelta(days=1)).isoformat(), reason="Typed."),
    **words("child", pupil_views="I like art."),
    **words("family", family_views="Happier."),
    **words("needs", needs_now="Fewer."),
    **words("adulthood", adulthood_work="A garage."),
    **words("moving", transfer_words="The Hill School."),
    **words("pep", pep_words="Both say the same."),
    **words("differing", differing_views="The mother asks for more."),
    **words("recommendation", asks="amend", asks_words="F no longer fits."),
}
