"""Packs and the chronology of a case. By hand from the agreed policy.

A dash is 404. The SENCO makes packs, the head reads them. Nobody else knows that there is one.
"""

from tests.access.asking import table

GET = table("""
                                          senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
ehc_packs:for_request ehc_request         | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
ehc_packs:for_review pack_review          | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
ehc_packs:page ehc_pack                   | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
ehc_packs:page ehc_pack_waiting           | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
ehc_packs:progress ehc_pack_waiting       | 302  302  -     -     -     -     -   -   -     -     -   -    -       302
ehc_packs:chronology pupil                | 200  200  403   -     403   -     -   403 -     403   -   -    -       302
ehc_packs:sheet pupil/csv                 | 200  200  403   -     403   -     -   403 -     403   -   -    -       302
ehc_packs:paper pupil                     | 200  200  403   -     403   -     -   403 -     403   -   -    -       302
""")  # noqa: E501

POST = table("""
                                          senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
ehc_packs:for_request ehc_request         | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_packs:for_review pack_review          | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_packs:stop ehc_pack_waiting           | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_packs:again ehc_pack                  | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
""")  # noqa: E501

BODIES = {
    "ehc_packs:for_request": lambda at: {
        "part": ["request"], "paper": [f"request:{at.ehc_request.pk}"],
    },
    "ehc_packs:for_review": lambda at: {
        "part": ["invited"], "paper": [f"invited:{at.pack_review.pk}"],
    },
}  # fmt: skip
