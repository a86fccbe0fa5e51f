"""The schools of a trust. By hand from the agreed policy: who leads that trust, and nobody else; a
lead of another trust (other_senco leads Elm's) finds nothing
here, and ours nothing there. A dash is 404.
"""

from tests.access.asking import table

GET = table("""
                     senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
trust:page trust_slug | -     -    -     -     -     -     -   -   200   -     -   -    -       302
trust:page elder   | -     -    -     -     -     -     -   -   -     -     -   -    200     302
trust:of_school slug | -   -    -     -     -     -     -   -   302   -     -   -    -       302
""")
POST: list = []
BODIES: dict = {}
