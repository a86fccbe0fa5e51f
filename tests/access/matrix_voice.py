"""What a family said: who may read, record and answer. By hand from the agreed policy.

A dash is 404. SENCO and head record, place and withdraw; a teacher reads of the children of their
classes and answers where they were asked; what was withdrawn is read by SENCO and head alone.
Support staff, the office, governors and guests read nothing of it.
"""

from sendcase import moment
from tests.access.asking import table

GET = table("""
                            senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
voice:list slug            | 200  200  200   200   -     -     -   -   -     -     200 -    -       302
voice:sheet slug/csv       | 200  200  200   200   -     -     -   -   -     -     200 -    -       302
pupils:panel pupil/family  | 200  200  200   -     403   -     -   403 -     403   -   -    -       302
voice:new pupil            | 200  200  403   -     403   -     -   403 -     403   -   -    -       302
voice:pdf pupil            | 200  200  200   -     403   -     -   403 -     403   -   -    -       302
voice:page word            | 200  200  200   -     -     -     -   -   -     -     -   -    -       302
voice:page unsaid          | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
voice:place word           | 200  200  403   -     -     -     -   -   -     -     -   -    -       302
voice:answer word          | 200  200  200   -     -     -     -   -   -     -     -   -    -       302
voice:answer unasked       | 200  200  403   -     -     -     -   -   -     -     -   -    -       302
voice:withdraw word        | 200  200  403   -     -     -     -   -   -     -     -   -    -       302
""")  # noqa: E501

POST = table("""
                            senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
voice:new pupil            | 302  302  403   -     403   -     -   403 -     403   -   -    -       401
voice:place word           | 302  302  403   -     -     -     -   -   -     -     -   -    -       401
voice:answer word          | 302  302  302   -     -     -     -   -   -     -     -   -    -       401
voice:answer unasked       | 302  302  403   -     -     -     -   -   -     -     -   -    -       401
voice:withdraw word        | 302  302  403   -     -     -     -   -   -     -     -   -    -       401
""")  # noqa: E501

BODIES = {
    "voice:new": lambda at: {"kind": "comment", "words": "Thank you.", "who": "child",
                             "how": "phone", "said_on": moment.today().isoformat()},
    "voice:place": lambda at: {"kind": "comment", "version": at.word.version},
    "voice:answer word": lambda at: {"answer": "We look again.", "version": at.word.version},
    "voice:answer unasked": lambda at: {"answer": "Good.", "version": at.unasked.version},
    "voice:withdraw": lambda at: {"reason": "The wrong child.", "version": at.word.version},
}  # fmt: skip
