"""Teaching groups: opened, staffed, filled, closed. Access follows duty, as with classes.

Nobody lets themselves in (docs/decisions/nobody-lets-themselves-in.md): the same two refusals
as for a class, said of a group.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from accounts.permissions import Permission
from audit import log
from pupils.chronology import note
from pupils.models import GroupPlace, Pupil
from pupils.own_class import reads_all
from schools import duties
from schools.models import GroupStaff, TeachingGroup
from schools.services.classes import STRANGER, refuse_oneself, teaching
from sendcase import edits, moment
from sendcase.edits import IllegalMove

OWN = (
    "You teach this group yourself, so this would open these children's files to you. Ask the "
    "SENCO or a colleague in the office to do it."
)


@transaction.atomic
def open_group(*, school, name, subject, year, by) -> TeachingGroup:
    """Raises IllegalMove if an open group has the name."""
    _refuse_name(school.pk, name)
    row = TeachingGroup.objects.create(school=school, name=name, subject=subject, year=year)
    _told(row, "opened", by, {"name": [None, name], "year": [None, year]})
    return row


@transaction.atomic
def change_group(*, group, version, name, subject, year, by) -> TeachingGroup:
    row = edits.locked(TeachingGroup, group.pk, version)
    _refuse_closed(row)
    _refuse_name(row.school_id, name, other_than=row.pk)
    new = {"name": name, "subject": subject, "year": year}
    detail = {key: [getattr(row, key), value] for key, value in new.items()}
    edits.save(row, **new)
    _told(row, "changed", by, detail)
    return row


@transaction.atomic
def close_group(*, group, by) -> TeachingGroup:
    """From today nobody teaches it and nobody is in it."""
    row = edits.locked(TeachingGroup, group.pk)
    _refuse_closed(row)
    for place in _not_over(row.places):
        _take_out(place, by)
    for place in _not_over(row.staff):
        _end(edits.locked(GroupStaff, place.pk), _yesterday(), by)
    edits.save(row, closed_on=moment.today())
    _told(row, "closed", by, {"closed_on": [None, row.closed_on]})
    duties.changed(row.school_id, by)
    return row


@transaction.atomic
def put_staff(*, group, user, from_on, by) -> GroupStaff:
    """The person teaches the group from a day on. Raises IllegalMove if the person does not
    teach here, teaches it already, is `by` or known to `by` alone.
    """
    row = edits.locked(TeachingGroup, group.pk)
    _refuse_closed(row)
    refuse_oneself(row.school_id, user, by)
    if not teaching(row.school_id, from_on).filter(user=user).exists():
        raise IllegalMove(STRANGER.format(user))
    if row.staff.filter(Q(until_on=None) | Q(until_on__gte=from_on), user=user).exists():
        raise IllegalMove(f"{user} teaches {row.name} on that day already.")
    place = GroupStaff.objects.create(
        school_id=row.school_id, group=row, user=user, from_on=from_on
    )
    _told(place, "began", by, {"user": [None, user.pk], "from_on": [None, from_on]})
    duties.changed(row.school_id, by)
    return place


@transaction.atomic
def end_staff(*, place, until_on, by, version=None) -> GroupStaff:
    """The person's last day. Raises IllegalMove for a day before the first, for what is over,
    and for a later day than before that one gives oneself.
    """
    row = edits.locked(GroupStaff, place.pk, version)
    if row.until_on is not None and row.until_on < moment.today():
        raise IllegalMove(f"{row.user} no longer teaches {row.group}.")
    if row.until_on is not None and until_on > row.until_on:
        refuse_oneself(row.school_id, row.user, by)
    if until_on < row.from_on:
        raise IllegalMove("The last day is before the first one.")
    _end(row, until_on, by)
    duties.changed(row.school_id, by)
    return row


@transaction.atomic
def choose_pupils(*, group, version, among, chosen, by) -> TeachingGroup:
    """Of the pupils `among` (those a page showed) just `chosen` are in the group from today.

    Both: numbers. Raises Stale if somebody changed the group meanwhile, IllegalMove where `by`
    teaches the group and would see more children.
    """
    row = edits.locked(TeachingGroup, group.pk, version)
    _refuse_closed(row)
    here = {place.pupil_id: place for place in _not_over(row.places).filter(pupil__in=among)}
    new = Pupil.objects.filter(school=row.school_id, pk__in=set(chosen) & set(among)).on_roll()
    new = [pupil for pupil in new if pupil.pk not in here]
    gone = [place for pk, place in here.items() if pk not in chosen]
    if new:
        _refuse_own(row, by)
    for pupil in new:
        _put_in(row, pupil, by)
    for place in gone:
        _take_out(place, by)
    if new or gone:
        edits.save(row)
        duties.changed(row.school_id, by)
    return row


def _refuse_own(group, by) -> None:
    """The SENCO and the head read every file anyway."""
    mine = _not_over(group.staff).filter(user=by)
    if mine.exists() and not reads_all(by, group.school_id):
        raise IllegalMove(OWN)


def _put_in(group, pupil, by) -> None:
    """A last day noted ahead ends the place as well: a later one does not bring it back."""
    place = GroupPlace.objects.create(
        school_id=group.school_id, group=group, pupil=pupil, from_on=moment.today(),
        until_on=pupil.left_on,
    )  # fmt: skip
    _told(place, "began", by, {"group": [None, group.name]}, pupil_id=pupil.pk)
    note(pupil, f"In the teaching group {group.name}", needs=Permission.PUPIL_VIEW)


def _take_out(place, by) -> None:
    """Out of sight at once: yesterday was the last day. One that began today never counted."""
    row = edits.locked(GroupPlace, place.pk)
    _told(row, "ended", by, {"group": [row.group.name, None]}, pupil_id=row.pupil_id)
    note(row.pupil, f"No longer in {row.group.name}", needs=Permission.PUPIL_VIEW)
    if row.from_on >= moment.today():
        row.delete()
    else:
        edits.save(row, until_on=_yesterday())


def _end(row, until_on, by) -> None:
    before = row.until_on
    edits.save(row, until_on=until_on, from_on=min(row.from_on, until_on))
    _told(row, "ended", by, {"user": row.user_id, "until_on": [before, until_on]})


def _yesterday():
    return moment.today() - timedelta(days=1)


def _not_over(rows):
    return rows.exclude(until_on__lt=moment.today())


def _refuse_name(school_id, name, other_than=None) -> None:
    same = TeachingGroup.objects.filter(school=school_id, name=name, closed_on=None)
    if same.exclude(pk=other_than).exists():
        raise IllegalMove(f"There is a group called {name} already.")


def _refuse_closed(group) -> None:
    if group.closed_on is not None:
        raise IllegalMove(f"{group.name} is closed.")


def _told(row, done, by, detail, pupil_id=None) -> None:
    verb = f"{row._meta.model_name}.{done}"
    log.record(verb, target=row, by=by, school_id=row.school_id, pupil_id=pupil_id, detail=detail)
