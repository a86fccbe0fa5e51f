"""Meetings with families. By hand from the agreed policy.

A dash is 404. SENCO all, a teacher those of their classes; support staff read and add a note for
whom they are assigned to, and do what they promised; the head reads all. The office books and
invites and reads no notes. Whom the whole school has met: SENCO, head, office.
"""

from schools.calendar import calendar_of
from sendcase import moment
from tests.access.asking import table

GET = table("""
                                        senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
parent_meetings:list slug              | 200  200  -     -     -     -     -   200 -     -     -   -    -       302
parent_meetings:sheet slug/csv         | 200  200  -     -     -     -     -   200 -     -     -   -    -       302
parent_meetings:plan slug              | 200  -    200   200   -     -     -   200 -     -     200 -    -       302
pupils:panel pupil/parent-meetings     | 200  200  200   -     200   -     -   403 -     403   -   -    -       302
parent_meetings:new pupil              | 200  403  200   -     403   -     -   200 -     403   -   -    -       302
parent_meetings:page family_meeting    | 200  200  200   -     200   -     -   -   -     -     -   -    -       302
parent_meetings:page family_held       | 200  200  200   -     200   -     -   -   -     -     -   -    -       302
parent_meetings:pdf family_held        | 200  200  200   -     200   -     -   -   -     -     -   -    -       302
parent_meetings:booking family_meeting | 200  403  200   -     403   -     -   200 -     -     -   -    -       302
parent_meetings:change family_meeting  | 200  403  200   -     403   -     -   200 -     -     -   -    -       302
parent_meetings:invite family_meeting  | 200  403  200   -     403   -     -   200 -     -     -   -    -       302
parent_meetings:end family_meeting     | 200  403  200   -     403   -     -   200 -     -     -   -    -       302
parent_meetings:record family_meeting  | 200  403  200   -     403   -     -   -   -     -     -   -    -       302
parent_meetings:note family_held       | 200  403  200   -     200   -     -   -   -     -     -   -    -       302
parent_meetings:action family_action   | 200  403  200   -     403   -     -   -   -     -     -   -    -       302
parent_meetings:action family_promise  | 200  403  200   -     200   -     -   -   -     -     -   -    -       302
""")  # noqa: E501

POST = table("""
                                        senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
parent_meetings:plan slug              | 302  -    302   200   -     -     -   302 -     -     200 -    -       401
parent_meetings:new pupil              | 302  403  302   -     403   -     -   302 -     403   -   -    -       401
parent_meetings:change family_meeting  | 302  403  302   -     403   -     -   302 -     -     -   -    -       401
parent_meetings:invite family_meeting  | 302  403  302   -     403   -     -   302 -     -     -   -    -       401
parent_meetings:end family_meeting     | 302  403  302   -     403   -     -   302 -     -     -   -    -       401
parent_meetings:record family_meeting  | 302  403  302   -     403   -     -   -   -     -     -   -    -       401
parent_meetings:note family_held       | 302  403  302   -     302   -     -   -   -     -     -   -    -       401
parent_meetings:action family_action   | 302  403  302   -     403   -     -   -   -     -     -   -    -       401
parent_meetings:action family_promise  | 302  403  302   -     302   -     -   -   -     -     -   -    -       401
""")  # noqa: E501


def school_day(at) -> str:
    return calendar_of(at.school).next_open(moment.today()).isoformat()


def booked(at) -> dict:
    return {"planned_on": school_day(at), "minutes": "20", "led_by": at.family_meeting.led_by_id,
            "starts_at": "16:30", "place": "Hall"}  # fmt: skip


def chosen(at) -> dict:
    pk = at.to_meet.pk
    return {"place": "Hall", f"plan_{pk}": "on", f"on_{pk}": school_day(at), f"at_{pk}": "16:10"}


def seen(row) -> dict:
    return {"version": row.version}


TODAY = moment.today().isoformat()
BODIES = {
    "parent_meetings:plan": chosen,
    "parent_meetings:new": booked,
    "parent_meetings:change": lambda at: booked(at) | seen(at.family_meeting),
    "parent_meetings:invite": lambda at: {
        "how": "By phone", "who": [at.contact.pk], "on": TODAY, **seen(at.family_meeting),
    },
    "parent_meetings:end": lambda at: {
        "step": "cancel", "why_not": "A day of training.", **seen(at.family_meeting),
    },
    "parent_meetings:record": lambda at: {
        "held_on": TODAY, "came": "Both", "what_new1": "Ring each Friday", "who_new1": "family",
        **seen(at.family_meeting),
    },
    "parent_meetings:note": lambda at: {"text": "He told me about it."},
    "parent_meetings:action family_action": lambda at: {
        "done_on": TODAY, **seen(at.family_action),
    },
    "parent_meetings:action family_promise": lambda at: {
        "done_on": TODAY, **seen(at.family_promise),
    },
}  # fmt: skip
# A teacher of another class finds no family of theirs to plan for: nothing is written.
ASKS_ONLY = {"parent_meetings:plan"}
