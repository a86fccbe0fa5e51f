"""Where roles come from: memberships held today, of a school or of every school of a trust."""

from collections.abc import Iterator

from django.db.models import F

from schools.models import Membership


def membership_roles(user) -> Iterator[tuple[int, str]]:
    """(school number, role) for each membership held today. One query."""
    rows = (
        Membership.objects.held_today(user)
        .annotate(of_trust=F("trust__schools__pk"))
        .values_list("school_id", "of_trust", "role")
    )
    for school_id, trust_school_id, role in rows:
        place = school_id or trust_school_id
        if place:
            yield place, role
