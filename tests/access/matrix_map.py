"""The provision map. By hand from the agreed policy: SENCO and head all of it, teachers and support
staff the part of their own children, a guest of the child that was shared; the SENCO copies.
"""

from tests.access.asking import table

GET = table("""
                        senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
provision_map:page slug | 200   200  200   200   200   200   -   -   -     200  200 -   -       302
provision_map:paper slug| 200   200  200   200   200   200   -   -   -     200  200 -   -       302
provision_map:copy slug | 200   -    -     -     -     -     -   -   -     -    -   -   -       302
""")

POST = table("""
                        senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
provision_map:copy slug | 302   -    -     -     -     -     -   -   -     -    -   -   -       401
""")

BODIES = {"provision_map:copy": lambda at: {f"copy_{at.map_group.pk}": "on"}}
