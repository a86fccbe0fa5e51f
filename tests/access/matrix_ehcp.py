"""EHC plans. By hand from the agreed policy. The dates of the law hold no child: whoever belongs to
the school may count them.
"""

from tests.access.asking import table

GET = table("""
                                senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
ehc_dates:one slug            | 200   200  200   200   200   200   200 200 200   -     200 -    -       302
ehc_dates:year slug           | 200   200  200   200   200   200   200 200 200   -     200 -    -       302
""")  # noqa: E501

POST = []
BODIES = {}
