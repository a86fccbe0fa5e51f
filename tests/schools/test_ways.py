"""The School page leads to the pages that are not opened every day, and only to open ones."""

import pytest

from tests.factories.people import member, sign_in
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db
EVERY_WAY = {
    "people/", "classes/", "terms/", "roll/import/", "contacts/import/", "letters/templates/",
    "policy/", "mail/", "audit/", "register/import/", "photos/import/",
}  # fmt: skip


@pytest.mark.parametrize(
    ("role", "not_for"),
    [
        ("senco", {"people/"}),
        ("office", {"letters/templates/", "policy/", "register/import/"}),
        ("head", {"roll/import/", "contacts/import/", "register/import/", "photos/import/"}),
        ("teacher", EVERY_WAY - {"policy/", "audit/"}),
        ("governor", EVERY_WAY),
    ],
)
def test_each_way_is_shown_to_those_who_may_go_it(client, role, not_for):
    school = SchoolFactory()
    type(school.policy).objects.filter(school=school).update(photos_used=True)
    sign_in(client, member(school, role))

    page = client.get(f"/{school.slug}/school/").content.decode()

    ways = page.partition('id="ways"')[2].partition("</section>")[0]
    shown = {way for way in EVERY_WAY if f'href="/{school.slug}/{way}"' in ways}
    assert shown == EVERY_WAY - not_for
    for way in shown:
        assert client.get(f"/{school.slug}/{way}").status_code == 200, way
    for way in not_for:
        assert client.get(f"/{school.slug}/{way}").status_code in {403, 404}, way
