"""Who teaches a child today: the staff of the class and of the child's teaching groups."""

from django.db.models import Q

from accounts.models import User
from pupils.models import GroupPlace
from schools.models import ClassStaff, GroupStaff


def teachers_of(pupil):
    """People, each once, by name. One query. Support staff are `pupil.assignments`."""
    places = GroupPlace.objects.held_today().filter(pupil=pupil).values("group")
    of_groups = GroupStaff.objects.held_today().filter(group__in=places).values("user")
    of_class = ClassStaff.objects.held_today().filter(
        class_group__isnull=False, class_group=pupil.class_group_id
    )
    both = Q(pk__in=of_class.values("user")) | Q(pk__in=of_groups)
    return User.objects.filter(both, is_active=True).order_by("name", "pk")


def groups_taught(pupil) -> list[tuple[str, str]]:
    """(teacher, group) of the child's teaching groups today, by group. One query."""
    places = GroupPlace.objects.held_today().filter(pupil=pupil).values("group")
    staff = GroupStaff.objects.held_today().filter(group__in=places)
    rows = staff.order_by("group__sort_key", "user__name")
    return list(rows.values_list("user__name", "group__name"))
