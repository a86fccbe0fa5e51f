"""The one-page profile and the pupil's views: who may open and do what. By hand from the policy.

A dash is 404. The head reads and writes nothing; support staff ask a child and write down what it
says, and take back only what they wrote down themselves; guests and the office read none of it.
"""

from tests.access.asking import table

GET = table("""
                            senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
pupils:panel pupil/profile | 200  200  200   -     200   -     -   403 -     403   -   -    -       302
profile:sheet pupil/csv    | 200  200  200   -     403   -     -   403 -     403   -   -    -       302
profile:edit pupil         | 200  403  200   -     403   -     -   403 -     403   -   -    -       302
profile:pdf pupil          | 200  200  200   -     200   -     -   403 -     403   -   -    -       302
profile:start pupil        | 200  403  200   -     200   -     -   403 -     403   -   -    -       302
profile:answer pupil       | 200  403  200   -     200   -     -   403 -     403   -   -    -       302
profile:blank pupil        | 200  403  200   -     200   -     -   403 -     403   -   -    -       302
profile:view said          | 200  200  200   -     200   -     -   -   -     -     -   -    -       302
profile:view-pdf said      | 200  200  200   -     200   -     -   -   -     -     -   -    -       302
profile:withdraw said      | 200  403  200   -     403   -     -   -   -     -     -   -    -       302
profile:view taken_back    | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
""")  # noqa: E501

POST = table("""
                            senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
profile:edit pupil         | 302  403  302   -     403   -     -   403 -     403   -   -    -       401
profile:keep pupil         | 302  403  302   -     403   -     -   403 -     403   -   -    -       401
profile:answer pupil       | 302  403  302   -     302   -     -   403 -     403   -   -    -       401
profile:withdraw said      | 302  403  302   -     403   -     -   -   -     -     -   -    -       401
""")  # noqa: E501

BODIES = {
    "profile:edit": lambda at: {
        "liked": "Kind.", "whose": "own", "version": at.one_page.version,
    },
    "profile:keep": lambda at: {"version": at.one_page.version},
    "profile:answer": lambda at: {"way": "pictures", "like": "friends", "told": "symbol",
                                  "on": at.said.on.isoformat(), "go": "send"},
    "profile:withdraw": lambda at: {"why": "The wrong child."},
}  # fmt: skip
