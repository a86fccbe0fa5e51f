"""What is done with a line of Today: who may. By hand from the agreed policy.

A dash is 404. The SENCO puts off anybody's; everybody else what is their own. The head reads
everybody's and changes none of another's.
"""

from datetime import timedelta

from reminders.off import services as off
from sendcase import moment
from tests.access.asking import table

TOMORROW = moment.today() + timedelta(days=1)

GET = table("""
                                   senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
reminders:put_off slug/quiet_due | 200   403  -     -     -     -     -   -   -     -     -   -    -       302
reminders:put_off slug/asked_due | 200   403  200   -     -     -     -   -   -     -     -   -    -       302
""")  # noqa: E501

POST = table("""
                                     senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
reminders:put_off slug/quiet_due   | 302   403  -     -     -     -     -   -   -     -     -   -    -       401
reminders:put_off slug/asked_due   | 302   403  302   -     -     -     -   -   -     -     -   -    -       401
reminders:take_back slug/quiet_due | 302   403  -     -     -     -     -   -   -     -     -   -    -       401
""")  # noqa: E501


def waits(deadline) -> dict:
    return {"put_off_until": TOMORROW.isoformat(), "put_off_why": "Away.",
            "version": deadline.version}  # fmt: skip


BODIES = {
    "reminders:put_off slug/quiet_due": lambda at: waits(at.quiet_due),
    "reminders:put_off slug/asked_due": lambda at: waits(at.asked_due),
}
BEFORE = {
    "reminders:take_back": lambda at: off.put_off(
        deadline=at.quiet_due, until=TOMORROW, why="Away.", by=None
    )
}
