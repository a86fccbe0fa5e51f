"""What the mails of one school need to know on one day: three questions, however many people."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.db.models import Q

from accounts.grants import GRANTS
from accounts.models import User
from accounts.permissions import Permission, Role
from reminders import escalation, pages
from reminders.grouping import put_off
from reminders.kinds import kinds
from reminders.leads.leads import Rules
from reminders.models import Deadline
from schools import calendar
from schools.models import Membership


class Row(NamedTuple):
    """An open deadline that some mail may speak of."""

    pk: int
    kind: str
    due_on: date
    is_legal: bool
    is_waiting: bool
    owner_id: int | None
    owner_role: str


@dataclass
class Morning:
    """roles: person → roles held today; away: person → those who stand in for them today → the
    roles lent to each.
    """

    school: object
    today: date
    rules: Rules
    roles: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    away: dict[int, dict[int, set[str]]] = field(default_factory=dict)

    def __post_init__(self):
        held = Membership.objects.held_on(self.today).filter(
            school=self.school, user__is_active=True
        )
        for person, role, stands_for in held.values_list("user", "role", "deputy_for"):
            self.roles[person].add(role)
            if stands_for:
                lent = self.away.setdefault(stands_for, {})
                lent.setdefault(person, set()).add(role)

    @cached_property
    def calendar(self):
        return calendar.calendar_of(self.school)

    @cached_property
    def is_open(self) -> bool:
        return self.calendar.may_be_open(self.today)

    @cached_property
    def rows(self) -> list[Row]:
        """Late, or within its lead time and waiting for nobody outside; not what was put off."""
        told = Q(due_on__lt=self.today) | Q(self.rules.near(self.today), is_waiting=False)
        here = Deadline.objects.open().filter(~put_off(self.today), school=self.school)
        found = here.filter(told, kind__in=list(kinds))
        return [Row(*row) for row in found.order_by("due_on", "pk").values_list(*Row._fields)]

    @cached_property
    def by_owner(self) -> dict[tuple[int | None, str], list[Row]]:
        """(person, "") or (None, role) → rows."""
        found: dict[tuple[int | None, str], list[Row]] = defaultdict(list)
        for row in self.rows:
            found[row.owner_id, "" if row.owner_id else row.owner_role].append(row)
        return found

    @cached_property
    def present(self) -> dict[str, set[int]]:
        """role → who holds it today and is not away; only roles with a list of their own."""
        found: dict[str, set[int]] = defaultdict(set)
        for person, roles in self.roles.items():
            for role in roles:
                if person not in self.away and Permission.DEADLINE_OWN in GRANTS[role]:
                    found[role].add(person)
        return found

    def own(self, person: int) -> list[Row]:
        """What this person has to do, by name or by a role."""
        if person in self.away:
            return []
        held = [role for role, people in self.present.items() if person in people]
        by_role = [row for role in held for row in self.by_owner.get((None, role), [])]
        return self.by_owner.get((person, ""), []) + by_role

    def lent(self, person: int) -> dict[int, list[Row]]:
        """Who is away → what is theirs by name and comes to this person instead: no more than
        goes with the roles lent.
        """
        if person in self.away:
            return {}
        lent = {each: held[person] for each, held in self.away.items() if person in held}
        found = {
            each: [row for row in self.by_owner.get((each, ""), []) if pages.goes_with(row, roles)]
            for each, roles in lent.items()
        }
        return {each: rows for each, rows in found.items() if rows}

    def others(self, person: int) -> list[Row]:
        """What is with somebody else and comes to this person as SENCO or head: long late, or
        nobody has it.
        """
        lent = [row for rows in self.lent(person).values() for row in rows]
        mine = {row.pk for row in [*self.own(person), *lent]}
        return [row for row in self.told.get(person, []) if row.pk not in mine]

    @cached_property
    def told(self) -> dict[int, list[Row]]:
        """person → what comes to them as SENCO or head."""
        steps = escalation.steps(self.calendar, self.today, self.rules.after)
        found: dict[int, list[Row]] = defaultdict(list)
        for row in self.rows:
            roles = {role for role in (Role.SENCO, Role.HEAD) if steps.reached(role, row)}
            if self.is_nobodys(row):
                roles.add(row.owner_role or Role.SENCO)
            for person in self._holders(roles):
                found[person].append(row)
        return found

    def _holders(self, roles: set[str]) -> set[int]:
        """Of each role; where nobody is, of the next in line."""
        present = {role for role, people in self.present.items() if people}
        reached = {escalation.next_in_line(role, present) for role in roles} - {None}
        return {person for role in reached for person in self.present[role]}

    def is_nobodys(self, row) -> bool:
        """Nobody holds the role; or the person is gone, or away and no deputy may open it."""
        if row.owner_id is None:
            return not self.present.get(row.owner_role)
        return row.owner_id not in self.roles or row.pk in self.unopened

    @cached_property
    def unopened(self) -> set[int]:
        """Rows of people away that none of their deputies may open, by the child or the kind."""
        left = {row.pk for person in self.away for row in self.by_owner.get((person, ""), [])}
        if not left:
            return left
        deputies = set().union(*self.away.values()) - self.away.keys()
        for deputy in User.objects.filter(pk__in=deputies):
            theirs = [row.pk for rows in self.lent(deputy.pk).values() for row in rows]
            left -= reached(deputy, theirs)
        return left

    @cached_property
    def addressed(self) -> set[int]:
        """Everybody who may have something in today's mail."""
        people = self.roles.keys() - self.away.keys()
        return {each for each in people if self.own(each) or self.lent(each) or self.others(each)}


def reached(user, numbers: list[int]) -> set[int]:
    """Those of these deadlines that this person may be told of, by the one door."""
    if not numbers:
        return set()
    rows = Deadline.objects.within_duty(user).filter(pk__in=numbers)
    return set(rows.values_list("pk", flat=True))
