"""Where roles come from: memberships held today, of a school or of every school of a trust."""

from collections.abc import Iterator

from django.db.models import Exists, F

from schools.models import Membership
from sendcase.outbox.models import Hold


def membership_roles(user) -> Iterator[tuple[int, str]]:
    """(school number, role) for each membership held today. One query.

    It also notes on the person whether the site is not released: every page of a school asks
    for roles, and a question of its own would cost each of them a query (schools.context).
    """
    rows = (
        Membership.objects.held_today(user)
        .annotate(of_trust=F("trust__schools__pk"), not_released=Exists(Hold.objects.all()))
        .values_list("school_id", "of_trust", "role", "not_released")
    )
    for school_id, trust_school_id, role, user.site_not_released in rows:
        place = school_id or trust_school_id
        if place:
            yield place, role
