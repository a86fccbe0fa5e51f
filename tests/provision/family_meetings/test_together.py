"""Many families invited at once: ticked, looked at, one press; by whoever may book."""

from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from letters import services as letters
from letters.batches.models import Batch
from provision.family_meetings import services
from provision.models import ParentMeeting
from pupils.models import Contact
from sendcase.edits import IllegalMove
from sendcase.jobs import running
from tests.factories.pupils import ContactFactory, PupilFactory
from tests.factories.schools import ClassGroupFactory
from tests.provision.family_meetings.conftest import day
from tests.provision.family_meetings.test_pages import text


@pytest.fixture
def ben(place):
    pupil = PupilFactory(school=place.school, class_group=place.willow, legal_first_name="Ben")
    ContactFactory(pupil=pupil, last_name="Marsh")
    return pupil


@pytest.fixture
def both(place, planned, ben):
    """Amina at 15:40, Ben at 16:00 of the same day."""
    other = services.plan(pupil=ben, by=place.office, **day(place, starts_at=time(16)))
    return [planned, other]


@pytest.fixture
def at(place):
    return f"/{place.school.slug}/parent-meetings/invite/"


def check(at, meetings) -> str:
    return f"{at}check/?ticked=1" + "".join(f"&meeting={each.pk}" for each in meetings)


def press(client, address, **more):
    page = client.get(address)
    seen = page.context["form"].fields["seen"].initial
    return client.post(address, {"seen": seen, **more})


def test_the_office_ticks_looks_and_presses_once(place, both, as_, at):
    office = as_(place.office)
    page = text(office.get(at))
    assert page.count('type="checkbox" name="meeting"') == 2
    looked = text(office.get(check(at, both)))
    assert "2 families are invited" in looked and "Ms Leila Marsh" in looked
    assert not Batch.objects.exists()
    answer = press(office, check(at, both))
    assert answer.url == at  # the office opens no batch before it is approved
    running.sweep()
    batch = Batch.objects.get()
    assert (batch.made_by, batch.state, batch.signed_by) == (place.office, "prepared", "senco")
    assert {row.about_id for row in batch.letters.all()} == {each.pk for each in both}
    page = text(office.get(at))
    assert 'name="meeting"' not in page and "waits to be checked" in page
    assert office.get(batch.get_absolute_url()).status_code == 404
    with pytest.raises(IllegalMove):
        letters.approve(letter=batch.letters.first(), by=place.office)
    assert not ParentMeeting.objects.filter(state="invited").exists()
    for letter in batch.letters.order_by("pk"):
        letters.issue(letter=letters.approve(letter=letter, by=place.senco), by=place.senco)
    assert ParentMeeting.objects.filter(state="invited").count() == 2
    assert "Nobody is to be invited" in text(office.get(at))


def test_pressed_twice_it_is_done_once_and_the_senco_goes_on_to_the_letters(place, both, as_, at):
    senco, address = as_(place.senco), check(at, both)
    form_id = str(senco.get(address).context["form"]["form_id"].value())
    seen = senco.get(address).context["form"].fields["seen"].initial
    first, second = (senco.post(address, {"seen": seen, "form_id": form_id}) for _ in range(2))
    batch = Batch.objects.get()
    assert first.url == batch.get_absolute_url() and second.status_code in (200, 302)
    assert Batch.objects.count() == 1


def test_what_changed_since_is_looked_at_again(place, both, as_, at):
    office, address = as_(place.office), check(at, both)
    seen = office.get(address).context["form"].fields["seen"].initial
    services.change(meeting=both[0], version=both[0].version, by=place.senco,
                    **day(place) | {"place": "Hall"})  # fmt: skip
    answer = office.post(address, {"seen": seen})
    assert "Something changed since" in text(answer) and not Batch.objects.exists()
    with pytest.raises(IllegalMove, match="was changed since"):
        services.prepare_together(school=place.school, meetings=both, by=place.office)


@pytest.mark.parametrize(
    ("fields", "why"),
    [({"place": ""}, "Say the day, the time and the place"), ({"starts_at": None}, "Say the day")],
)
def test_a_meeting_that_is_not_ready_says_why_and_has_no_tick(place, as_, at, ben, fields, why):
    row = services.plan(pupil=ben, by=place.office, **day(place) | fields)
    office = as_(place.office)
    page = text(office.get(at))
    assert why in page and 'name="meeting"' not in page
    answer = press(office, check(at, [row]))
    assert "Tick at least one family" in text(answer) and not Batch.objects.exists()


def test_a_family_nobody_may_write_to_says_so(place, planned, as_, at):
    Contact.objects.update(do_not_contact=True, do_not_contact_kind="court")
    page = text(as_(place.office).get(at))
    assert 'name="meeting"' not in page and "Look" in page


def test_only_the_next_meeting_of_a_child_stands_there(place, planned, as_, at):
    later = services.plan(pupil=place.pupil, by=place.office,
                          **day(place, planned_on=date(2026, 12, 8)))  # fmt: skip
    office = as_(place.office)
    assert [row.meeting for row in office.get(at).context["rows"]] == [planned]
    assert office.get(check(at, [later])).url == at  # nothing of it can be done now


def test_a_teacher_invites_those_they_teach_and_finds_no_other(place, both, as_, at):
    elsewhere = PupilFactory(
        school=place.school, class_group=ClassGroupFactory(school=place.school)
    )
    strange = services.plan(pupil=elsewhere, by=place.office,
                            **day(place, led_by=place.senco))  # fmt: skip
    teacher = as_(place.teacher)
    assert {row.meeting for row in teacher.get(at).context["rows"]} == set(both)
    assert teacher.get(check(at, [*both, strange])).status_code == 404
    answer = press(teacher, check(at, both))
    assert answer.url == at and Batch.objects.get().rows.count() == 2


def test_odd_addresses_are_answered(place, planned, as_, at):
    office = as_(place.office)
    assert office.get(f"{at}check/?meeting=x").status_code == 400
    assert office.get(f"{at}check/?meeting=99999").status_code == 404
    answer = office.get(f"{at}check/?ticked=1", follow=True)
    assert "Tick at least one family" in text(answer)
    assert [row.meeting for row in office.get(f"{at}check/").context["rows"]] == [planned]


def test_who_has_planned_for_many_goes_on_to_invite(place, as_, at):
    pk, plan = place.pupil.pk, f"/{place.school.slug}/parent-meetings/plan/"
    body = {"place": "Willow", f"plan_{pk}": "on", f"on_{pk}": "2026-12-01", f"at_{pk}": "15:30"}
    assert as_(place.office).post(plan, body).url == at


@pytest.mark.parametrize("many", [10, 200])
def test_both_pages_cost_the_same_at_any_length(place, as_, at, many):
    pupils = [PupilFactory(school=place.school, class_group=place.willow) for _ in range(many)]
    Contact.objects.bulk_create(
        Contact(school=place.school, pupil=pupil, last_name="B", relationship="Mother",
                parental_responsibility=True, address="1 Mill Lane", postcode="WB1 2AB")
        for pupil in pupils
    )  # fmt: skip
    made = ParentMeeting.objects.bulk_create(
        ParentMeeting(school=place.school, pupil=pupil, planned_by=place.office,
                      **day(place, starts_at=time(8 + n // 60, n % 60), led_by=place.teacher))
        for n, pupil in enumerate(pupils)
    )  # fmt: skip
    office = as_(place.office)
    for address in (at, check(at, made[:100])):
        office.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert office.get(address).status_code == 200
        assert len([q for q in asked if "SAVEPOINT" not in q["sql"]]) <= 16, address
