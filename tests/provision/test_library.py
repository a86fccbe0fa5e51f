"""The school's library: taken from the starter library, added, changed, retired; at any size."""

from uuid import uuid4

import pytest

from provision.interventions import library
from provision.models import Programme
from schools.models import Area
from sendcase.edits import IllegalMove, Stale
from tests.factories.provision import ProgrammeFactory, running
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db
LIBRARY = "/oakfield/provision/library/"


def form(**given):
    return {"form_id": str(uuid4()), **given}


def said(**given):
    return form(**{
        "name": "Paired reading", "work": "learning", "wave": "2", "minutes": "15", "times": "5",
        "weeks": "10", "places": "4", **given,
    })  # fmt: skip


@pytest.mark.parametrize("preset", ["staged_response", "three_tiers", "tutor_led"])
def test_every_starter_policy_has_twenty_kinds_that_fit_the_form(preset):
    school = SchoolFactory(preset=preset)
    rows = library.starter(school)
    codes = set(Area.objects.filter(school=school).values_list("code", flat=True))

    assert len(rows) >= 20
    library.take_over(school=school, keys=[row["key"] for row in rows], by=None)

    made = Programme.objects.filter(school=school)
    assert made.count() == len(rows)
    for programme in made:
        programme.full_clean()
    assert {row["area"] for row in rows if row["area"] in codes} == codes


def test_they_are_taken_one_by_one_or_all(place, client, as_):
    browser = as_(place.senco)
    page = browser.get(f"{LIBRARY}starter/").content.decode()
    assert "Precision teaching" in page

    browser.post(f"{LIBRARY}starter/", form(keys=["precision-teaching"]))
    assert [row.name for row in Programme.objects.all()] == ["Precision teaching"]

    browser.post(f"{LIBRARY}starter/", form(all="1"))
    names = list(Programme.objects.values_list("name", flat=True))
    assert len(names) == len(set(names)) == len(library.starter(place.school))
    assert "You have them all" in browser.get(f"{LIBRARY}starter/").content.decode()


def test_what_the_school_wrote_is_not_doubled(place):
    ProgrammeFactory(school=place.school, name="PRECISION teaching")
    names = {row["name"] for row in library.not_taken(place.school)}
    assert "Precision teaching" not in names


def test_one_is_added_changed_retired_and_brought_back(place, as_):
    browser = as_(place.senco)
    browser.post(f"{LIBRARY}new/", said())
    row = Programme.objects.get()
    page = f"/programmes/{row.pk}/"
    browser.post(f"{page}edit/", said(minutes="20", version=row.version))
    row.refresh_from_db()
    assert row.minutes == 20

    browser.post(f"{page}press/", {"action": "retire", "version": row.version})
    assert "Paired reading" not in browser.get(LIBRARY).content.decode()
    assert "Paired reading" in browser.get(f"{LIBRARY}?show=retired").content.decode()
    assert browser.get(f"/oakfield/provision/new/?programme={row.pk}").status_code == 404

    row.refresh_from_db()
    browser.post(f"{page}press/", {"action": "bring back", "version": row.version})
    assert "Paired reading" in browser.get(LIBRARY).content.decode()


def test_a_name_stands_once_among_those_in_use(place):
    first = ProgrammeFactory(school=place.school, name="Lunch club")
    with pytest.raises(IllegalMove, match="has “lunch club” already"):
        library.add(school=place.school, by=place.senco, name="lunch club")

    library.retire(programme=first, version=first.version, by=place.senco)
    library.add(school=place.school, by=place.senco, name="Lunch club")
    with pytest.raises(IllegalMove, match="already"):
        library.bring_back(programme=first, version=first.version + 1, by=place.senco)
    with pytest.raises(Stale):
        library.retire(programme=first, version=1, by=place.senco)


def test_it_says_how_often_each_was_given(place, as_):
    programme = ProgrammeFactory(school=place.school, name="Lunch club")
    for _ in range(2):
        running(place.school, place.senco, programme=programme)

    row = as_(place.senco).get(LIBRARY).context["rows"][0]
    assert row["runs"] == 2
    assert "2 runs" in as_(place.teacher).get(f"/programmes/{programme.pk}/").content.decode()


@pytest.mark.parametrize("number", [10, 500])
def test_it_costs_the_same_at_any_size(place, as_, at_most, number):
    Programme.objects.bulk_create(
        Programme(school=place.school, name=f"Programme {n}", sort_key=f"programme {n:06}")
        for n in range(number)
    )
    browser = as_(place.senco)
    browser.get(LIBRARY)
    with at_most(20):
        page = browser.get(LIBRARY)
    assert len(page.context["rows"]) == min(number, 50)
    with at_most(20):
        page = browser.get(LIBRARY, {"q": "programme 7"})
    assert len(page.context["rows"]) >= 1


def test_support_staff_read_it_and_guests_do_not(place, as_):
    ProgrammeFactory(school=place.school, name="Lunch club")
    page = as_(place.support).get(LIBRARY)
    assert "Lunch club" in page.content.decode()
    assert "Take from the starter" not in page.content.decode()
    assert as_(place.office).get(LIBRARY).status_code == 404
