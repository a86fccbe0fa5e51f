"""Notes on plans, and who has read them: who may open and do what. By hand from the policy.

A dash is 404. A guest notes on what was shared with them and reads only their own notes. Who may
read a plan may say that they read it; who has not is for the SENCO and the head.
"""

from tests.access.asking import table

GET = table("""
                                senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
notes:mine slug               | 200   200  200   200   200   200   -   -   -     200   200 -    -       302
notes:plan shared             | 200   200  200   -     200   -     -   -   -     200   -   -    -       302
notes:plan draft              | 200   200  200   -     200   -     -   -   -     403   -   -    -       302
notes:sheet shared/csv        | 200   200  200   -     403   -     -   -   -     403   -   -    -       302
notes:new shared              | 200   200  200   -     200   -     -   -   -     200   -   -    -       302
notes:new draft               | 200   200  200   -     200   -     -   -   -     403   -   -    -       302
notes:withdraw plan_note      | 200   403  200   -     403   -     -   -   -     -     -   -    -       302
readers:mine slug             | 200   200  200   200   200   200   -   -   -     200   200 -    -       302
readers:list slug             | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
readers:sheet slug/csv        | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
""")  # noqa: E501

POST = table("""
                                senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
notes:new shared              | 302   302  302   -     302   -     -   -   -     302   -   -    -       401
notes:new draft               | 302   302  302   -     302   -     -   -   -     403   -   -    -       401
notes:withdraw plan_note      | 302   403  302   -     403   -     -   -   -     -     -   -    -       401
readers:confirm shared        | 302   302  302   -     302   -     -   -   -     302   -   -    -       401
""")  # noqa: E501

BODIES = {
    "notes:new": lambda at: {"text": "Read 24 of 45 words.", "back": "plan"},
    "notes:withdraw": lambda at: {"reason": "Written about the wrong child."},
    "readers:confirm": lambda at: {"number": 1},
}
