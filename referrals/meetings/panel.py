"""What the meetings add to Today: the ones a person has begun."""

from accounts.permissions import Permission
from pupils.wording import day_text
from referrals.meetings.models import ProgressMeeting
from reminders.today import Section

BEGUN = """
    SELECT 'meetings' WHERE EXISTS (SELECT 1 FROM referrals_progressmeeting
    WHERE school_id = %(school)s AND state = 'open')
"""


def begun(user, school) -> list[dict]:
    rows = ProgressMeeting.objects.visible_to(user, Permission.MEETING_EDIT).filter(
        school=school, state="open"
    )
    columns = ("pk", "held_on", "class_group__name")
    return [
        {
            "text": f"{row.class_group.name}: {day_text(row.held_on)}",
            "status": "Not finished",
            "url": row.get_absolute_url(),
            "verb": "Go on",
        }
        for row in rows.select_related("class_group").only(*columns)[:10]
    ]


TODAY = Section(
    key="meetings",
    title="Progress meetings begun",
    order=25,
    needs=Permission.MEETING_EDIT,
    lines=begun,
    some=BEGUN,
)
