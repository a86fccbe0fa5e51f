"""The register list and case trails. By hand from the agreed policy: SENCO and head, nobody else.

A dash is 404.
"""

from tests.access.asking import table

GET = table("""
                                          senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
register_list:list slug                   | 200 200  -     -     -     -     -   -   -     -     -   -    -       302
register_list:list slug?on=2026-01-15     | 200 200  -     -     -     -     -   -   -     -     -   -    -       302
register_list:sheet slug/csv              | 200 200  -     -     -     -     -   -   -     -     -   -    -       302
register_list:paper slug                  | 200 200  -     -     -     -     -   -   -     -     -   -    -       302
case_trails:list slug                     | 200 200  -     -     -     -     -   -   -     -     -   -    -       302
case_trails:new slug                      | 200 200  -     -     -     -     -   -   -     -     -   -    -       302
case_trails:new slug?seed=7               | 200 200  -     -     -     -     -   -   -     -     -   -    -       302
case_trails:page trail                    | 200 200  -     -     -     -     -   -   -     -     -   -    -       302
case_trails:page trail_waiting            | 200 200  -     -     -     -     -   -   -     -     -   -    -       302
case_trails:progress trail_waiting        | 302 302  -     -     -     -     -   -   -     -     -   -    -       302
case_trails:paper trail                   | 200 200  -     -     -     -     -   -   -     -     -   -    -       302
case_trails:paper_of trail/1              | 200 200  -     -     -     -     -   -   -     -     -   -    -       302
""")  # noqa: E501

POST = table("""
                                          senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
case_trails:new slug                      | 302 302  -     -     -     -     -   -   -     -     -   -    -       401
case_trails:stop trail_waiting            | 302 302  -     -     -     -     -   -   -     -     -   -    -       401
case_trails:throw_away trail              | 302 302  -     -     -     -     -   -   -     -     -   -    -       401
""")  # noqa: E501

BODIES = {"case_trails:new": lambda at: {"pupil": [at.pupil.pk], "seed": "7"}}
