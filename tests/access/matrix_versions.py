"""Versions of a plan, two compared, a named correction: who may open and do what. By hand.

A dash is 404. Whoever reads a plan reads its versions; a guest those that were shared. A mistake
is corrected by the SENCO or by who leads on the plan.
"""

from tests.access.asking import table

GET = table("""
                                senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
versions:list draft           | 200   200  200   -     200   -     -   -   -     200   -   -    -       302
versions:list shared          | 200   200  200   -     200   -     -   -   -     200   -   -    -       302
versions:compare draft        | 200   200  200   -     200   -     -   -   -     200   -   -    -       302
versions:compare shared       | 200   200  200   -     200   -     -   -   -     200   -   -    -       302
versions:compare revising?b=now | 200 200  200   -     200   -     -   -   -     200   -   -    -       302
versions:correct shared       | 200   403  200   -     403   -     -   -   -     403   -   -    -       302
iep:undo revising              | 200   403  200   -     403   -     -   -   -     403   -   -    -       302
iep:version shared/1?size=large | 200 200  200   -     200   -     -   -   -     200   -   -    -       302
iep:pdf draft?size=large      | 200   200  200   -     200   -     -   -   -     403   -   -    -       302
""")  # noqa: E501

POST = table("""
                                senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
versions:correct shared       | 302   403  302   -     403   -     -   -   -     403   -   -    -       401
""")  # noqa: E501

BODIES = {
    "versions:correct": lambda at: {
        "version": at.shared.version, "correction_reason": "The date of birth was wrong.",
    },
}  # fmt: skip
