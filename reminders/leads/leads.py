"""How long before its day a thing stands in a mail, and after how many school days late it stands
in the SENCO's and the head's. Read for one school, or for many at once.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q

from reminders.kinds import kinds
from reminders.leads.models import LeadTime, ReminderRules

LATE = ("senco_after", "head_after", "legal_senco_after", "legal_head_after")


@dataclass(frozen=True)
class Rules:
    """days_ahead: of kinds without their own; own: kind → days; after: LATE → school days."""

    days_ahead: int
    own: dict[str, int] = field(default_factory=dict)
    after: dict[str, int] = field(default_factory=dict)

    def near(self, today: date) -> Q:
        """Due within its lead time. As many terms as there are different lead times."""
        by_days: dict[int, list[str]] = defaultdict(list)
        for kind, days in self.own.items():
            by_days[days].append(kind)
        near = Q(due_on__lte=today + timedelta(days=self.days_ahead))
        near &= ~Q(kind__in=list(self.own)) if self.own else Q()
        for days, named in sorted(by_days.items()):
            near |= Q(kind__in=named, due_on__lte=today + timedelta(days=days))
        return near


def own_days(school) -> dict[str, int]:
    """kind → days, where the school gave them. One query."""
    rows = LeadTime.objects.filter(school=school).values_list("kind", "days")
    return {kind: days for kind, days in rows if kind in kinds}


def days_of(school) -> dict[str, int]:
    """kind → days ahead, for every kind of the site."""
    return dict.fromkeys(kinds, school.policy.reminder_lead_days) | own_days(school)


def after_of(row: ReminderRules | None) -> dict[str, int]:
    row = row or ReminderRules()
    return {name: getattr(row, name) for name in LATE}


def of_schools(schools) -> dict[int, Rules]:
    """School number → its rules. Two queries for all. schools: with their policies."""
    own: dict[int, dict[str, int]] = defaultdict(dict)
    given = LeadTime.objects.filter(school__in=schools)
    for school_id, kind, days in given.values_list("school", "kind", "days"):
        own[school_id][kind] = days
    rows = {row.school_id: row for row in ReminderRules.objects.filter(school__in=schools)}
    return {
        school.pk: Rules(
            school.policy.reminder_lead_days, own[school.pk], after_of(rows.get(school.pk))
        )
        for school in schools
    }
