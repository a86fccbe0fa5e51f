"""The census. By hand from the agreed policy: SENCO and office file it, the head approves it.

A dash is 404.
"""

from tests.access.asking import table
from tests.access.records_census import HANDED, READY, sha_of

GET = table("""
                                                    senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
census:list slug                                    | 200 200  -     -     -     -     -   200 -     -     -   -    -       302
census:list slug?on=2026-01-15                      | 302 302  -     -     -     -     -   302 -     -     -   -    -       302
census:due this_term                                | 302 302  -     -     -     -     -   302 -     -     -   -    -       302
census:handed census_row                            | 302 302  -     -     -     -     -   302 -     -     -   -    -       302
census:day slug/census_ready                        | 200 200  -     -     -     -     -   200 -     -     -   -    -       302
census:day slug/census_handed                       | 200 200  -     -     -     -     -   200 -     -     -   -    -       302
census:sheet slug/census_ready/csv                  | 200 403  -     -     -     -     -   200 -     -     -   -    -       302
census:version slug/census_approved/1               | 200 200  -     -     -     -     -   200 -     -     -   -    -       302
census:version_sheet slug/census_approved/1/csv     | 200 403  -     -     -     -     -   200 -     -     -   -    -       302
""")  # noqa: E501

POST = table("""
                                                    senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
census:hand_in slug/census_ready                    | 302 403  -     -     -     -     -   302 -     -     -   -    -       401
census:approve slug/census_handed                   | 403 302  -     -     -     -     -   403 -     -     -   -    -       401
""")  # noqa: E501

BODIES = {
    "census:hand_in": lambda at: {"seen": sha_of(at, READY)},
    "census:approve": lambda at: {"seen": sha_of(at, HANDED)},
}
