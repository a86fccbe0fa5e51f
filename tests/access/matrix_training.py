"""The record of staff training. By hand from the agreed policy: SENCO and head write it, nobody
else sees it. A dash is 404.
"""

from sendcase import moment
from tests.access.asking import table

TODAY = moment.today().isoformat()

GET = table("""
                          senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
training:list slug      | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
training:sheet slug/csv | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
training:new slug       | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
training:change training | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
""")  # noqa: E501

POST = table("""
                          senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
training:new slug       | 302   302  -     -     -     -     -   -   -     -     -   -    -       401
training:change training | 302  302  -     -     -     -     -   -   -     -     -   -    -       401
training:end training   | 302   302  -     -     -     -     -   -   -     -     -   -    -       401
training:take_back training | 302 302 -    -     -     -     -   -   -     -     -   -    -       401
""")  # noqa: E501

BODIES = {
    "training:new": lambda at: {
        "title": "Makaton", "kind": "topic", "held_on": TODAY, "hours": "1.5", "whole_staff": "on",
    },
    "training:change": lambda at: {
        "title": "First aid, again", "kind": "statutory", "held_on": TODAY, "hours": "6",
        "version": at.training.version,
    },
}  # fmt: skip
