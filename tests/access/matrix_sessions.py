"""Sessions: who may open, tick and change them. By hand from the policy.

A dash is 404. The SENCO ticks any; support staff those they run (own_s runs this group); the class
teacher reads what her child's group did; the head reads all. A guest reads what was given.
"""

import uuid

from tests.access.asking import table

GET = table("""
                                senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
sessions:mine slug            | 200   -    200   200   200   200   -   -   -     -     200 -    -       302
sessions:all slug             | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
sessions:day_sheet slug/csv   | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
sessions:late slug            | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
sessions:late_sheet slug/xlsx | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
sessions:paper slug           | 200   -    200   200   200   200   -   -   -     -     200 -    -       302
sessions:paper slug?of=senco_number | 200 - - - -   -     -   -   -     -     -   -    -       302
sessions:of ticked_run | 200   200  200   -     200   -     -   -   -     200   -   -    -       302
sessions:sheet ticked_run/csv | 200   200  200   -     403   -     -   -   -     403   -   -    -       302
sessions:new ticked_run | 200   403  403   -     200   -     -   -   -     403   -   -    -       302
sessions:page session         | 200   200  200   -     200   -     -   -   -     200   -   -    -       302
sessions:note session         | 200   403  403   -     200   -     -   -   -     403   -   -    -       302
sessions:cover session_ahead  | 200   403  403   -     403   -     -   -   -     403   -   -    -       302
sessions:move session_ahead   | 200   403  403   -     200   -     -   -   -     403   -   -    -       302
""")  # noqa: E501

POST = table("""
                                senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
sessions:new ticked_run | 302   403  403   -     302   -     -   -   -     403   -   -    -       401
sessions:tick session         | 302   403  403   -     302   -     -   -   -     403   -   -    -       401
sessions:note session         | 302   403  403   -     302   -     -   -   -     403   -   -    -       401
sessions:cover session_ahead  | 302   403  403   -     403   -     -   -   -     403   -   -    -       401
sessions:move session_ahead   | 302   403  403   -     302   -     -   -   -     403   -   -    -       401
""")  # noqa: E501

BODIES = {
    "sessions:new": lambda at: {"on": at.session_day, "minutes": 15},
    "sessions:tick": lambda at: {
        "marks": f"{at.its_place.pk}:0", "outcome": "delivered", "tick": uuid.uuid4(),
    },
    "sessions:note": lambda at: {"text": "We read to page 12.", "version": 1},
    "sessions:cover": lambda at: {"person": at.spare_support.pk, "version": 1},
    "sessions:move": lambda at: {"on": at.move_to, "version": 1},
}  # fmt: skip
