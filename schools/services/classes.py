"""Classes, and who holds them. Access follows duty, from the first day to the last of it."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from accounts.access import roles_at
from accounts.permissions import Role
from audit import log
from schools import duties, rhythm
from schools.models import ClassGroup, ClassStaff, Membership
from schools.people.roles import known_to_one_only
from sendcase import edits, moment
from sendcase.edits import IllegalMove

# Whoever teaches. Support staff see the pupils assigned to them instead.
MAY_HOLD = (Role.TEACHER, Role.SENCO, Role.HEAD)
ONESELF = "You can't give yourself a class. Ask a colleague."
KNOWN_TO_ONE = (
    "You invited {} yourself, so somebody else gives them their first class: the SENCO, or a "
    "colleague in the office."
)
STRANGER = "{} does not teach here on that day. Give them the role first."


@transaction.atomic
def open_class(*, school, name, year, by) -> ClassGroup:
    """Raises IllegalMove if an open class has the name."""
    refuse_name(school.pk, name)
    row = ClassGroup.objects.create(school=school, name=name, year=year)
    told(row, "opened", by, {"name": [None, name], "year": [None, year]})
    rhythm.changed(school.pk, by)
    return row


@transaction.atomic
def change_class(*, class_group, version, name, year, by) -> ClassGroup:
    row = edits.locked(ClassGroup, class_group.pk, version)
    refuse_closed(row)
    refuse_name(row.school_id, name, other_than=row.pk)
    detail = {"name": [row.name, name], "year": [row.year, year]}
    edits.save(row, name=name, year=year)
    told(row, "changed", by, detail)
    return row


@transaction.atomic
def close_class(*, class_group, on, by) -> ClassGroup:
    """Close from the end of `on`; whoever holds it, holds it until then.

    Raises IllegalMove while pupils are in it: they would vanish from their teacher's sight.
    """
    row = edits.locked(ClassGroup, class_group.pk)
    refuse_closed(row)
    if on > moment.today():
        raise IllegalMove("Choose today or a day in the past.")
    # `pupils` is the reverse of an upper app's key: counted, never read.
    if left := row.pupils.filter(left_on=None).count():
        raise IllegalMove(
            f"{left} {'pupil is' if left == 1 else 'pupils are'} still in {row.name}. "
            "Move them to another class first."
        )
    for place in row.staff.filter(Q(until_on=None) | Q(until_on__gt=on)):
        end(place, max(place.from_on, on), by)
    edits.save(row, closed_on=on)
    told(row, "closed", by, {"closed_on": [None, on]})
    rhythm.changed(row.school_id, by)
    duties.changed(row.school_id, by)
    return row


@transaction.atomic
def put_in_class(*, class_group, user, from_on, by, is_lead=True, replaces=None) -> ClassStaff:
    """The person holds the class from a day on. `replaces`: the place that ends the day before.

    Raises IllegalMove if the person does not teach here, holds it already, is `by` or known to
    `by` alone, or the day is too early for the hand-over.
    """
    group = edits.locked(ClassGroup, class_group.pk)
    refuse_closed(group)
    refuse_oneself(group.school_id, user, by)
    refuse_stranger(group, user, from_on)
    refuse_twice(group, user, from_on)
    if replaces is not None:
        hand_over(group, replaces, from_on, by)
    place = ClassStaff.objects.create(
        school_id=group.school_id, class_group=group, user=user, is_lead=is_lead, from_on=from_on
    )
    told(place, "began", by, {"user": [None, user.pk], "from_on": [None, from_on]})
    duties.changed(group.school_id, by)
    return place


def hand_over(group, replaces, from_on, by) -> None:
    """The old holder's last day is the day before the new one's first."""
    old = edits.locked(ClassStaff, replaces.pk)
    if old.class_group_id != group.pk:
        raise IllegalMove("This person holds another class.")
    if old.until_on is not None and old.until_on < from_on:
        return
    if from_on <= old.from_on:
        raise IllegalMove(
            f"{old.user} holds {group.name} from {old.from_on:%a} {old.from_on.day} "
            f"{old.from_on:%b %Y}. Choose a later day for the hand-over."
        )
    end(old, from_on - timedelta(days=1), by)


@transaction.atomic
def end_place(*, place, until_on, by, version=None) -> ClassStaff:
    """The person's last day with the class. Raises IllegalMove for a day before the first, and
    for a later day than before that one gives oneself.
    """
    row = edits.locked(ClassStaff, place.pk, version)
    if row.until_on is not None and until_on > row.until_on:
        refuse_oneself(row.school_id, row.user, by)
    if row.until_on is not None and row.until_on < moment.today():
        raise IllegalMove(f"{row.user} no longer holds {row.class_group}.")
    if until_on < row.from_on:
        raise IllegalMove(
            f"{until_on:%a} {until_on.day} {until_on:%b %Y} is before the first day "
            f"({row.from_on:%a} {row.from_on.day} {row.from_on:%b %Y})."
        )
    ended = end(row, until_on, by)
    duties.changed(row.school_id, by)
    return ended


def end(place, until_on, by) -> ClassStaff:
    before, place = place.until_on, edits.locked(ClassStaff, place.pk)
    edits.save(place, until_on=until_on)
    told(place, "ended", by, {"user": place.user_id, "until_on": [before, until_on]})
    return place


def refuse_name(school_id, name, other_than=None) -> None:
    same = ClassGroup.objects.filter(school=school_id, name=name, closed_on=None)
    if same.exclude(pk=other_than).exists():
        raise IllegalMove(f"There is a class called {name} already.")


def refuse_closed(group) -> None:
    if group.closed_on is not None:
        day = group.closed_on
        raise IllegalMove(f"{group.name} was closed on {day:%a} {day.day} {day:%b %Y}.")


def refuse_stranger(group, user, from_on) -> None:
    if not teaching(group.school_id, from_on).filter(user=user).exists():
        raise IllegalMove(STRANGER.format(user))


def refuse_oneself(school_id, user, by) -> None:
    """Whoever holds a class reads its pupils' files. The SENCO reads them anyway."""
    if Role.SENCO in roles_at(by, school_id):
        return
    if user == by:
        raise IllegalMove(ONESELF)
    if known_to_one_only(user, school_id, by):
        raise IllegalMove(KNOWN_TO_ONE.format(user))


def refuse_twice(group, user, from_on) -> None:
    places = group.staff.filter(user=user)
    if places.filter(Q(until_on=None) | Q(until_on__gte=from_on)).exists():
        raise IllegalMove(f"{user} holds {group.name} on that day already.")


def teaching(school_id, day):
    """Memberships of those who may hold a class on that day or come later."""
    held = Membership.objects.filter(school=school_id, role__in=MAY_HOLD, user__is_active=True)
    return held.filter(Q(until_on=None) | Q(until_on__gte=day))


def told(row, done, by, detail) -> None:
    verb = f"{row._meta.model_name}.{done}"
    log.record(verb, target=row, by=by, school_id=row.school_id, detail=detail)
