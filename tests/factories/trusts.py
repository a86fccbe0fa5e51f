"""A trust with schools, who leads it, and published reports of theirs."""

from accounts.permissions import Role
from reports.board import services
from schools.models import Membership, Trust
from tests.factories import board
from tests.factories.people import UserFactory, member
from tests.factories.schools import SchoolFactory


def trust(name="Weald Trust", slug="weald"):
    return Trust.objects.create(name=name, slug=slug)


def lead(of):
    person = UserFactory()
    Membership.objects.create(user=person, trust=of, role=Role.TRUST_LEAD, from_on="2020-01-01")
    return person


def school_of(of, name: str, size: int = 0, seed: int = 1):
    """With a published report where it has children."""
    school = SchoolFactory(name=name, trust=of)
    if size:
        senco, head = member(school, Role.SENCO), member(school, Role.HEAD)
        board.filled(school, size, senco, seed)
        board.term(school)
        board.published(school, senco, head)
    return school


def another_term(school):
    """Its report so far is of a term before; this term's is open."""
    services.BoardEdition.objects.filter(school=school).update(
        term=None, starts_on="2026-01-05", ends_on="2026-03-27"
    )


def copied(version, school):
    """The same published report at another school, without counting it anew."""
    old = version.edition
    edition = services.BoardEdition.objects.create(
        school=school, term_name=old.term_name, starts_on=old.starts_on, ends_on=old.ends_on,
        state="published", opened_by=old.opened_by, confirmed_by=old.confirmed_by,
        confirmed_at=old.confirmed_at, figures={}, published_by=old.published_by,
        published_at=old.published_at,
    )  # fmt: skip
    return type(version).objects.create(
        edition=edition, number=1, schema=version.schema, content=version.content,
        sha256=version.sha256, made_by=version.made_by, file="x", size=1, file_sha256="0",
    )  # fmt: skip
