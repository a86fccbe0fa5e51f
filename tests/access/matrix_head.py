"""The head's page. By hand from the agreed policy: the head's alone. A dash is 404."""

from tests.access.asking import table

GET = table("""
                senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
head:page slug | -    200  -     -     -     -     -   -   -     -     -   -    -       302
head:pdf slug  | -    200  -     -     -     -     -   -   -     -     -   -    -       302
""")
POST: list = []
BODIES: dict = {}
