"""The governors' report. By hand from the agreed policy: the SENCO writes and publishes, the head
reads it before, confirms and publishes, governors and who leads the trust read what is published.

A dash is 404.
"""

from tests.access.asking import table

GET = table("""
                            senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
board:list slug           | 200   200  -     -     -     -     200 -   200   -     -   -    -       302
board:questions slug      | 200   200  -     -     -     -     200 -   200   -     -   -    -       302
board:due this_term       | 302   302  -     -     -     -     302 -   302   -     -   -    -       302
board:page board_published | 200  200  -     -     -     -     200 -   200   -     -   -    -       302
board:page board_confirmed | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
board:page board_draft    | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
board:pdf board_published | 200   200  -     -     -     -     200 -   200   -     -   -    -       302
board:draft board_draft   | 200   403  -     -     -     -     -   -   -     -     -   -    -       302
board:draft board_published | 302 403  -     -     -     -     403 -   403   -     -   -    -       302
board:words board_draft   | 200   403  -     -     -     -     -   -   -     -     -   -    -       302
board:words board_published | 302 403  -     -     -     -     403 -   403   -     -   -    -       302
board:publish board_confirmed | 200 200 -    -     -     -     -   -   -     -     -   -    -       302
board:publish board_published | 302 302 -    -     -     -     403 -   403   -     -   -    -       302
""")  # noqa: E501

POST = table("""
                            senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
board:open slug           | 302   403  -     -     -     -     403 -   403   -     -   -    -       401
board:words board_draft   | 302   403  -     -     -     -     -   -   -     -     -   -    -       401
board:confirm board_draft | 403   302  -     -     -     -     -   -   -     -     -   -    -       401
board:take_back board_confirmed | 403 302 -  -     -     -     -   -   -     -     -   -    -       401
board:publish board_confirmed | 302 302 -    -     -     -     -   -   -     -     -   -    -       401
""")  # noqa: E501

BODIES = {
    "board:words": lambda at: {"well": "New words.", "version": at.board_draft.version},
    "board:confirm": lambda at: {"version": at.board_draft.version},
    "board:take_back": lambda at: {"version": at.board_confirmed.version},
    "board:publish": lambda at: {"version": at.board_confirmed.version},
}
