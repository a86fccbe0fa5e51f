"""What the page of a trust is made of: the newest published report of each of its schools."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from accounts.access import schools_granting
from accounts.permissions import Permission as P
from reports.board.models import BoardEdition, BoardVersion
from schools.models import School, Trust
from sendcase.frozen.services import content_of


def trusts_of(user):
    """Trusts whose schools this person leads."""
    led = School.objects.filter(pk__in=schools_granting(user, P.TRUST_REPORT))
    return Trust.objects.filter(pk__in=led.exclude(trust=None).values("trust"))


@dataclass(frozen=True)
class Published:
    """content: as it was frozen (reports.board.content); None where the school published none."""

    school: School
    edition: BoardEdition | None = None
    content: dict | None = None

    @property
    def tables(self) -> dict[str, dict]:
        return {each["key"]: each for each in self.content["figures"]["tables"]}


def newest(user, trust) -> list[Published]:
    """Every school of the trust that this person leads, by name. Two queries."""
    led = schools_granting(user, P.TRUST_REPORT)
    schools = School.objects.filter(trust=trust, pk__in=led).order_by("name", "pk")
    later = BoardEdition.objects.published().filter(
        school=OuterRef("edition__school"), starts_on__gt=OuterRef("edition__starts_on")
    )
    rows = BoardVersion.objects.visible_to(user).filter(~Exists(later), edition__school__in=led)
    rows = rows.filter(edition__school__trust=trust, edition__state="published")
    found = {row.edition.school_id: row for row in rows.select_related("edition").order_by("pk")}
    return [_published(school, found.get(school.pk)) for school in schools]


def _published(school, version) -> Published:
    if version is None:
        return Published(school)
    return Published(school, version.edition, content_of(version))
