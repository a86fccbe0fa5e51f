"""Whose sheet a person may open: the SENCO and the head every class, a teacher those held today,
support staff the children assigned to them. To everybody else there is no such sheet.
"""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.access import schools_granting
from accounts.permissions import Permission as P
from accounts.permissions import Role
from pupils.models import Assignment, Pupil
from pupils.querysets import WHOLE_SCHOOL
from schools.access import school_or_404
from schools.models import ClassGroup, ClassStaff


@dataclass(frozen=True)
class Lesson:
    """One lesson's children, as far as this person sees them."""

    of: object  # the class
    school: object
    pupils: list[Pupil]  # in order of names
    is_whole: bool

    @property
    def path(self) -> str:
        return f"/{self.school.slug}/lesson/{self.of.pk}/"

    def adults(self) -> list[str]:
        """Who works with the class today: its staff, then who supports one of these children."""
        staff = self.of.staff.held_today().order_by("-is_lead", "user__name")
        helping = Assignment.objects.held_today().filter(pupil__in=self.pupils)
        names = [*staff.values_list("user__name", flat=True),
                 *helping.order_by("user__name").values_list("user__name", flat=True)]  # fmt: skip
        return list(dict.fromkeys(names))


def of_class(request, slug, pk) -> Lesson:
    """Sets request.record, for the log."""
    school = school_or_404(request, slug, P.LESSON_VIEW)
    group = get_object_or_404(ClassGroup.objects.filter(school=school), pk=pk)
    pupils = Pupil.objects.visible_to(request.user, P.LESSON_VIEW).filter(class_group=group)
    rows = list(pupils.on_roll().select_related("stage"))
    is_whole = _holds(request.user, group)
    if not (rows or is_whole):
        raise Http404
    request.record = group
    return Lesson(group, school, rows, is_whole)


def _holds(user, group) -> bool:
    if group.school_id in schools_granting(user, P.LESSON_VIEW, WHOLE_SCHOOL):
        return True
    return held_by(user).filter(pk=group.pk).exists()


def held_by(user):
    """The classes this person teaches today."""
    teaching = schools_granting(user, P.LESSON_VIEW, [Role.TEACHER])
    held = ClassStaff.objects.held_today(user).filter(school__in=teaching)
    return ClassGroup.objects.open().filter(pk__in=held.values("class_group"))
