"""How our letters look: what is missing is said with its way, languages with their gaps."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from letters import wording
from tests.factories.letters import Family
from tests.factories.people import sign_in
from tests.factories.pupils import ContactFactory, PupilFactory

pytestmark = pytest.mark.django_db


def test_what_the_school_has_not_said_is_named_with_the_way_to_it(client):
    family = Family()
    family.school.sendiass_contact, family.school.local_offer_url = "Westshire SENDIASS", ""
    family.school.save()
    sign_in(client, family.head)
    page = client.get(reverse("letters:looks", args=[family.school.slug]))
    rows = dict(row for section in page.context["sections"] for row in section["rows"])
    assert (rows["SENDIASS (impartial advice)"], rows["Local Offer"]) == ("Westshire SENDIASS", "")
    assert "Not filled in yet" in page.content.decode()
    assert f'href="/{family.school.slug}/school/edit/"' in page.content.decode()


def test_each_language_in_use_has_its_children_and_its_gaps(client):
    family = Family()
    for language in ("Polish", "polski", "Urdu", "Elvish", "English"):
        ContactFactory(pupil=PupilFactory(school=family.school), language=language)
    ContactFactory(pupil=family.pupil, language="Urdu", do_not_contact=True)
    ContactFactory(pupil=Family().pupil, language="Urdu")  # of another school
    ContactFactory(
        pupil=PupilFactory(school=family.school), language="Urdu", parental_responsibility=False
    )
    wording.save(
        school=family.school, purpose="placed-on-register", for_young_person=False, language="ur",
        subject="S", body="B", slip="", by=family.senco,
    )  # fmt: skip
    sign_in(client, family.senco)
    url = reverse("letters:looks", args=[family.school.slug])
    with CaptureQueriesContext(
        connection,
    ) as few:
        page = client.get(url)

    found = {row["name"]: row for row in page.context["languages"]}
    assert list(found) == ["Polish", "Urdu"]
    assert (found["Polish"]["children"], found["Urdu"]["children"]) == (2, 1)
    assert [each["url"] for each in found["Urdu"]["written"]] == [
        reverse("letters:translation", args=[family.school.slug, "placed-on-register", "families",
                                             "ur"])
    ]  # fmt: skip
    assert found["Polish"]["written"] == []
    assert page.context["unknown"] == ["Elvish"]

    for _ in range(20):
        ContactFactory(pupil=PupilFactory(school=family.school), language="Somali")
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few)
