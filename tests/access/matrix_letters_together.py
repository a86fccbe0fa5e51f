"""Letters together: a teacher proposes for children they teach, the SENCO does all, the head reads
(and signs where the policy says so), the office prints what is approved. One to somebody outside
the family is the SENCO's to begin. By hand from the policy.
"""

from letters.batches import services
from letters.batches.preparing import letters_of
from tests.access.asking import table

GET = table("""
                                          senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
batches:write slug                      | 200   -    200   200   -     -     -   -   -     -     200 -    -       302
batches:who slug/meeting-invitation     | 200   -    200   200   -     -     -   -   -     -     200 -    -       302
batches:check slug/meeting-invitation   | 200   -    200   200   -     -     -   -   -     -     200 -    -       302
batches:check slug/meeting-invitation?pupils=pupil | 200 - 200 - -     -     -   -   -     -     -   -    -       302
batches:list slug                       | 200   200  -     -     -     -     -   200 -     -     -   -    -       302
batches:sheet slug/csv                  | 200   200  -     -     -     -     -   200 -     -     -   -    -       302
batches:page begun_together             | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
batches:page sent_together              | 200   200  -     -     -     -     -   200 -     -     -   -    -       302
batches:child_sheet begun_together/csv  | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
batches:child_sheet sent_together/csv   | 200   200  -     -     -     -     -   403 -     -     -   -    -       302
batches:progress sent_together          | 302   302  -     -     -     -     -   302 -     -     -   -    -       302
batches:cancel begun_together           | 200   403  -     -     -     -     -   -   -     -     -   -    -       302
batches:paper paper_together            | 200   200  -     -     -     -     -   200 -     -     -   -    -       302
letters:outside pupil/advice-request    | 200   403  403   -     403   -     -   403 -     403   -   -    -       302
""")  # noqa: E501

POST = table("""
                                          senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
batches:who slug/meeting-invitation     | 302   -    302   200   -     -     -   -   -     -     200 -    -       401
batches:check slug/meeting-invitation?pupils=pupil | 302 - 302 - -     -     -   -   -     -     -   -    -       401
batches:approve begun_together          | 302   403  -     -     -     -     -   -   -     -     -   -    -       401
batches:issue approved_together         | 302   403  -     -     -     -     -   403 -     -     -   -    -       401
batches:cancel begun_together           | 302   403  -     -     -     -     -   -   -     -     -   -    -       401
batches:go-on stuck_together            | 302   403  -     -     -     -     -   403 -     -     -   -    -       401
batches:print sent_together             | 302   302  -     -     -     -     -   302 -     -     -   -    -       401
batches:again cannot_row                | 302   403  -     -     -     -     -   -   -     -     -   -    -       401
batches:leave-out cannot_row            | 302   403  -     -     -     -     -   -   -     -     -   -    -       401
letters:outside pupil/advice-request    | 302   403  403   -     403   -     -   403 -     403   -   -    -       401
""")  # noqa: E501

TYPED = {
    "fact_meeting_day": "Fri 15 Jan 2027",
    "fact_meeting_time": "3.30 pm",
    "fact_meeting_place": "the hall",
    "fact_who_comes": "Ms R. Osei",
    "fact_meeting_about": "How reading goes.",
}
OUTSIDE = {
    "name": "Ms K. Lowe", "role": "Speech therapist", "address": "1 Wharf Road\nWB1 3AB",
    "fact_meeting_day": "Tue 24 Nov 2026", "fact_advice_by": "Fri 6 Nov 2026",
    "fact_what_asked": "What helps?", "basis": "ground", "ground": "The law asks for it.",
}  # fmt: skip
BODIES = {
    "letters:outside": lambda at: OUTSIDE,
    "batches:who": lambda at: {"names": at.pupil.name},
    "batches:check": lambda at: TYPED,
    "batches:approve": lambda at: {"seen": services.as_seen(at.begun_together)},
    "batches:issue": lambda at: {"version": at.approved_together.version},
    "batches:cancel": lambda at: {"reason": "Too early."},
}


def an_approved_letter(at) -> None:
    [letter] = letters_of(at.cannot_row.pupil, at.approved_together, at.begun_together.made_by)
    type(letter).objects.filter(pk=letter.pk).update(
        state="approved", approved_by=at.begun_together.made_by
    )


BEFORE = {"batches:issue": an_approved_letter}
# A pasted list of names has no place in an address: it is posted, and only looked up.
ASKS_ONLY = {"batches:who"}
