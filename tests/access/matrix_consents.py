"""Consents: who may open and do what. By hand from the policy.

A dash is 404. The SENCO writes and withdraws, the head reads; who teaches or supports reads valid
or not; the office writes down a signed paper and reads none; guests and governors have none.
"""

from tests.access.asking import table

GET = table("""
                              senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
pupils:panel pupil/consents | 200  200  200   -     200   -     -   403 -     403   -   -    -       302
consents:new pupil          | 200  403  403   -     403   -     -   200 -     403   -   -    -       302
consents:withdraw agreement | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
consents:list slug  | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
consents:sheet slug/csv | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
""")  # noqa: E501

POST = table("""
                              senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
consents:new pupil          | 302  403  403   -     403   -     -   302 -     403   -   -    -       401
consents:withdraw agreement | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
""")  # noqa: E501

BODIES = {
    "consents:new": lambda at: {
        "kind": "agency", "scope": "Speech therapy", "answer": "yes", "who": at.contact.pk,
        "given_on": at.agreement.given_on.isoformat(), "evidence": "Signed slip",
    },
    "consents:withdraw": lambda at: {
        "on": at.agreement.given_on.isoformat(), "withdrawn_by": "Leila", "how": "By phone",
        "version": at.agreement.version,
    },
}  # fmt: skip
