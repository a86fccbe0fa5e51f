"""A referral as people read it: the page, the check before sending, the SENCO's desk."""

from accounts.access import may
from accounts.permissions import Permission
from referrals.models import Referral
from referrals.obligations import answer_due
from sendcase import moment

# State → kind of mark (templates/components/_status.html).
MARKS = {
    "draft": "plain",
    "submitted": "soon",
    "returned": "soon",
    "accepted": "done",
    "in_class": "done",
    "pastoral": "done",
    "withdrawn": "plain",
}


def written(day) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}" if day else ""


def sections(referral, user, change_url="") -> list[dict]:
    """[{title, rows}]; with change_url each row ends in a link to its question."""
    parts = {
        "What is it about?": about(referral, user),
        "What have you noticed?": noticed(referral),
        "What have you tried?": [
            ("Interventions, how often and how long", referral.interventions, "interventions")
        ],
        "What does the family say?": family(referral),
        "What does the child say?": child(referral),
        "What may be behind it?": [
            ("EAL, attendance, health, behaviour", referral.underneath, "underneath")
        ],
    }
    return [
        {"title": title, "rows": [linked(row, change_url) for row in rows]}
        for title, rows in parts.items()
    ]


def linked(row, change_url):
    label, value, field = row
    return (label, value, f"{change_url}#div_id_{field}") if change_url else (label, value)


def about(referral, user) -> list[tuple]:
    source = referral.get_source_display()
    if referral.raiser_name and referral.source != Referral.Source.PUPIL:
        source = f"{source}: {referral.raiser_name}"
    rows = [
        ("Main nature of concern", referral.get_concern_display(), "concern"),
        ("Date", written(referral.raised_on), "raised_on"),
        ("Name of carer", referral.carer_name, "carer_name"),
        ("Who first raised it", source, "source"),
    ]
    return rows if may_read_carer(user, referral) else [r for r in rows if r[2] != "carer_name"]


def may_read_carer(user, referral) -> bool:
    return referral.raised_by_id == user.pk or may(
        user, Permission.CARER_NAME_VIEW, referral.school_id
    )


def noticed(referral) -> list[tuple]:
    areas = ", ".join(area.name for area in referral.areas.all())
    tests = "\n".join(
        f"{row.get_test_display()}: {row.figure} ({row.source})" for row in referral.tests.all()
    )
    return [
        ("Reasons, with evidence", referral.reasons, "reasons"),
        ("Main area of need", areas, "areas"),
        ("Less than expected progress", tests, "test_peers"),
    ]


def family(referral) -> list[tuple]:
    if referral.parent_not_asked_why and not referral.parent_said:
        return [("Not asked yet, because", referral.parent_not_asked_why, "parent_not_asked_why")]
    who = spoken(referral.parent_spoken_by, referral.parent_spoken_on)
    return [
        ("What they said", referral.parent_said, "parent_said"),
        ("Who spoke to them, and when", who, "parent_spoken_by"),
    ]


def child(referral) -> list[tuple]:
    if referral.pupil_not_asked_why and not referral.pupil_said:
        return [("Not asked yet, because", referral.pupil_not_asked_why, "pupil_not_asked_why")]
    return [
        ("What they said", referral.pupil_said, "pupil_said"),
        ("Who spoke to them", referral.pupil_spoken_by, "pupil_spoken_by"),
    ]


def spoken(by, on) -> str:
    return ", ".join(part for part in (by, written(on)) if part)


def with_test_fields(referral):
    """The saved referral with its tests under the names the form gives them, for a clash."""
    for row in referral.tests.all():
        setattr(referral, f"test_{row.test}", True)
        setattr(referral, f"figure_{row.test}", row.figure)
        setattr(referral, f"source_{row.test}", row.source)
    return referral


def context_facts(user, pupil) -> list[str]:
    """What is on file beside the concern, and never is a need itself (S4 §4)."""
    if not may(user, Permission.CONTEXT_VIEW, pupil.school_id):
        return []
    names = ["eal", "looked_after", "service_child", "young_carer", "medical_flag",
             "pupil_premium"]  # fmt: skip
    label = {name: str(pupil._meta.get_field(name).verbose_name) for name in names}
    return [label[name].capitalize() if name != "eal" else label[name]
            for name in names if getattr(pupil, name)]  # fmt: skip


def history(referral) -> list[dict]:
    """Decisions as timeline entries, newest first."""
    rows = referral.decisions.select_related("by").order_by("-at", "-pk")
    return [
        {
            "on_text": written(row.at.astimezone(moment.LONDON).date()),
            "words": row.get_outcome_display(),
            "by": row.by.name,
            "detail": "\n".join(part for part in (row.reason, row.next_step) if part),
        }
        for row in rows
    ]


def list_row(referral, policy, today) -> dict:
    """One row of the list, its dates made into words beforehand (performance.md)."""
    pupil, late, due = referral.pupil, False, ""
    if referral.state == Referral.State.SUBMITTED:
        day = answer_due(referral)
        late, due = day < today, written(day)
    return {
        "url": referral.get_absolute_url(),
        "pupil": pupil.name,
        "class": pupil.class_group.name if pupil.class_group else "",
        "concern": referral.get_concern_display(),
        "raised_by": referral.raised_by.name,
        "raised_on": written(referral.raised_on),
        "state": state_words(referral, policy),
        "kind": "late" if late else MARKS[referral.state],
        "due": due,
        "late": late,
    }


def state_words(referral, policy) -> str:
    if referral.state == Referral.State.SUBMITTED:
        return f"Waiting for the {policy.senco_title}"
    return referral.get_state_display()
