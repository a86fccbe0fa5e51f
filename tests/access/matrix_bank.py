"""The target and strategy bank: who may read, propose and keep it. By hand from the agreed policy.

A dash is 404. The bank is about no child: every teacher and helper reads all of it, and support
staff propose nothing. A proposal is seen by whoever made it and by SENCO and head. The office,
governors and guests have no part of it.
"""

import uuid

from tests.access.asking import table

GET = table("""
                                      senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
bank:targets slug                   | 200   200  200   200   200   200   -   -   -     -     200 -    -       302
bank:target_sheet slug/csv          | 200   200  200   200   -     -     -   -   -     -     200 -    -       302
bank:strategies slug                | 200   200  200   200   200   200   -   -   -     -     200 -    -       302
bank:strategy_sheet slug/xlsx       | 200   200  200   200   -     -     -   -   -     -     200 -    -       302
bank:new-target slug                | 200   200  200   200   -     -     -   -   -     -     200 -    -       302
bank:new-strategy slug              | 200   200  200   200   -     -     -   -   -     -     200 -    -       302
bank:target bank_target             | 200   200  200   200   200   200   -   -   -     -     200 -    -       302
bank:target proposal                | 200   200  200   -     -     -     -   -   -     -     -   -    -       302
bank:edit-target bank_target        | 200   200  403   403   403   403   -   -   -     -     403 -    -       302
bank:strategy strategy              | 200   200  200   200   200   200   -   -   -     -     200 -    -       302
bank:strategy idea                  | 200   200  200   -     -     -     -   -   -     -     -   -    -       302
bank:edit-strategy strategy         | 200   200  403   403   403   403   -   -   -     -     403 -    -       302
bank:choose draft                   | 200   403  200   -     403   -     -   -   -     403   -   -    -       302
bank:from-plan draft/draft_target   | 200   200  200   -     403   -     -   -   -     403   -   -    -       302
""")  # noqa: E501

POST = table("""
                                      senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
bank:starter slug                   | 302   302  -     -     -     -     -   -   -     -     -   -    -       401
bank:new-target slug                | 302   302  302   302   -     -     -   -   -     -     302 -    -       401
bank:new-strategy slug              | 302   302  302   302   -     -     -   -   -     -     302 -    -       401
bank:edit-target bank_target        | 302   302  403   403   403   403   -   -   -     -     403 -    -       401
bank:decide-target bank_target      | 302   302  403   403   403   403   -   -   -     -     403 -    -       401
bank:edit-strategy strategy         | 302   302  403   403   403   403   -   -   -     -     403 -    -       401
bank:decide-strategy strategy       | 302   302  403   403   403   403   -   -   -     -     403 -    -       401
bank:strategy strategy              | 302   302  403   403   403   403   -   -   -     -     403 -    -       401
bank:away strategy/phrase           | 302   302  403   403   403   403   -   -   -     -     403 -    -       401
bank:choose draft                   | 302   403  302   -     403   -     -   -   -     403   -   -    -       401
bank:from-plan draft/draft_target   | 302   302  302   -     403   -     -   -   -     403   -   -    -       401
""")  # noqa: E501


def form(**given):
    return {"form_id": str(uuid.uuid4()), **given}


def target(at, **given):
    area = at.school.areas.get(code="cl").pk
    return form(area=area, target="{name} sings.", criteria="Twice.", **given)


BODIES = {
    "bank:new-target": target,
    "bank:edit-target": lambda at: target(at, version=1),
    "bank:decide-target": lambda at: {"action": "retire", "version": 1},
    "bank:new-strategy": lambda at: form(words="Sing it twice", weight=1),
    "bank:edit-strategy": lambda at: form(words="Use a clock", weight=3, version=1),
    "bank:decide-strategy": lambda at: {"action": "retire", "version": 1},
    "bank:strategy": lambda at: {"words": "Egg timer"},
    "bank:choose": lambda at: {"bank": at.bank_target.pk, "take": "1"},
    "bank:from-plan": target,
}
