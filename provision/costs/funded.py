"""Who pays: the sources of one year, and each pupil's cost against the threshold. Pence."""

from collections import defaultdict
from dataclasses import dataclass

from provision.costs.counting import part_of_days
from provision.costs.models import Funding
from provision.costs.reading import Costs
from provision.costs.years import Year


@dataclass(frozen=True)
class Against:
    """One pupil's year: what it will have cost, and who pays for it."""

    cost: int
    own: int  # the first part, up to the threshold: the school's own
    above: int
    funded: int  # what comes in for this pupil by name

    @property
    def missing(self) -> int:
        """What lies above the threshold and nobody pays. Never less than nothing."""
        return max(self.above - self.funded, 0)


def funding_of(school, year: Year) -> list[tuple[Funding, int]]:
    """Each row that reaches into the year, with the pence of it that fall into it."""
    rows = Funding.objects.filter(
        school=school, ended_on=None, from_on__lte=year.last, until_on__gte=year.first
    ).order_by("pk")
    return [
        (row, part_of_days(row.pence, row.from_on, row.until_on, year.first, year.last))
        for row in rows
    ]


def against(cost: int, funded: int, threshold: int) -> Against:
    own = min(cost, threshold)
    return Against(cost, own, cost - own, funded)


def by_pupil(costs: Costs, funding, threshold: int) -> dict[int, Against]:
    """Every pupil who costs or brings money in the year."""
    brings = defaultdict(int)
    for row, pence in funding:
        if row.pupil_id:
            brings[row.pupil_id] += pence
    return {
        pupil: against(costs.by_year_end(pupil), brings[pupil], threshold)
        for pupil in sorted(costs.pupils | set(brings))
    }


def by_source(funding) -> list[tuple[str, int]]:
    """(source in words, pence of the year), in the order of the list."""
    found = defaultdict(int)
    for row, pence in funding:
        found[row.source] += pence
    return [(source.label, found[source]) for source in Funding.Source if source in found]
