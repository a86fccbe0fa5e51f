"""A family's link to one letter: SENCO and head close it, the SENCO sends a new one or posts the
letter. Who may not see a link gets what they would get for one that is not there. By hand.
"""

from sendcase.outbox.models import Message
from tests.access.asking import table

GET = table("""
                                          senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
letters:link_revoke link                | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
""")  # noqa: E501

POST = table("""
                                          senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
letters:link_revoke link                | 302   302  -     -     -     -     -   -   -     -     -   -    -       401
letters:link_again link                 | 302   403  -     -     -     -     -   -   -     -     -   -    -       401
letters:link_came link                  | 302   403  -     -     -     -     -   -   -     -     -   -    -       401
letters:post_instead mailed             | 302   403  -     -     -     -     -   403 -     -     -   -    -       401
""")  # noqa: E501


def perhaps_sent(at) -> None:
    Message.objects.filter(pk=at.link.mail_id).update(state="uncertain")


BEFORE = {"letters:link_came": perhaps_sent}
BODIES = {
    "letters:link_revoke": lambda at: {"reason": "A wrong address."},
    "letters:post_instead": lambda at: {"version": at.mailed.version},
}
