"""Who of a class has which extra help, and when: on the class's page and below its lesson sheet."""

from datetime import time, timedelta

import pytest
from django.db.models import Q

from provision.interventions import class_help, services
from provision.interventions.models import Intervention
from provision.promised import services as promised
from schools.models import Membership
from sendcase import moment
from tests.factories.people import member
from tests.factories.provision import in_it, running
from tests.factories.pupils import PupilFactory, assign
from tests.factories.schools import ClassGroupFactory, hold_class
from tests.provision.test_pages import words

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def class_page(place):
    return f"/classes/{place.willow.pk}/"


def lesson(place, query=""):
    return f"/{place.school.slug}/lesson/{place.willow.pk}/{query}"


@pytest.fixture
def group(place):
    """Monday and Wednesday at 9:30 in The Den, Mrs Hall gives it; Amina of Willow, Ben of Oak."""
    row = running(place.school, place.senco, name="Sounds together", room="The Den")
    slots = [{"weekday": day, "starts_at": time(9, 30), "minutes": 20, "room": ""}
             for day in (0, 2)]  # fmt: skip
    services.set_timetable(intervention=row, by=place.senco, from_on=row.starts_on, slots=slots)
    services.add_staff(intervention=row, by=place.senco, name="Mrs Hall", from_on=row.starts_on)
    for child in (place.amina, place.ben):
        in_it(row, child, place.senco)
    return row


def told(browser, address):
    """What the table says, row by row; None where there is no such part."""
    page = browser.get(address)
    assert page.status_code == 200
    if "Who has which help" not in page.content.decode():
        return None
    given = page.context.get("help") or page.context["parts"][0]["given"]
    return [([child["name"] for child in row["pupils"]], row["what"], row["when"], row["with"])
            for row in given["rows"]]  # fmt: skip


def test_the_page_of_the_class_says_who_what_when_and_with_whom(place, as_, group):
    assert told(as_(place.senco), class_page(place)) == [
        ([place.amina.name], "Sounds together", "Mondays and Wednesdays at 9:30, in The Den",
         "Mrs Hall")
    ]  # fmt: skip
    page = words(as_(place.head).get(class_page(place)))
    assert "Sounds together" in page and "Ben" not in page


def test_the_class_teacher_finds_it_below_the_lesson_sheet(place, as_, group):
    [row] = told(as_(place.teacher), lesson(place))
    assert row[0] == ["Amina"]
    # As on the sheet: initials where a wall can read them. A cover teacher's page is without.
    assert "Amina" not in words(as_(place.teacher).get(lesson(place, "?names=initials")))
    assert told(as_(place.teacher), lesson(place, "?names=initials"))
    assert told(as_(place.teacher), lesson(place, "?mode=cover")) is None


def test_support_staff_read_it_of_whom_they_are_assigned(place, as_, group):
    cara = PupilFactory(school=place.school, class_group=place.willow)
    in_it(group, cara, place.senco)
    [row] = told(as_(place.support), lesson(place))
    assert row[0] == ["Amina"]
    other = member(place.school, "support")
    assign(other, cara)
    [row] = told(as_(other), lesson(place))
    assert row[0] == [cara.first_name]


def test_a_teacher_without_a_child_in_the_group_finds_nothing_of_it(place, as_, group):
    stranger = member(place.school, "teacher")
    ash = ClassGroupFactory(school=place.school, name="Ash")
    hold_class(stranger, ash)
    PupilFactory(school=place.school, class_group=ash)
    browser = as_(stranger)
    for address in (lesson(place), group.get_absolute_url(), place.amina.get_absolute_url()):
        assert browser.get(address).status_code == 404
    # The roll is not a teacher's to open; of another's class it is not there.
    assert browser.get(class_page(place)).status_code == 404
    assert browser.get(f"/classes/{ash.pk}/").status_code == 403
    own = f"/{place.school.slug}/lesson/{ash.pk}/"
    for address in (own, f"/{place.school.slug}/provision/", f"/{place.school.slug}/provision/map/",
                    f"/{place.school.slug}/provision/map/?class={place.willow.pk}"):  # fmt: skip
        assert "Sounds together" not in words(browser.get(address)), address


def test_a_class_whose_group_is_also_of_others_names_only_its_own(place, as_, group):
    taught_both = member(place.school, "teacher")
    for klass in (place.willow, place.oak):
        hold_class(taught_both, klass)
    [row] = told(as_(taught_both), lesson(place))
    assert row[0] == ["Amina"]


def test_who_may_not_read_provision_has_no_such_part(place, as_, group):
    assert told(as_(place.office), class_page(place)) is None
    assert "Extra help" not in words(as_(place.office).get(class_page(place)))


def test_whoever_keeps_the_roll_and_teaches_reads_it_of_their_own_class_alone(place, as_, group):
    """From the office, and teaches Oak: opens the page of every class, reads provision of Oak."""
    both = member(place.school, "office")
    Membership.objects.create(school=place.school, user=both, role="teacher",
                              from_on=moment.today())  # fmt: skip
    hold_class(both, place.oak)

    assert "Amina" not in words(as_(both).get(class_page(place)))
    [row] = told(as_(both), f"/classes/{place.oak.pk}/")
    assert row[0] == [place.ben.name]


def test_the_rows_are_those_of_the_persons_reach_whoever_asks(place, group):
    of_willow = Q(pupil__class_group=place.willow)
    reading = {who for who in ("senco", "head", "teacher", "support", "office", "governor")
               if class_help.rows(getattr(place, who), of_willow)}  # fmt: skip
    assert reading == {"senco", "head", "teacher", "support"}


def test_a_class_without_help_says_so(place, as_):
    assert "No child of this class has extra help now." in words(
        as_(place.senco).get(class_page(place))
    )
    assert told(as_(place.teacher), lesson(place)) is None


def test_what_is_over_is_left_out_and_what_begins_says_when(place, as_, group):
    today = moment.today()
    soon = running(place.school, place.senco, name="Talk time", starts_on=today + 7 * DAY)
    in_it(soon, place.amina, place.senco)
    proposed = running(place.school, place.senco, name="Never agreed")
    in_it(proposed, place.amina, place.senco)
    Intervention.objects.filter(pk=proposed.pk).update(state="proposed", decided_by=None,
                                                       decided_on=None)  # fmt: skip
    row = place.amina.places.get(intervention=group)
    promised.leave(place=row, version=row.version, by=place.senco, on=today - DAY, reason="Reads.")

    [said] = told(as_(place.senco), class_page(place))

    assert said[1] == "Talk time" and "from " in said[2]


def test_a_child_who_left_is_not_named(place, as_, group):
    type(place.amina).objects.filter(pk=place.amina.pk).update(left_on=moment.today() - DAY)
    assert told(as_(place.senco), class_page(place)) is None


@pytest.mark.parametrize("count", [10, 200])
def test_it_costs_one_query_however_many(place, as_, count, at_most):
    groups = [running(place.school, place.senco, name=f"Group {n}", places=99) for n in range(4)]
    for n in range(count):
        child = PupilFactory(school=place.school, class_group=place.willow)
        in_it(groups[n % 4], child, place.senco)
    browser = as_(place.senco)
    browser.get(class_page(place))
    with at_most(8):
        page = browser.get(class_page(place))
    assert sum(len(row["pupils"]) for row in page.context["parts"][0]["given"]["rows"]) == count
