"""What is done with a line of Today: who may. By hand from the agreed policy.

A dash is 404. The SENCO puts off anybody's; everybody else what is their own; only the SENCO
gives one to somebody else. The head reads everybody's and changes none of another's. A saved list
is its owner's.
"""

from datetime import timedelta

from reminders.given import services as given
from reminders.off import services as off
from sendcase import moment
from tests.access.asking import table

TOMORROW = moment.today() + timedelta(days=1)

GET = table("""
                                   senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
reminders:put_off slug/quiet_due | 200   403  -     -     -     -     -   -   -     -     -   -    -       302
reminders:put_off slug/asked_due | 200   403  200   -     -     -     -   -   -     -     -   -    -       302
reminders:give slug/quiet_due    | 200   403  -     -     -     -     -   -   -     -     -   -    -       302
reminders:give slug/asked_due    | 200   403  403   -     -     -     -   -   -     -     -   -    -       302
reminders:new_list slug?kind=some | 200  200  200   200   200   200   -   200 -     -     200 -    -       302
reminders:edit_list saved_view   | -     -    200   -     -     -     -   -   -     -     -   -    -       302
""")  # noqa: E501

POST = table("""
                                     senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
reminders:put_off slug/quiet_due   | 302   403  -     -     -     -     -   -   -     -     -   -    -       401
reminders:put_off slug/asked_due   | 302   403  302   -     -     -     -   -   -     -     -   -    -       401
reminders:take_back slug/quiet_due | 302   403  -     -     -     -     -   -   -     -     -   -    -       401
reminders:give slug/quiet_due      | 302   403  -     -     -     -     -   -   -     -     -   -    -       401
reminders:give_back slug/quiet_due | 302   403  403   -     -     -     -   -   -     -     -   -    -       401
reminders:new_list slug?kind=some  | 302   302  302   302   302   302   -   302 -     -     302 -    -       401
reminders:edit_list saved_view     | -     -    302   -     -     -     -   -   -     -     -   -    -       401
reminders:delete_list saved_view   | -     -    302   -     -     -     -   -   -     -     -   -    -       401
""")  # noqa: E501


def waits(deadline) -> dict:
    return {"put_off_until": TOMORROW.isoformat(), "put_off_why": "Away.",
            "version": deadline.version}  # fmt: skip


BODIES = {
    "reminders:put_off slug/quiet_due": lambda at: waits(at.quiet_due),
    "reminders:put_off slug/asked_due": lambda at: waits(at.asked_due),
    "reminders:give": lambda at: {
        "given_to": at.writer.pk, "given_why": "Away.", "version": at.quiet_due.version
    },
    "reminders:new_list": lambda at: {"name": "Mine"},
    "reminders:edit_list": lambda at: {"name": "Yours", "version": at.saved_view.version},
}  # fmt: skip
BEFORE = {
    "reminders:take_back": lambda at: off.put_off(
        deadline=at.quiet_due, until=TOMORROW, why="Away.", by=None
    ),
    # To the class's teacher, who then sees it and may not pass it on.
    "reminders:give_back": lambda at: given.give(
        deadline=at.quiet_due, to=at.writer, why="Away.", by=None
    ),
}
