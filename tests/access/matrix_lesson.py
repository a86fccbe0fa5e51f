"""Lesson sheets: who may open one. By hand from the policy (security §2, "Lesson sheet").

A dash is 404. `own_s` sees the children assigned to them and is told that it is a part; whoever
holds another class, and the office, find no such sheet.
"""

from tests.access.asking import table

GET = table("""
                                senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
lesson:class slug/klass       | 200   200  200   -     200   -     -   -   -     -     -   -    -       302
lesson:class-pdf slug/klass   | 200   200  200   -     200   -     -   -   -     -     -   -    -       302
""")  # noqa: E501

POST: list = []
BODIES: dict = {}
