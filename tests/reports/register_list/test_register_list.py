"""The register as on any day: what has a history is of that day; what they ask for and no more."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from accounts.permissions import Role
from audit.models import EventDetail
from iep import services as plans
from register import services
from register.forms import ListFilters
from reports.register_list import listing
from sendcase import moment
from tests.factories.iep import PlanFactory
from tests.factories.people import member, sign_in
from tests.factories.pupils import ContactFactory, PupilFactory
from tests.factories.register import placed
from tests.factories.schools import ClassGroupFactory, SchoolFactory

pytestmark = pytest.mark.django_db
TODAY = moment.today()
LONG_AGO = TODAY - timedelta(days=200)
PAST = TODAY - timedelta(days=100)


@pytest.fixture
def school(db):
    return SchoolFactory()


@pytest.fixture
def senco(school):
    return member(school, Role.SENCO, name="Mr Whitlock")


@pytest.fixture
def amina(school, senco):
    group = ClassGroupFactory(school=school, name="3 Willow")
    pupil = PupilFactory(school=school, legal_first_name="Amina", class_group=group,
                         admitted_on=date(2023, 9, 4))  # fmt: skip
    ContactFactory(pupil=pupil, address="12 Mill Lane", do_not_contact=True,
                   do_not_contact_reason="Court order")  # fmt: skip
    placed(pupil, by=senco, on=LONG_AGO)
    return pupil


def shown(school, user, **asked):
    filters = ListFilters(asked, register_name="SEN register")
    rows = list(listing.entries(user, school, filters).order_by(*listing.ORDER))
    return listing.in_words(rows, filters.day)


def get(person, school, rest="", **asked):
    return sign_in(Client(), person).get(f"/{school.slug}/register-list/{rest}", asked)


def test_today_it_says_all_that_is_asked_for(school, senco, amina):
    plan = PlanFactory(pupil=amina, kind=school.plan_kinds.first(), agreed=True, lead=senco,
                       starts_on=TODAY)  # fmt: skip
    [row] = shown(school, senco)
    assert row["name"] == "Amina Brightwater" and row["born"] == "14 Mar 2018"
    assert (row["year"], row["class"], row["code"]) == ("3", "3 Willow", "K: SEN support")
    assert row["needs"] == "SLCN (finding the right words)"
    assert (row["since_on"], row["review_on"], row["lead"]) == (
        LONG_AGO, plan.review_on, "Mr Whitlock",
    )  # fmt: skip


def test_on_a_past_day_stage_needs_and_class_are_of_then(school, senco, amina):
    elm = ClassGroupFactory(school=school, name="2 Elm")
    amina.enrolments.create(school=school, class_group=elm, from_on=LONG_AGO, until_on=PAST)
    with_plan = school.stages.filter(census_code="E").first()
    placed(amina, by=senco, on=TODAY, needs=[("ASD", "")], stage=with_plan)
    [then] = shown(school, senco, on=PAST.isoformat())
    [now] = shown(school, senco)
    assert (then["code"][0], then["class"], then["year"]) == ("K", "2 Elm", "")
    assert then["needs"].startswith("SLCN") and now["needs"].startswith("ASD")
    assert now["code"][0] == "E"


def test_the_plan_of_a_past_day_is_the_one_shared_by_then(school, senco, amina):
    plan = PlanFactory(pupil=amina, kind=school.plan_kinds.first(), agreed=True, lead=senco,
                       starts_on=TODAY)  # fmt: skip
    plans.share(plan=plan, by=senco)
    version = plan.versions.get()
    day = version.made_at.astimezone(moment.LONDON).date()
    then = listing._plans_then([amina.pk], day)
    assert then == {amina.pk: (plan.review_on, "Mr Whitlock")}
    assert listing._plans_then([amina.pk], day - timedelta(days=1)) == {}


def test_only_who_was_here_and_on_it_that_day(school, senco, amina):
    assert shown(school, senco, on=(LONG_AGO - timedelta(days=1)).isoformat()) == []
    type(amina).objects.update(left_on=PAST)
    assert len(shown(school, senco, on=PAST.isoformat())) == 1
    assert shown(school, senco, on=(PAST + timedelta(days=1)).isoformat()) == []
    type(amina).objects.update(left_on=None, admitted_on=PAST)
    assert shown(school, senco, on=(PAST - timedelta(days=1)).isoformat()) == []


def test_who_came_off_it_is_not_on_it_and_was(school, senco, amina):
    services.close(entry=amina.register_entries.get(), reason="Caught up.", by=senco)
    assert shown(school, senco) == []
    assert len(shown(school, senco, on=PAST.isoformat())) == 1


def test_nothing_of_carers_or_of_another_school(school, senco, amina):
    placed(PupilFactory(legal_first_name="Zed"))
    text = get(senco, school).content.decode()
    assert "Amina" in text and "Zed" not in text
    for secret in ("Leila", "Mill Lane", "Court order", "Progress slowed"):
        assert secret not in text


def test_a_past_day_says_what_has_no_history(school, senco, amina):
    text = get(senco, school, on=PAST.isoformat()).content.decode()
    assert "Year groups have no history" in text and ">Year</th>" not in text
    assert "Year groups have no history" not in get(senco, school).content.decode()


def test_a_day_to_come_and_one_that_is_none_are_said(school, senco, amina):
    later = (TODAY + timedelta(days=9)).isoformat()
    assert "has not come yet" in get(senco, school, on=later).content.decode()
    answer = get(senco, school, "as/csv/", on=later)
    assert answer.status_code == 302
    assert get(senco, school, "print/", on="soon").status_code == 302


def test_the_file_has_the_columns_of_the_page_and_is_noted(school, senco, amina):
    type(amina).objects.update(legal_last_name="=Stone")
    answer = get(senco, school, "as/csv/", on=PAST.isoformat())
    heading, line = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert heading == "Name,Date of birth,Class,Stage,Provision,Needs,Since,Plan review,Lead"
    assert line.startswith("Amina =Stone,14/03/2018,")
    told = EventDetail.objects.latest("pk").text
    assert (told["on"], told["rows"], told["file"]) == (PAST.isoformat(), 1, "csv")


def test_the_paper_is_a4_landscape_and_names_every_child(school, senco, amina):
    answer = get(senco, school, "print/")
    paper = PdfReader(BytesIO(b"".join(answer) if answer.streaming else answer.content))
    box = paper.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (842, 595)
    text = paper.pages[0].extract_text()
    assert "Amina Brightwater" in text and "Mr Whitlock" in text and "Confidential" in text


@pytest.mark.parametrize("day", ["", PAST.isoformat()])
@pytest.mark.parametrize("size", [10, 200])
def test_the_page_costs_the_same_at_any_size(
    school, senco, amina, size, day, django_assert_max_num_queries
):
    for pupil in PupilFactory.create_batch(size, school=school):
        placed(pupil, by=senco, on=LONG_AGO)
    client = sign_in(Client(), senco)
    at = f"/{school.slug}/register-list/?on={day}"
    client.get(at)
    with django_assert_max_num_queries(13):
        client.get(at)
