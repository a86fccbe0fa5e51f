"""Whose sheet a person may open: the SENCO and the head every class and group, a teacher those
held today, support staff the children assigned to them. To everybody else there is no such sheet.
"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.access import schools_granting
from accounts.permissions import Permission as P
from accounts.permissions import Role
from pupils.models import Assignment, GroupPlace, Pupil
from pupils.querysets import WHOLE_SCHOOL
from schools.access import school_or_404
from schools.models import ClassGroup, ClassStaff, GroupStaff, TeachingGroup


@dataclass(frozen=True)
class Lesson:
    """One lesson's children, as far as this person sees them."""

    of: object  # the class or the teaching group
    path: str
    school: object
    pupils: list[Pupil]  # in order of names
    is_whole: bool

    def adults(self) -> list[str]:
        """Who works with them today: the staff, then who supports one of these children."""
        staff = self.of.staff.held_today().order_by("pk")
        helping = Assignment.objects.held_today().filter(pupil__in=self.pupils)
        names = [*staff.values_list("user__name", flat=True),
                 *helping.order_by("user__name").values_list("user__name", flat=True)]  # fmt: skip
        return list(dict.fromkeys(names))


def of_class(request, slug, pk) -> Lesson:
    """Sets request.record, for the log."""
    school = school_or_404(request, slug, P.LESSON_VIEW)
    classes = _told_held(ClassGroup.objects, classes_held_by(request.user))
    group = get_object_or_404(classes.filter(school=school), pk=pk)
    pupils = Pupil.objects.visible_to(request.user, P.LESSON_VIEW).filter(class_group=group)
    path = f"/{school.slug}/lesson/{group.pk}/"
    return _lesson(request, group, path, pupils)


def of_group(request, slug, pk) -> Lesson:
    """The same of a teaching group."""
    school = school_or_404(request, slug, P.LESSON_VIEW)
    groups = _told_held(TeachingGroup.objects, groups_held_by(request.user))
    group = get_object_or_404(groups.filter(school=school), pk=pk)
    places = GroupPlace.objects.held_today().filter(group=group)
    pupils = Pupil.objects.visible_to(request.user, P.LESSON_VIEW).filter(
        pk__in=places.values("pupil")
    )
    path = f"/{school.slug}/lesson/group/{group.pk}/"
    return _lesson(request, group, path, pupils)


def _told_held(rows, held):
    """With `is_held`: whether the person holds it, in the same query."""
    return rows.annotate(is_held=Exists(held.filter(pk=OuterRef("pk"))))


def _lesson(request, group, path, pupils) -> Lesson:
    """group: with `is_held`. 404 for whoever neither holds it nor supports one of its children."""
    user, school = request.user, request.school
    whole_school = school.pk in schools_granting(user, P.LESSON_VIEW, WHOLE_SCHOOL)
    is_whole = whole_school or group.is_held
    if not is_whole:
        supports = schools_granting(user, P.LESSON_VIEW, [Role.SUPPORT])
        mine = Assignment.objects.held_today(user).filter(school__in=supports)
        pupils = pupils.filter(pk__in=mine.values("pupil"))
    rows = list(pupils.on_roll().select_related("stage"))
    if not (rows or is_whole):
        raise Http404
    request.record = group
    return Lesson(group, path, school, rows, is_whole)


def classes_held_by(user):
    """The classes this person teaches today."""
    held = ClassStaff.objects.held_today(user).filter(school__in=_teaching(user))
    return ClassGroup.objects.open().filter(pk__in=held.values("class_group"))


def groups_held_by(user):
    """The teaching groups this person teaches today."""
    held = GroupStaff.objects.held_today(user).filter(school__in=_teaching(user))
    return TeachingGroup.objects.open().filter(pk__in=held.values("group"))


def _teaching(user):
    return schools_granting(user, P.LESSON_VIEW, [Role.TEACHER])
