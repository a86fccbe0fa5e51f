"""What the school holds of every child on roll on a day, from the dated history. Four queries."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from ehcp.plans.models import EhcPlan
from pupils.models import Pupil
from register.models import Need, RegisterEntry
from reports.census import content, rules
from reports.census.days import term_of
from reports.census.rules import Problem, Said, Setting
from sendcase.snapshot import one_moment
from sendcase.text import sort_key

PUPIL_FIELDS = ("pk", "upn", "legal_last_name", "legal_first_name", "born_on", "in_sen_unit",
                "in_resourced_provision")  # fmt: skip


@dataclass(frozen=True)
class Extract:
    """content: as reports.census.content; problems: what blocks first, the school's, then by
    child's name.
    """

    content: dict
    problems: list[Problem]

    @property
    def blocking(self) -> list[Problem]:
        return [each for each in self.problems if each.blocks]

    @property
    def sha256(self) -> str:
        return content.sha_of(self.content)


@one_moment()
def extract(school, day: date) -> Extract:
    """The caller has asked for CENSUS_VIEW: the whole roll is read, whoever looks."""
    setting, term = setting_of(school), term_of(day)
    found, rows = rules.of_school(setting), []
    for said in sorted(children(school, day), key=_by_name):
        row = rules.row_of(said, setting, term)
        found += rules.problems(said, row, setting, term, day)
        rows.append(row)
    if not rows:
        found.append(rules.NOBODY)
    found.sort(key=lambda each: not each.blocks)
    return Extract(content.of(day, school, setting, rows), found)


def setting_of(school) -> Setting:
    bases = (school.has_sen_unit, school.has_resourced_provision)
    return Setting(school.kind, *bases, authority=school.laestab[:3])


def _by_name(said: Said) -> tuple:
    return sort_key(said.last, said.first).strip(), said.pupil


def on_roll(school, day: date):
    """Who had come and had not left; a child without a first day was here from the beginning."""
    rows = Pupil.objects.filter(school=school).filter(Q(left_on=None) | Q(left_on__gte=day))
    return rows.filter(Q(admitted_on=None) | Q(admitted_on__lte=day), born_on__lte=day)


def children(school, day: date) -> list[Said]:
    codes, needs = entries(school, day)
    plans = with_plan(school, day)
    return [
        Said(
            row["pk"], row["upn"], row["legal_last_name"], row["legal_first_name"],
            row["born_on"], codes.get(row["pk"], ""), tuple(needs.get(row["pk"], ())),
            row["in_sen_unit"], row["in_resourced_provision"], row["pk"] in plans,
        )
        for row in on_roll(school, day).values(*PUPIL_FIELDS)
    ]  # fmt: skip


def entries(school, day: date) -> tuple[dict[int, str], dict[int, list[tuple[str, int]]]]:
    """Pupil → code, and pupil → types with their ranks, as they stood on the day."""
    held = RegisterEntry.objects.filter(school=school).held_on(day).order_by("from_on", "pk")
    codes = dict(held.values_list("pupil", "census_code"))
    needs = defaultdict(list)
    rows = Need.objects.filter(entry__in=held.order_by().values("pk")).order_by("entry", "rank")
    for pupil, kind, rank in rows.values_list(F("entry__pupil"), "need_type", "rank"):
        needs[pupil].append((kind, rank))
    return codes, needs


def with_plan(school, day: date) -> set[int]:
    """Children with an EHC plan in force on the day."""
    rows = EhcPlan.objects.filter(school=school, issued_on__lte=day)
    rows = rows.filter(Q(ended_on=None) | Q(ended_on__gte=day))
    return set(rows.values_list("pupil", flat=True))
