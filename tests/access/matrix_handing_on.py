"""Handing a class on, joining and leaving: who may open and do what. By hand from the policy.

A dash is 404. `oth_t` is the next teacher of what was handed over and opened: the notes are theirs
to read, the record is not. The office plans days and adds joiners and reads of no need.
"""

from datetime import timedelta

from sendcase import moment
from tests.access.asking import table

TODAY = moment.today()

GET = table("""
                                senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
handover:list slug            | 200   200  200   200   -     -     -   200 -     -     200 -    -       302
handover:sheet slug/csv       | 200   200  200   200   -     -     -   200 -     -     200 -    -       302
handover:start slug           | 200   -    -     -     -     -     -   200 -     -     -   -    -       302
handover:page writing         | 200   200  200   -     -     -     -   200 -     -     -   -    -       302
handover:page handed          | 200   200  200   200   -     -     -   200 -     -     -   -    -       302
handover:pdf writing          | 200   200  200   -     -     -     -   403 -     -     -   -    -       302
handover:pdf handed           | 200   200  200   200   -     -     -   403 -     -     -   -    -       302
handover:change handed        | 200   403  403   403   -     -     -   200 -     -     -   -    -       302
handover:open handed          | 200   403  403   403   -     -     -   403 -     -     -   -    -       302
handover:add writing          | 200   403  200   -     -     -     -   403 -     -     -   -    -       302
handover:write note_writing   | 200   403  200   -     -     -     -   -   -     -     -   -    -       302
handover:ask note_handed      | 403   403  403   200   -     -     -   -   -     -     -   -    -       302
handover:answer note_asked    | 200   403  200   403   -     -     -   -   -     -     -   -    -       302
moves:list slug               | 200   200  200   200   -     -     -   200 -     -     200 -    -       302
moves:sheet slug/csv          | 200   200  200   200   -     -     -   200 -     -     200 -    -       302
moves:new slug                | 200   -    -     -     -     -     -   200 -     -     -   -    -       302
moves:due school              | 302   -    -     -     -     -     -   -   -     -     -   -    -       302
moves:start pupil             | 200   403  403   -     403   -     -   403 -     403   -   -    -       302
moves:page leaving            | 200   200  200   -     -     -     -   -   -     -     -   -    -       302
moves:page joining            | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
moves:edit leaving            | 200   403  403   -     -     -     -   -   -     -     -   -    -       302
moves:note leaving            | 200   403  200   -     -     -     -   -   -     -     -   -    -       302
moves:task move_task          | 200   403  403   -     -     -     -   -   -     -     -   -    -       302
""")  # noqa: E501

POST = table("""
                                senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
handover:start slug           | 302   -    -     -     -     -     -   302 -     -     -   -    -       401
handover:change handed        | 302   403  403   403   -     -     -   302 -     -     -   -    -       401
handover:open handed          | 302   403  403   403   -     -     -   403 -     -     -   -    -       401
handover:call-off writing     | 302   403  403   -     -     -     -   403 -     -     -   -    -       401
handover:add writing          | 302   403  302   -     -     -     -   403 -     -     -   -    -       401
handover:hand-over writing    | 302   403  302   -     -     -     -   403 -     -     -   -    -       401
handover:take-back handed     | 302   403  403   403   -     -     -   403 -     -     -   -    -       401
handover:read-all handed      | 403   403  403   302   -     -     -   403 -     -     -   -    -       401
handover:write note_writing   | 302   403  302   -     -     -     -   -   -     -     -   -    -       401
handover:read note_handed     | 403   403  403   302   -     -     -   -   -     -     -   -    -       401
handover:ask note_handed      | 403   403  403   302   -     -     -   -   -     -     -   -    -       401
handover:answer note_asked    | 302   403  302   403   -     -     -   -   -     -     -   -    -       401
moves:new slug                | 302   -    -     -     -     -     -   302 -     -     -   -    -       401
moves:leavers slug            | 302   -    -     -     -     -     -   -   -     -     -   -    -       401
moves:start pupil             | 302   403  403   -     403   -     -   403 -     403   -   -    -       401
moves:edit leaving            | 302   403  403   -     -     -     -   -   -     -     -   -    -       401
moves:note leaving            | 302   403  302   -     -     -     -   -   -     -     -   -    -       401
moves:task move_task          | 302   403  403   -     -     -     -   -   -     -     -   -    -       401
""")  # noqa: E501


def ahead(days):
    return (TODAY + timedelta(days=days)).isoformat()


def version(name, **given):
    return lambda at: {"version": getattr(at, name).version, **given}


BODIES = {
    "handover:start": lambda at: {"class_group": at.klass.pk, "takes_on": ahead(200)},
    "handover:change": lambda at: {
        "takes_on": ahead(100), "receiver": at.handed.receiver_id, "version": at.handed.version,
    },
    "handover:open": version("handed", opens_on=ahead(2)),
    "handover:call-off": version("writing"),
    "handover:add": lambda at: {"pupil": at.plain.pk},
    "handover:hand-over": version("writing"),
    "handover:take-back": version("handed"),
    "handover:write": version("note_writing", works="Cards.", note="Hello."),
    "handover:ask": lambda at: {"question": "Who sits beside her?"},
    "handover:answer": version("note_asked", answer="Maya."),
    "moves:new": lambda at: {
        "legal_first_name": "Nia", "born_on": "2023-05-01", "year": "R",
        "admitted_on": ahead(90), "setting": "Little Acorns",
    },
    "moves:start": lambda at: {"direction": "leaving", "setting": "Hilltop"},
    "moves:edit": version("leaving", setting="Hilltop"),
    "moves:note": lambda at: {"text": "Visit went well."},
    "moves:task": version("move_task", state="done", done_on=TODAY.isoformat(), note="By phone."),
}  # fmt: skip
