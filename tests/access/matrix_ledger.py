"""Promised and given: who may open and do what. By hand from the agreed policy.

A dash is 404. SENCO and head read all, teachers and support staff their own children; a guest
where the share gives the extra help, but not the list and not what the school found. The office
reads nothing of it. Only the SENCO promises and looks; who writes a plan says which help gives
its targets.
"""

from sendcase import moment
from tests.access.asking import table

GET = table("""
                                     senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
ledger:slipping slug               | 200   200  200   200   200   200   -   -   -     -     200 -    -       302
ledger:slipping_sheet slug/xlsx    | 200   200  200   200   -     -     -   -   -     -     200 -    -       302
ledger:promise promise             | 200   200  200   -     200   -     -   -   -     200   -   -    -       302
ledger:look promise                | 200   403  403   -     403   -     -   -   -     403   -   -    -       302
ledger:pupil pupil                 | 200   200  200   -     200   -     -   403 -     200   -   -    -       302
ledger:paper pupil                 | 200   200  200   -     200   -     -   403 -     200   -   -    -       302
giving:target draft/draft_target   | 200   403  200   -     403   -     -   -   -     403   -   -    -       302
ehc_giving:line ehc_plan/f_line    | 200   403  403   -     403   -     -   -   -     -     -   -    -       302
""")  # noqa: E501

POST = table("""
                                     senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
ledger:through slug                | 302   -    -     -     -     -     -   -   -     -     -   -    -       401
ledger:look promise                | 302   403  403   -     403   -     -   -   -     403   -   -    -       401
giving:target draft/draft_target   | 302   403  302   -     403   -     -   -   -     403   -   -    -       401
ehc_giving:line ehc_plan/f_line    | 302   403  403   -     403   -     -   -   -     -     -   -    -       401
""")  # noqa: E501

BODIES = {
    "ledger:look": lambda at: {"because": "Mr Roy takes over on Monday."},
    "giving:target": lambda at: {"promises": [at.promise.pk], "seen": ""},
    "ehc_giving:line": lambda at: {
        "promises": [at.promise.pk], "seen": "", "is_new": "on", "what": "Language group",
        "minutes": "30", "times": "2", "per": "week", "from_on": moment.today().isoformat(),
    },
}  # fmt: skip
