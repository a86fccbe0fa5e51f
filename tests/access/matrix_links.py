"""A family's link to one letter: SENCO and head close it, the SENCO sends a new one or posts the
letter. Who may not see a link gets what they would get for one that is not there. By hand.
"""

from tests.access.asking import table

GET = table("""
                                          senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
letters:link_revoke link                | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
""")  # noqa: E501

POST = table("""
                                          senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
letters:link_revoke link                | 302   302  -     -     -     -     -   -   -     -     -   -    -       401
letters:link_again link                 | 302   403  -     -     -     -     -   -   -     -     -   -    -       401
letters:post_instead mailed             | 302   403  -     -     -     -     -   403 -     -     -   -    -       401
""")  # noqa: E501

BODIES = {
    "letters:link_revoke": lambda at: {"reason": "A wrong address."},
    "letters:post_instead": lambda at: {"version": at.mailed.version},
}
