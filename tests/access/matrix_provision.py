"""Interventions, their library, promises. By hand from the agreed policy: RCE all for the SENCO,
read and propose for own classes, read assigned, read all for the head, given for a guest; nothing
for office and governors. What was proposed is seen by whoever proposed it, SENCO and head, and by
nobody else before a child has a place in it. The library is for the staff, not for guests.
"""

import uuid

from sendcase import moment
from tests.access.asking import table

GET = table("""
                                          senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
interventions:list slug                 | 200   200  200   200   200   200   -   -   -     200   200 -    -       302
interventions:sheet slug/csv            | 200   200  200   200   -     -     -   -   -     -     200 -    -       302
interventions:new slug                  | 200   -    200   200   -     -     -   -   -     -     200 -    -       302
interventions:unkept slug               | 200   -    -     -     -     -     -   -   -     -     -   -    -       302
interventions:unkept_sheet slug/csv     | 200   -    -     -     -     -     -   -   -     -     -   -    -       302
interventions:library slug              | 200   200  200   200   200   200   -   -   -     -     200 -    -       302
interventions:library_sheet slug/xlsx   | 200   200  200   200   -     -     -   -   -     -     200 -    -       302
interventions:new-programme slug        | 200   -    -     -     -     -     -   -   -     -     -   -    -       302
interventions:starter slug              | 200   -    -     -     -     -     -   -   -     -     -   -    -       302
interventions:programme programme       | 200   200  200   200   200   200   -   -   -     -     200 -    -       302
interventions:edit-programme programme  | 200   403  403   403   403   403   -   -   -     -     403 -    -       302
interventions:page run                  | 200   200  200   -     200   -     -   -   -     200   -   -    -       302
interventions:page proposed_help        | 200   200  200   -     -     -     -   -   -     -     -   -    -       302
interventions:edit run                  | 200   403  403   -     403   -     -   -   -     403   -   -    -       302
interventions:edit proposed_help        | 200   403  200   -     -     -     -   -   -     -     -   -    -       302
interventions:decide proposed_help      | 200   403  403   -     -     -     -   -   -     -     -   -    -       302
interventions:review run                | 200   403  403   -     403   -     -   -   -     403   -   -    -       302
interventions:end run                   | 200   403  403   -     403   -     -   -   -     403   -   -    -       302
interventions:timetable run             | 200   403  403   -     403   -     -   -   -     403   -   -    -       302
interventions:staff run                 | 200   403  403   -     403   -     -   -   -     403   -   -    -       302
interventions:pupils run                | 200   403  200   -     403   -     -   -   -     403   -   -    -       302
interventions:end-staff runs_it         | 200   403  403   -     403   -     -   -   -     403   -   -    -       302
interventions:leave held                | 200   403  403   -     403   -     -   -   -     403   -   -    -       302
interventions:promise pupil             | 200   403  403   -     403   -     -   403 -     403   -   -    -       302
interventions:change-promise kept       | 200   403  403   -     403   -     -   -   -     403   -   -    -       302
interventions:end-promise kept          | 200   403  403   -     403   -     -   -   -     403   -   -    -       302
interventions:find-place free_promise   | 200   403  403   -     403   -     -   -   -     403   -   -    -       302
pupils:panel pupil/provision            | 200   200  200   -     200   -     -   403 -     200   -   -    -       302
""")  # noqa: E501

POST = table("""
                                          senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
interventions:new slug                  | 302   -    302   302   -     -     -   -   -     -     302 -    -       401
interventions:new-programme slug        | 302   -    -     -     -     -     -   -   -     -     -   -    -       401
interventions:starter slug              | 302   -    -     -     -     -     -   -   -     -     -   -    -       401
interventions:edit-programme programme  | 302   403  403   403   403   403   -   -   -     -     403 -    -       401
interventions:press-programme programme | 302   403  403   403   403   403   -   -   -     -     403 -    -       401
interventions:edit run                  | 302   403  403   -     403   -     -   -   -     403   -   -    -       401
interventions:edit proposed_help        | 302   403  302   -     -     -     -   -   -     -     -   -    -       401
interventions:decide proposed_help      | 302   403  403   -     -     -     -   -   -     -     -   -    -       401
interventions:review run                | 302   403  403   -     403   -     -   -   -     403   -   -    -       401
interventions:end run                   | 302   403  403   -     403   -     -   -   -     403   -   -    -       401
interventions:timetable run             | 302   403  403   -     403   -     -   -   -     403   -   -    -       401
interventions:staff run                 | 302   403  403   -     403   -     -   -   -     403   -   -    -       401
interventions:pupils run                | 302   403  302   -     403   -     -   -   -     403   -   -    -       401
interventions:end-staff runs_it         | 302   403  403   -     403   -     -   -   -     403   -   -    -       401
interventions:take-back wish            | 403   403  302   -     403   -     -   -   -     403   -   -    -       401
interventions:leave held                | 302   403  403   -     403   -     -   -   -     403   -   -    -       401
interventions:promise pupil             | 302   403  403   -     403   -     -   403 -     403   -   -    -       401
interventions:change-promise kept       | 302   403  403   -     403   -     -   -   -     403   -   -    -       401
interventions:end-promise kept          | 302   403  403   -     403   -     -   -   -     403   -   -    -       401
interventions:find-place free_promise   | 302   403  403   -     403   -     -   -   -     403   -   -    -       401
""")  # noqa: E501


def form(**given):
    return {"form_id": str(uuid.uuid4()), **given}


def today() -> str:
    return moment.today().isoformat()


def what(at, row=None, **given):
    first = row.starts_on.isoformat() if row else today()
    version = {"version": row.version} if row else {}
    return form(
        name="Talk partners", work="learning", wave=2, starts_on=first, minutes=20, times=3,
        places=6, **version, **given,
    )  # fmt: skip


def programme(at, **given):
    return form(
        name="Lunch club", work="social", wave=2, minutes=40, times=3, weeks=10, places=8, **given
    )


BODIES = {
    "interventions:new": what,
    "interventions:new-programme": programme,
    "interventions:edit-programme": lambda at: programme(at, version=at.programme.version),
    "interventions:press-programme": lambda at: {
        "action": "retire", "version": at.programme.version
    },
    "interventions:starter": lambda at: form(all="1"),
    "interventions:edit run": lambda at: what(at, at.run),
    "interventions:edit proposed_help": lambda at: what(at, at.proposed_help),
    "interventions:decide": lambda at: form(
        agree="yes", given=[at.wish.pk], from_on=today(), reason="",
        version=at.proposed_help.version,
    ),
    "interventions:review": lambda at: form(
        finding="go_on", words="All came.", version=at.run.version
    ),
    "interventions:end": lambda at: form(on=today(), reason="Nobody.", version=at.run.version),
    "interventions:timetable": lambda at: form(from_on=today(), day_1="on", at_1="11:00"),
    "interventions:staff": lambda at: form(giver="Mr Lamb", from_on=today()),
    "interventions:pupils": lambda at: form(
        pupils=[at.pupil_without.pk], from_on=today(), why="Reads slowly."
    ),
    "interventions:end-staff": lambda at: form(on=today(), version=at.runs_it.version),
    "interventions:leave": lambda at: form(
        on=today(), reason="Reads well.", keep_promise="yes", version=at.held.version
    ),
    "interventions:promise": lambda at: form(
        what="Reading", minutes=15, times=5, per="week", from_on=today()
    ),
    "interventions:change-promise": lambda at: form(
        minutes=30, times=2, per="week", from_on=today(), version=at.kept.version
    ),
    "interventions:end-promise": lambda at: form(
        on=today(), reason="Reads well.", version=at.kept.version
    ),
    "interventions:find-place": lambda at: form(intervention=at.other_run.pk, from_on=today()),
}  # fmt: skip
