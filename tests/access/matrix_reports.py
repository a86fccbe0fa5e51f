"""The page of reports. By hand from the agreed policy: who holds a report sees the list. A dash
is 404.
"""

from tests.access.asking import table

GET = table("""
                   senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
reports:index slug | 200 200  -     -     -     -     200 200 200   -     -   -    -       302
""")  # noqa: E501

POST: dict = {}
BODIES: dict = {}
