"""The register on any day. By hand from the agreed policy: exact figures with the names behind
them are the SENCO's and the head's, and nobody else's. A dash is 404.
"""

from tests.access.asking import table

GET = table("""
                            senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
past:page slug            | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
past:children slug?table=register&row=x | 200 200 - - - - -   -   -     -     -   -    -       302
past:sheet slug/csv       | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
past:children_sheet slug/xlsx?table=register&row=x | 200 200 - - - - - - - - -   -    -       302
""")  # noqa: E501
POST: list = []
BODIES: dict = {}
