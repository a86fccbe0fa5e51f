"""What Today says to those who teach or support: the sheet of each of their classes and groups."""

from django.db.models import Q

from accounts.access import schools_granting
from accounts.permissions import Permission as P
from accounts.permissions import Role
from iep.lesson.reach import classes_held_by, groups_held_by
from pupils.models import Assignment
from reminders.today import Section, add_section
from schools.models import ClassGroup

MOST = 12


def lines(user, school) -> list[dict]:
    """Two queries; none for those who neither teach nor support."""
    if school.pk not in schools_granting(user, P.LESSON_VIEW, (Role.TEACHER, Role.SUPPORT)):
        return []
    mine = Assignment.objects.held_today(user).filter(school=school)
    own = Q(pk__in=classes_held_by(user).values("pk")) | Q(pupils__in=mine.values("pupil"))
    classes = ClassGroup.objects.open().filter(own, school=school).distinct()
    groups = groups_held_by(user).filter(school=school)
    return [
        {"text": f"{each.name}: what helps in lessons", "verb": "Lesson sheet",
         "url": f"/{school.slug}/lesson/{where}{each.pk}/", "status": ""}
        for where, rows in (("", classes), ("group/", groups))
        for each in rows.order_by("sort_key", "pk")[:MOST]
    ]  # fmt: skip


def register() -> None:
    add_section(
        Section(key="lesson", title="In your lessons", order=40, needs=P.LESSON_VIEW, lines=lines)
    )
