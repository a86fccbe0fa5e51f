"""Reviewing plans together, the SENCO's check, the question about the stage. By hand from policy.

A dash is 404. Reviewing is for whoever writes the plan; the check and the stage are the SENCO's.
"""

from sendcase import moment
from tests.access.asking import table

GET = table("""
                                       senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
plan_reviews:together slug           | 200   -    200   200   -     -     -   -   -     -     200 -    -       302
plan_reviews:together slug?class=klass | 200 -    200   -     -     -     -   -   -     -     -   -    -       302
plan_reviews:check slug              | 200   -    -     -     -     -     -   -   -     -     -   -    -       302
plan_reviews:check_sheet slug/csv    | 200   -    -     -     -     -     -   -   -     -     -   -    -       302
plan_reviews:due school              | 302   -    -     -     -     -     -   -   -     -     -   -    -       302
plan_reviews:asked check_asked       | 200   403   200   -     403   -     -   -   -   403 -   -   -   302
plan_reviews:stage stage_review      | 200   403   403   -     403   -     -   -   -   403 -   -   -   302
""")  # noqa: E501

POST = table("""
                                       senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
plan_reviews:together slug?class=klass | 302 -    302   -     -     -     -   -   -     -     -   -    -       401
plan_reviews:check slug              | 302   -    -     -     -     -     -   -   -     -     -   -    -       401
plan_reviews:asked check_asked       | 302   403   302   -     403   -     -   -   -   403 -   -   -   401
plan_reviews:stage stage_review      | 302   403   403   -     403   -     -   -   -   403 -   -   -   401
""")  # noqa: E501


def one_review(at) -> dict:
    name = f"p{at.checked.pk}"
    said = {f"{name}-t{target.pk}-outcome": "met" for target in at.checked.targets.all()}
    return said | {
        "reviewed_on": moment.today().isoformat(), f"{name}-decision": "next",
        f"{name}-version": at.checked.version,
    }  # fmt: skip


BODIES = {
    "plan_reviews:together": one_review,
    "plan_reviews:check": lambda at: {
        f"p{at.shared.pk}-finding": "fine", f"p{at.shared.pk}-version": at.shared.version,
    },
    "plan_reviews:asked": lambda at: {"words": "It has one: 18 of 20."},
    "plan_reviews:stage": lambda at: {"reason": "The new plan first."},
}  # fmt: skip
