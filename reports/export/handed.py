"""The sum of a census return that waits for the head. It is of a text that names children by their
number here; in the file it is of the same text by uid, so that what was handed in can be approved
at the next site, and nothing else.
"""

from pupils.models import Pupil
from reports.census import content, reading
from reports.census.models import CensusDay
from reports.export import within

FIELD = ("reports.CensusDay", "handed_sha256")
OF = ("reports.CensusVersion", "content")


def sum_in_file(school, day, held: str, swap) -> str:
    """held: the sum as it is here. Where something changed since, no text has it any more."""
    found = reading.extract(school, day)
    return _sum(found, swap) if found.sha256 == held else held


def settle(school) -> None:
    """Once all rows are there: the sums as this site has them."""
    waits = list(CensusDay.objects.filter(school=school).exclude(handed_sha256=""))
    if not waits:
        return
    uids = dict(Pupil.objects.filter(school=school).values_list("pk", "uid"))
    for row in waits:
        found = reading.extract(school, row.day)
        if _sum(found, lambda label, pk: str(uids[pk])) == row.handed_sha256:
            CensusDay.objects.filter(pk=row.pk).update(handed_sha256=found.sha256)


def _sum(found, swap) -> str:
    return content.sha_of(within.swapped(within.NUMBERS[OF], found.content, swap))
