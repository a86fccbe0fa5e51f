"""Who may be asked about a pupil, and who works at the school today."""

from accounts.grants import GRANTS
from accounts.models import User
from accounts.permissions import Permission, Role
from pupils.groups.teaching import teachers_of
from pupils.models import Assignment
from referrals.questions.models import Asked
from schools.models import Membership

# Staff: whoever has a list of what is due. Governors, trust leads and guests are not asked.
STAFF = [role for role in Role if Permission.DEADLINE_OWN in GRANTS[role]]


def staff_of(school_id) -> set[int]:
    """Numbers of everybody who works there today."""
    held = Membership.objects.held_today().filter(school=school_id, role__in=STAFF)
    return set(held.filter(user__is_active=True).values_list("user", flat=True))


def works_here(number, school_id) -> bool:
    return number in staff_of(school_id)


def candidates(pupil) -> dict[int, str]:
    """Number → Asked.How of everybody at the school. Who teaches or supports the pupil, by that."""
    found = dict.fromkeys(staff_of(pupil.school_id), Asked.How.CHOSEN)
    supports = Assignment.objects.held_today().filter(pupil=pupil)
    people = {
        Asked.How.SUPPORTS: supports.values_list("user", flat=True),
        Asked.How.TEACHES: teachers_of(pupil).values_list("pk", flat=True),
    }
    for how, numbers in people.items():
        for number in numbers:
            if number in found:
                found[number] = how
    return found


def named(how: dict[int, str]) -> list[tuple[int, str, str]]:
    """(number, name, how) in the order of names."""
    rows = User.objects.filter(pk__in=how).order_by("name", "pk").values_list("pk", "name")
    return [(pk, name, how[pk]) for pk, name in rows]
