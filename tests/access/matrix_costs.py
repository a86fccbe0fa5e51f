"""Money. By hand from the agreed policy: the SENCO reads and writes, the head reads, nobody else.

A dash is 404. Governors read totals in their reports; not here.
"""

from sendcase import moment
from tests.access.asking import table

TODAY = moment.today().isoformat()

GET = table("""
                        senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
costs:year slug         | 200   200  -     -     -     -     -   -   -     -     -   -    -      302
costs:sheet slug/csv    | 200   200  -     -     -     -     -   -   -     -     -   -    -      302
costs:rates slug        | 200   200  -     -     -     -     -   -   -     -     -   -    -      302
costs:charges slug      | 200   200  -     -     -     -     -   -   -     -     -   -    -      302
costs:charge_sheet slug/xlsx | 200 200 -  -     -     -     -   -   -     -     -   -    -      302
costs:funding slug      | 200   200  -     -     -     -     -   -   -     -     -   -    -      302
costs:funding_sheet slug/csv | 200 200 -  -     -     -     -   -   -     -     -   -    -      302
costs:rules slug        | 200   -    -     -     -     -     -   -   -     -     -   -    -      302
costs:add_grade slug    | 200   -    -     -     -     -     -   -   -     -     -   -    -      302
costs:add_charge slug   | 200   -    -     -     -     -     -   -   -     -     -   -    -      302
costs:add_funding slug  | 200   -    -     -     -     -     -   -   -     -     -   -    -      302
costs:set_rate grade    | 200   403  -     -     -     -     -   -   -     -     -   -    -      302
costs:put_on grade      | 200   403  -     -     -     -     -   -   -     -     -   -    -      302
costs:pupil pupil       | 200   200  403   -     403   -     -   403 -     403   -   -    -      302
""")

POST = table("""
                        senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
costs:rules slug        | 302   -    -     -     -     -     -   -   -     -     -   -    -      401
costs:add_grade slug    | 302   -    -     -     -     -     -   -   -     -     -   -    -      401
costs:add_charge slug   | 302   -    -     -     -     -     -   -   -     -     -   -    -      401
costs:add_funding slug  | 302   -    -     -     -     -     -   -   -     -     -   -    -      401
costs:set_rate grade    | 302   403  -     -     -     -     -   -   -     -     -   -    -      401
costs:put_on grade      | 302   403  -     -     -     -     -   -   -     -     -   -    -      401
costs:make_default grade| 302   403  -     -     -     -     -   -   -     -     -   -    -      401
costs:retire_grade grade| 302   403  -     -     -     -     -   -   -     -     -   -    -      401
costs:remove_charge charge | 302 403   -     -     -     -     -   -   -     -     -   -    -    401
costs:stop_charge charge| 302   403  -     -     -     -     -   -   -     -     -   -    -      401
costs:end_funding money | 302   403  -     -     -     -     -   -   -     -     -   -    -      401
""")

RATE = {"pence": "14.50", "on_costs": "25", "from_on": TODAY}
BODIES = {
    "costs:rules": lambda at: {"first_month": 9, "threshold": "6000"},
    "costs:add_grade": lambda at: {"name": "Teacher", **RATE},
    "costs:add_charge": lambda at: {
        "pupil": at.pupil.pk, "kind": "equipment", "what": "A slope", "pence": "25",
        "per": "once", "from_on": TODAY,
    },
    "costs:add_funding": lambda at: {
        "source": "top_up", "pupil": at.pupil.pk, "pence": "1,200", "from_on": TODAY,
        "until_on": TODAY,
    },
    "costs:set_rate": lambda at: RATE,
    "costs:put_on": lambda at: {"user": at.money_person.pk, "from_on": TODAY},
}  # fmt: skip
