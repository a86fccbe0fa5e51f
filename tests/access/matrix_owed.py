"""What the school itself owes. By hand from the agreed policy: SENCO and head, nobody else.

A dash is 404. Governors read it in their reports, when there are any; not here.
"""

from datetime import timedelta

from sendcase import moment
from tests.access.asking import table

TODAY = moment.today().isoformat()
YESTERDAY = (moment.today() - timedelta(days=1)).isoformat()

GET = table("""
                        senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
owed:list slug        | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
owed:add_policy slug  | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
owed:add_senco slug   | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
owed:page owed        | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
owed:edit owed        | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
owed:done owed        | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
owed:changed sen_report | 200 200  -     -     -     -     -   -   -     -     -   -    -       302
""")

POST = table("""
                        senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
owed:add_policy slug  | 302   302  -     -     -     -     -   -   -     -     -   -    -       401
owed:add_senco slug   | 302   302  -     -     -     -     -   -   -     -     -   -    -       401
owed:edit owed        | 302   302  -     -     -     -     -   -   -     -     -   -    -       401
owed:done owed        | 302   302  -     -     -     -     -   -   -     -     -   -    -       401
owed:changed sen_report | 302 302  -     -     -     -     -   -   -     -     -   -    -       401
owed:end owed         | 302   302  -     -     -     -     -   -   -     -     -   -    -       401
owed:take_back owed_done | 302 302 -     -     -     -     -   -   -     -     -   -    -       401
""")

BODIES = {
    "owed:add_policy": lambda at: {
        "name": "Accessibility plan", "months": 36, "reviewed_on": TODAY
    },
    "owed:add_senco": lambda at: {"name": "Ms Grant", "appointed_on": TODAY},
    "owed:edit": lambda at: {"name": "SEND policy", "months": 6, "version": at.owed.version},
    "owed:done": lambda at: {"on": YESTERDAY, "note": "Agreed by the governors"},
    "owed:changed": lambda at: {
        "on": TODAY, "what": "Another SENCO", "version": at.sen_report.version
    },
}  # fmt: skip
