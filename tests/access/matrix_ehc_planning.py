"""A review while it is planned. By hand from the agreed policy.

A dash is 404. The SENCO writes, the head reads. Whoever teaches the child may give advice of their
own and reads no other; the office, governors, trust and guests know of nothing.
"""

from ehcp.reviews.planning import links
from sendcase import moment
from tests.access.asking import table
from tests.access.records_ehc_planning import DAY

TODAY = moment.today().isoformat()

GET = table("""
                                                 senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
ehc_reviews:list slug                          | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:sheet slug/csv                     | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:new ehc_unreviewed                 | 200  403  403   -     403   -     -   -   -     -     -   -    -       302
ehc_reviews:page ehc_planned                   | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:kind ehc_planned                   | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:day ehc_planned                    | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:wishes ehc_planned                 | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:invite ehc_planned                 | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:call_off ehc_planned               | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:person_new ehc_planned             | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:person ehc_planned/ehc_person      | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:letter ehc_planned/ehc_person      | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:circulate ehc_invited              | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:advice_list ehc_invited            | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:awaited ehc_officer                | 302  302  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:advice ehc_invited/ehc_officer     | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:no_advice ehc_invited/ehc_officer  | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:my_advice ehc_invited              | 200  200  200   -     -     -     -   -   -     -     -   -    -       302
ehc_advice:link ehc_token                      | 302  302  302   302   302   302   302 302 302   302   302 302  302     302
""")  # noqa: E501

POST = table("""
                                                 senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
ehc_reviews:new ehc_unreviewed                 | 302  403  403   -     403   -     -   -   -     -     -   -    -       401
ehc_reviews:kind ehc_planned                   | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_reviews:day ehc_planned                    | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_reviews:wishes ehc_planned                 | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_reviews:invite ehc_planned                 | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_reviews:call_off ehc_planned               | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_reviews:person_new ehc_planned             | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_reviews:person ehc_planned/ehc_person      | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_reviews:person_off ehc_planned/ehc_person  | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_reviews:letter ehc_planned/ehc_person      | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_reviews:they_know ehc_planned/ehc_heard    | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_reviews:circulate ehc_invited              | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_reviews:advice ehc_invited/ehc_officer     | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_reviews:no_advice ehc_invited/ehc_officer  | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_reviews:advice_link ehc_invited/ehc_officer| 200  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_reviews:my_advice ehc_invited              | 302  302  302   -     -     -     -   -   -     -     -   -    -       401
""")  # noqa: E501


def on(row, **fields):
    return lambda at: {"version": getattr(at, row).version} | fields


BODIES = {
    "ehc_reviews:new": lambda at: {"kind": "annual"},
    "ehc_reviews:kind": on("ehc_planned", kind="early"),
    "ehc_reviews:day": on("ehc_planned", meeting_on=DAY.isoformat(), meeting_at="10:00",
                          place="There", despite="on"),
    "ehc_reviews:wishes": on("ehc_planned", wishes_asked_on=TODAY, interpreter="Somali"),
    "ehc_reviews:invite": on("ehc_planned", on=TODAY),
    "ehc_reviews:call_off": on("ehc_planned", reason="Begun twice."),
    "ehc_reviews:person_new": lambda at: {"role": "other", "name": "Job coach"},
    "ehc_reviews:person": on("ehc_person", role="health", name="Dr P. Okonjo"),
    "ehc_reviews:letter": lambda at: {
        "name": "Dr P. Okonjo", "role": "Therapist", "address": "1 Wharf Road\nWB1 3AB",
        "fact_what_asked": "What helps?", "ground": "The law asks us to invite them.",
    },
    "ehc_reviews:circulate": lambda at: {
        "version": at.ehc_invited.version, "on": TODAY, f"how_{at.ehc_officer.pk}": "post",
    },
    "ehc_reviews:advice": on("ehc_officer", on=TODAY, words="More."),
    "ehc_reviews:advice_link": lambda at: {
        "newest": links.newest_of(at.ehc_invited).get(at.ehc_officer.pk, ""),
    },
    "ehc_reviews:no_advice": on("ehc_officer", reason="Not involved."),
    "ehc_reviews:my_advice": lambda at: {
        "words": "Counts in tens.",
        "version": at.ehc_invited.invitations.get(role="school").version,
    },
}  # fmt: skip
