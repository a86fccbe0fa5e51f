"""Roles that end, people who leave, and deputies for a while."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from accounts.access import forget_roles, may, roles_by_school
from accounts.models import User
from accounts.permissions import Permission
from accounts.services import deactivate, end_sessions, reset_second_factor
from audit import log
from schools import duties
from schools.models import ClassStaff, GroupStaff, Membership, School
from schools.people.roles import CLASS_ROLES, DEPUTISED_ROLES, memberships_of, when
from sendcase import edits, moment
from sendcase.edits import IllegalMove

MOST_DEPUTY_DAYS = 366


@transaction.atomic
def end_role(*, school: School, membership: Membership, version, gone_on: date, by: User) -> None:
    """End one role. `gone_on`: the first day without it; today takes it away at once."""
    row = edits.locked(Membership, membership.pk, version)
    _not_oneself(row.user, by)
    _end(row, school, gone_on, by)
    _close_classes(row.user, school, gone_on, by)
    _after(row.user, gone_on, by)
    duties.changed(school.pk, by)


@transaction.atomic
def leave(*, school: School, membership: Membership, version, gone_on: date, by: User) -> None:
    """The person leaves the school: every role and class here ends with it."""
    user = edits.locked(Membership, membership.pk, version).user
    _not_oneself(user, by)
    for row in _open(Membership.objects.filter(school=school, user=user)):
        _end(edits.locked(Membership, row.pk), school, gone_on, by)
    _close_classes(user, school, gone_on, by)
    _after(user, gone_on, by, left=school)
    duties.changed(school.pk, by)


@transaction.atomic
def deputise(
    *, school: School, membership: Membership, deputy: User, from_on: date, until_on: date, by: User
) -> Membership:
    """Let a colleague hold the same role from a day until a day. Set by the head.

    Raises IllegalMove, also where the same was set before: twice the same form is one deputy.
    """
    edits.locked(Membership, membership.pk)  # two presses at once take turns
    if by.pk == deputy.pk:
        raise IllegalMove("You can't make yourself a deputy. Another head has to.")
    if deputy.pk == membership.user_id:
        raise IllegalMove(f"{deputy.name} holds this role already.")
    if membership.role not in DEPUTISED_ROLES or membership.school_id != school.pk:
        raise IllegalMove("This role has no deputy.")
    if not Membership.objects.held_today(deputy).filter(school=school).exists():
        raise IllegalMove(f"{deputy.name} holds no role at this school today. Invite them first.")
    if not moment.today() <= from_on <= until_on <= from_on + timedelta(MOST_DEPUTY_DAYS):
        raise IllegalMove("Choose a first day from today on and a last day within a year of it.")
    _refuse_second(membership, deputy, from_on, until_on)
    row = Membership.objects.create(
        user=deputy, school=school, role=membership.role, deputy_for=membership.user,
        from_on=from_on, until_on=until_on,
    )  # fmt: skip
    detail = {"role": [None, row.role], "until_on": [None, until_on]}
    log.record("role.deputised", target=row, by=by, school_id=school.pk, detail=detail)
    end_sessions(deputy)
    duties.changed(school.pk, by)
    return row


def _refuse_second(membership, deputy, from_on, until_on) -> None:
    same = Membership.objects.filter(
        user=deputy, school=membership.school_id, role=membership.role,
        deputy_for=membership.user_id, from_on__lte=until_on, until_on__gte=from_on,
    )  # fmt: skip
    if found := same.first():
        raise IllegalMove(
            f"{deputy.name} already stands in, {when(found)}. Nothing was saved a second time."
        )


@transaction.atomic
def reset_second_step(*, school: School, user: User, by: User) -> None:
    """The phone is lost. Only where `by` keeps the accounts of every school the person works at."""
    _not_oneself(user, by)
    forget_roles(user)
    if not all(may(by, Permission.ACCOUNT_EDIT, place) for place in roles_by_school(user)):
        raise IllegalMove(f"{user.name} also works at another school. Both offices have to agree.")
    reset_second_factor(user, by)
    log.record("role.second_step_reset", target=user, by=by, school_id=school.pk)


def _not_oneself(user, by) -> None:
    if user.pk == by.pk:
        raise IllegalMove("You can't change your own roles. Ask a colleague in the office.")


def _end(row, school, gone_on, by) -> None:
    if gone_on < moment.today():
        raise IllegalMove("The first day without the role can't be before today.")
    last = gone_on - timedelta(days=1)
    if row.until_on is not None and row.until_on < moment.today():
        raise IllegalMove("This role has ended already.")
    if row.until_on is not None and row.until_on <= last:
        return
    before = row.until_on
    # A role given and taken back on one day never held.
    edits.save(row, until_on=last, from_on=min(row.from_on, last))
    detail = {"role": [row.role, row.role], "until_on": [before, last]}
    log.record("role.ended", target=row, by=by, school_id=school.pk, detail=detail)


def _close_classes(user, school, gone_on, by) -> None:
    """Without a teaching role at the school its classes go too, or they would come back with it."""
    last = gone_on - timedelta(days=1)
    teaching = memberships_of(school).filter(user=user, role__in=CLASS_ROLES)
    if teaching.filter(Q(until_on=None) | Q(until_on__gt=last)).exists():
        return
    for model, verb in ((ClassStaff, "class_staff.ended"), (GroupStaff, "group_staff.ended")):
        rows = model.objects.filter(school=school, user=user)
        for row in rows.filter(Q(until_on=None) | Q(until_on__gt=last)):
            edits.save(edits.locked(model, row.pk), until_on=last, from_on=min(row.from_on, last))
            log.record(verb, target=row, by=by, school_id=school.pk)


def _after(user, gone_on, by, left=None) -> None:
    """What ended today ends now: sessions, and the account when nothing is left to do with it."""
    if gone_on > moment.today():
        return
    end_sessions(user)
    forget_roles(user)
    ahead = _open(Membership.objects.filter(user=user)).exists()
    places = set(roles_by_school(user)) - ({left.pk} if left else set())
    if not places and not ahead:
        deactivate(user, by)


def _open(rows):
    return rows.filter(Q(until_on=None) | Q(until_on__gte=moment.today()))
