"""Nobody lets themselves into a child's file: whoever holds a class moves no child into it, and
whoever works with a child does not keep it longer on the roll.
"""

from datetime import date, timedelta

from accounts.access import schools_granting
from accounts.permissions import Permission
from pupils.models import Assignment
from pupils.querysets import WHOLE_SCHOOL
from schools.models import ClassStaff
from sendcase import moment
from sendcase.edits import IllegalMove

REFUSED = (
    "You work with this class or this child yourself, so this would open the child's file to you. "
    "Ask the SENCO or a colleague in the office to do it."
)


def reads_all(person, school_id) -> bool:
    """The SENCO and the head read every file of the school anyway."""
    return school_id in schools_granting(person, Permission.REGISTER_VIEW, WHOLE_SCHOOL)


def of(person, school_id) -> frozenset[int]:
    """Numbers of the classes the person holds there, today or from a coming day; empty for those
    who read every file anyway.
    """
    if reads_all(person, school_id):
        return frozenset()
    held = _not_over(ClassStaff.objects.filter(school=school_id, user=person))
    return frozenset(held.values_list("class_group_id", flat=True))


def lets_in(own, *, before: tuple, after: tuple, assigned=False) -> bool:
    """Whether the change opens the file to the holder of the classes `own`, or for longer.

    before, after: (number of the class or None, last day at the school or None); assigned: the
    person supports this child, whatever its class.
    """
    yesterday = moment.today() - timedelta(days=1)
    was, will = (_open_until(own, assigned, *facts) for facts in (before, after))
    return will > max(was, yesterday)


def _open_until(own, assigned, class_id, left_on) -> date:
    """The last day on which the person sees the child."""
    if class_id not in own and not assigned:
        return date.min
    return left_on or date.max


def refuse(*, by, pupil, **changes) -> None:
    """Raise IllegalMove where these changes would let `by` into the file. `pupil`: as it was.

    changes: the new class_group and left_on; what is not named stays.
    """
    group = changes.get("class_group", pupil.class_group)
    after = (group and group.pk, changes.get("left_on", pupil.left_on))
    before = (pupil.pk and pupil.class_group_id, pupil.left_on)
    if before == after or reads_all(by, pupil.school_id):
        return
    mine = _not_over(Assignment.objects.filter(pupil=pupil.pk, user=by))
    own = of(by, pupil.school_id)
    if lets_in(own, before=before, after=after, assigned=mine.exists()):
        raise IllegalMove(REFUSED)


def _not_over(rows):
    return rows.exclude(until_on__lt=moment.today())
