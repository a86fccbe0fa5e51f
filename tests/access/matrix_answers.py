"""Answers that come back, asking again, talks: by hand from the agreed policy. A dash is 404.

The SENCO and the office record; the head reads along. Only who writes letters writes one again.
An answer on the wrong letter: the SENCO takes off any, the office those it recorded itself.
"""

import uuid

from sendcase import moment
from tests.access.asking import table

GET = table("""
                                      senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
letters:answers slug                | 200   -    -     -     -     -     -   200 -     -     -   -    -       302
letters:answer slug/waits           | 200   -    -     -     -     -     -   200 -     -     -   -    -       302
letters:asked_again waits           | 200   403  -     -     -     -     -   200 -     -     -   -    -       302
letters:talked wants_talk           | 200   403  -     -     -     -     -   200 -     -     -   -    -       302
letters:page came_back              | 200   200  -     -     -     -     -   200 -     -     -   -    -       302
letters:take_off wants_talk         | 200   403  -     -     -     -     -   403 -     -     -   -    -       302
letters:take_off recorded           | 200   403  -     -     -     -     -   200 -     -     -   -    -       302
""")  # noqa: E501

POST = table("""
                                      senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
letters:answers slug                | 302   -    -     -     -     -     -   302 -     -     -   -    -       401
letters:answer slug/waits           | 302   -    -     -     -     -     -   302 -     -     -   -    -       401
letters:asked_again waits           | 302   403  -     -     -     -     -   302 -     -     -   -    -       401
letters:talked wants_talk           | 302   403  -     -     -     -     -   302 -     -     -   -    -       401
letters:send_again came_back        | 302   403  -     -     -     -     -   403 -     -     -   -    -       401
letters:take_off wants_talk         | 302   403  -     -     -     -     -   403 -     -     -   -    -       401
letters:take_off recorded           | 302   403  -     -     -     -     -   302 -     -     -   -    -       401
""")  # noqa: E501


def form(**given):
    return {"form_id": str(uuid.uuid4()), **given}


def today() -> str:
    return moment.today().isoformat()


ASKS_ONLY = {"letters:answers"}  # from a code to its letter; what is recorded comes after

BODIES = {
    "letters:answers": lambda at: {"code": at.slip_code},
    "letters:answer": lambda at: form(route="slip", received_on=today()),
    "letters:asked_again": lambda at: form(how="phone", on=today()),
    "letters:talked": lambda at: form(talked_on=today()),
    "letters:take_off": lambda at: form(reason="The slip was for another child."),
}
