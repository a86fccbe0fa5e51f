"""Who gives it, and what ends when somebody leaves the school."""

from collections import defaultdict
from datetime import date

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from accounts.permissions import Role
from provision.interventions import services
from provision.models import InterventionStaff
from provision.querysets import STAFF
from schools.models import Membership
from sendcase import moment

GIVERS = (*STAFF, Role.HEAD)


def givers(school_id: int, day: date):
    """Accounts of the school's staff on that day, by name."""
    held = Membership.objects.filter(school=school_id, role__in=GIVERS)
    lasting = held.filter(Q(until_on=None) | Q(until_on__gte=day))
    return User.objects.filter(pk__in=lasting.values("user"), is_active=True).order_by("name", "pk")


@transaction.atomic
def follow(school_id: int, by) -> None:
    """Whose last role ends gives nothing after that day. In the transaction of the change."""
    rows = InterventionStaff.objects.filter(school=school_id, user__isnull=False)
    rows = list(rows.filter(Q(until_on=None) | Q(until_on__gte=moment.today())))
    last = last_days(school_id, {row.user_id for row in rows})
    for row in rows:
        day = last.get(row.user_id)
        if day is not None and (row.until_on is None or row.until_on > day):
            services.end_staff(staff=row, by=by, until_on=day)


def last_days(school_id: int, people: set[int], roles=GIVERS) -> dict[int, date]:
    """Of those whose roles here (of these) all have a last day, the latest."""
    found = defaultdict(list)
    held = Membership.objects.filter(school=school_id, user__in=people, role__in=roles)
    for person, day in held.values_list("user", "until_on"):
        found[person].append(day)
    return {person: max(days) for person, days in found.items() if None not in days}
