"""Short questions: who asks, who answers, who reads the answers. By hand from the agreed policy.

`asked` is the class teacher, `asked_other` a colleague who has no duty to the child: the page with
their questions is all that opens to them, and nothing once the round is closed (`asked_closed`).
"""

from datetime import timedelta

from sendcase import moment
from tests.access.asking import table

GET = table("""
                                   senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
questions:list slug              | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
questions:ask pupil              | 200   403  200   -     403   -     -   403 -     403   -   -    -       302
questions:ask pupil?referral=sent | 200  403  200   -     403   -     -   403 -     403   -   -    -       302
questions:answer asked           | -     -    200   -     -     -     -   -   -     -     -   -    -       302
questions:answer asked_other     | -     -    -     200   -     -     -   -   -     -     -   -    -       302
questions:answer asked_closed    | -     -    -     -     -     -     -   -   -     -     -   -    -       302
questions:round round            | 200   200  200   -     -     -     -   -   -     -     -   -    -       302
""")  # noqa: E501

POST = table("""
                                   senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
questions:list slug              | 302   302  -     -     -     -     -   -   -     -     -   -    -       401
questions:ask pupil_without      | 302   403  302   -     403   -     -   403 -     403   -   -    -       401
questions:answer asked           | -     -    302   -     -     -     -   -   -     -     -   -    -       401
questions:answer asked_other     | -     -    -     302   -     -     -   -   -     -     -   -    -       401
questions:remind round           | 302   403  403   -     -     -     -   -   -     -     -   -    -       401
questions:close round            | 302   403  403   -     -     -     -   -   -     -     -   -    -       401
""")  # noqa: E501

BODIES = {
    "questions:list": lambda at: {"text_1": "What helps?", "kind_1": "text", "version": 1},
    "questions:ask": lambda at: {
        "near": [at.assignment.user_id],
        "due_on": (moment.today() + timedelta(days=7)).isoformat(),
    },
    "questions:answer": lambda at: {"answer_0": "She reads well.", "version": at.asked.version},
}
