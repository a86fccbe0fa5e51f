"""Complaints: who may open and do what. By hand from the agreed policy.

A dash is 404. SENCO and head read and write all of it. The teacher who is asked opens that one
complaint while it is open, and answers; every other one, the list, the tab and the paper are as
if they did not exist. Support staff, the office, governors and guests have none.
"""

from sendcase import moment
from tests.access.asking import table

GET = table("""
                               senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
complaints:list slug          | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
complaints:sheet slug/csv     | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
pupils:panel pupil/complaints | 200  200  403   -     403   -     -   403 -     403   -   -    -       302
complaints:new pupil          | 200  200  403   -     403   -     -   403 -     403   -   -    -       302
complaints:pdf pupil          | 200  200  403   -     403   -     -   403 -     403   -   -    -       302
complaints:page complaint     | 200  200  200   -     -     -     -   -   -     -     -   -    -       302
complaints:page quiet         | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
complaints:page over          | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
complaints:change complaint   | 200  200  403   -     -     -     -   -   -     -     -   -    -       302
complaints:change quiet       | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
complaints:ask complaint      | 200  200  403   -     -     -     -   -   -     -     -   -    -       302
complaints:ask quiet          | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
complaints:answer complaint   | 200  200  200   -     -     -     -   -   -     -     -   -    -       302
complaints:answer quiet       | 302  302  -     -     -     -     -   -   -     -     -   -    -       302
complaints:step complaint     | 200  200  403   -     -     -     -   -   -     -     -   -    -       302
complaints:close complaint    | 200  200  403   -     -     -     -   -   -     -     -   -    -       302
complaints:open over          | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
""")  # noqa: E501

POST = table("""
                               senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
complaints:new pupil          | 302  302  403   -     403   -     -   403 -     403   -   -    -       401
complaints:change complaint   | 302  302  403   -     -     -     -   -   -     -     -   -    -       401
complaints:change quiet       | 302  302  -     -     -     -     -   -   -     -     -   -    -       401
complaints:ask complaint      | 302  302  403   -     -     -     -   -   -     -     -   -    -       401
complaints:ask quiet          | 302  302  -     -     -     -     -   -   -     -     -   -    -       401
complaints:answer complaint   | 302  302  302   -     -     -     -   -   -     -     -   -    -       401
complaints:step complaint     | 302  302  403   -     -     -     -   -   -     -     -   -    -       401
complaints:close complaint    | 302  302  403   -     -     -     -   -   -     -     -   -    -       401
complaints:open over          | 302  302  -     -     -     -     -   -   -     -     -   -    -       401
""")  # noqa: E501


def today():
    return moment.today().isoformat()


def written(complaint) -> dict:
    return {"way": "formal", "about": "Nobody rang.", "who": "child", "made_on": today(),
            "version": complaint.version}  # fmt: skip


BODIES = {
    "complaints:new": lambda at: {"way": "formal", "about": "Nobody rang.", "who": "child",
                                  "made_on": today()},
    "complaints:change complaint": lambda at: written(at.complaint),
    "complaints:change quiet": lambda at: written(at.quiet),
    "complaints:ask complaint": lambda at: {"asked_of": "nobody", "answer_due_on": today(),
                                             "version": at.complaint.version},
    "complaints:ask quiet": lambda at: {"asked_of": at.writer.pk, "answer_due_on": today(),
                                          "version": at.quiet.version},
    "complaints:answer": lambda at: {"answer": "I rang.", "version": at.complaint.version},
    "complaints:step": lambda at: {"kind": "mediation", "on": today(), "words": "We met."},
    "complaints:close": lambda at: {"outcome": "We said sorry.", "closed_on": today(),
                                    "version": at.complaint.version},
    "complaints:open": lambda at: {"reason": "They go on.", "version": at.over.version},
}  # fmt: skip
