"""Entry and exit of an intervention, and what works. By hand from the agreed policy: sessions,
ledger and measures are read by who works with the child, by a guest where given; logged by the
SENCO, the class teacher and who runs it. What works over all children: SENCO and head.
"""

from sendcase import moment
from tests.access.asking import table

GET = table("""
                        senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
measures:page measured  | 200   200  200   -     200   -     -   -   -     200   -   -    -     302
measures:result_sheet measured/csv | 200 200 200 - 403 -  -   -   -     403   -   -    -     302
measures:record measured | 200  403  200   -     200   -     -   -   -     403   -   -    -     302
measures:works slug     | 200   200  -     -     -     -     -   -   -     -     -   -    -     302
measures:sheet slug/csv | 200   200  -     -     -     -     -   -   -     -     -   -    -     302
""")

POST = table("""
                        senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
measures:record measured | 302  403  302   -     302   -     -   -   -     403   -   -    -     401
""")

BODIES = {
    "measures:record": lambda at: {
        "when": "entry", "test": "Spelling test", "kind": "raw",
        "taken_on": moment.today().isoformat(), f"result_{at.measured_place.pk}": "7",
    }
}  # fmt: skip
