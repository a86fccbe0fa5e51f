"""The pages: what stands on them, in plain words, with the way to mend it; and what they cost."""

from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from audit.models import EventDetail
from pupils.models import Pupil
from reports.census import reading, services
from reports.census.models import CensusVersion
from tests.factories.people import sign_in
from tests.factories.pupils import PupilFactory
from tests.factories.register import placed
from tests.reports.census.conftest import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(school):
    return f"/{school.slug}/census/"


def page_of(person, address):
    return sign_in(Client(), person).get(address)


def text_of(person, address) -> str:
    return page_of(person, address).content.decode()


def press(person, school, at, what):
    seen = reading.extract(type(school).objects.get(pk=school.pk), DAY).sha256
    return sign_in(Client(), person).post(f"{at}{DAY}/{what}/", {"seen": seen}, follow=True)


def test_the_offered_days_stand_with_their_state(school, senco, head, at):
    services.approve(
        census=services.hand_in(
            school=school, day=DAY, seen=reading.extract(school, DAY).sha256, by=senco
        ),
        seen=reading.extract(school, DAY).sha256, by=head,
    )  # fmt: skip
    text = text_of(senco, at)
    assert "Spring census 2026" in text and "Approved on" in text
    assert f'href="{at}2026-01-15/"' in text


def test_another_day_leads_to_its_page_and_a_wrong_one_says_why(senco, at):
    answer = page_of(senco, f"{at}?on=22/1/2026")
    assert answer.url == f"{at}2026-01-22/"
    assert "Write the date as day, month, year" in text_of(senco, f"{at}?on=soon")
    assert "more than a year ahead" in text_of(senco, f"{at}?on=1/1/2098")


@pytest.mark.parametrize("day", ["soon", "2026-1-15", "1890-01-15", "20260115"])
def test_an_address_that_is_no_day_is_not_there(senco, at, day):
    assert page_of(senco, f"{at}{day}/").status_code == 404


def test_an_error_names_child_rule_and_where_to_mend_it(school, child, senco, office, head, at):
    amina = child(legal_first_name="Amina")
    placed(amina, by=senco, on=date(2025, 9, 8))
    amina.register_entries.get().needs.all().delete()
    ben = child(1, legal_first_name="Ben", upn="")
    mine, clerk = text_of(senco, f"{at}{DAY}/"), text_of(office, f"{at}{DAY}/")
    for text in (mine, clerk):
        assert "No type of need is recorded" in text and ">2170<" in text
        assert f'href="/pupils/{ben.pk}/edit/"' in text
        assert "earlier year" in text
    assert f'href="/pupils/{amina.pk}/register/"' in mine
    assert f"/pupils/{amina.pk}/register/" not in clerk and "The SENCO mends this" in clerk
    assert f"/pupils/{ben.pk}/edit/" not in text_of(head, f"{at}{DAY}/")


def test_the_office_and_the_head_see_what_is_theirs_to_press(school, child, office, head, at):
    child()
    assert "Hand it to the head" in text_of(office, f"{at}{DAY}/")
    assert "Hand it to the head" not in text_of(head, f"{at}{DAY}/")
    assert "It is with the head now." in press(office, school, at, "hand-in").content.decode()
    assert "Approve this return" in text_of(head, f"{at}{DAY}/")
    assert "Approve this return" not in text_of(office, f"{at}{DAY}/")
    assert "Approved, and kept as it is." in press(head, school, at, "approve").content.decode()
    assert "/as/csv/" not in text_of(head, f"{at}{DAY}/versions/1/")


def test_what_rests_says_what_changed(school, child, office, head, at):
    press(office, school, at, "hand-in")
    press(head, school, at, "approve")
    child(legal_first_name="Ben")
    text = text_of(office, f"{at}{DAY}/")
    assert "rests: something changed since" in text
    assert "Changed since it was approved" in text and "New on roll, N" in text


def test_it_is_compared_with_the_last_approved_one(school, child, office, head, at):
    press(office, school, at, "hand-in")
    press(head, school, at, "approve")
    child(legal_first_name="Ben")
    text = text_of(office, f"{at}2026-05-21/")
    assert "Compared with the approved return of Thu 15 Jan 2026" in text
    assert "New on roll, N" in text
    assert "no earlier return is approved here" in text_of(office, f"{at}2025-10-02/")


def rows_of(answer):
    return b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()


def test_the_file_says_whether_it_is_a_draft(school, child, office, head, at):
    pupil = child(legal_last_name="=Stone")
    answer = page_of(office, f"{at}{DAY}/as/csv/")
    assert f"{school.slug}-census-2026-01-15-draft.csv" in answer["Content-Disposition"]
    heading, line = rows_of(answer)
    assert heading.startswith("UPN,Surname,First name,Date of birth,SEN provision")
    assert line == f"{pupil.upn},'=Stone,{pupil.legal_first_name},14/03/2018,N,,,,"
    press(office, school, at, "hand-in")
    press(head, school, at, "approve")
    answer = page_of(office, f"{at}{DAY}/as/csv/")
    assert "-approved-1.csv" in answer["Content-Disposition"]
    assert EventDetail.objects.latest("pk").text["rows"] == 1


def test_the_version_gives_the_file_that_was_approved(school, child, office, head, at):
    pupil = child()
    press(office, school, at, "hand-in")
    press(head, school, at, "approve")
    Pupil.objects.filter(pk=pupil.pk).update(legal_last_name="Changed")
    answer = page_of(office, f"{at}{DAY}/versions/1/as/xlsx/")
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    [sheet] = book.worksheets
    assert sheet["B2"].value == "Brightwater" and sheet.sheet_state == "visible"
    assert "Approved by Mrs Adeyemi" in text_of(head, f"{at}{DAY}/versions/1/")
    assert CensusVersion.objects.count() == 1


@pytest.mark.parametrize("size", [10, 200])
def test_the_page_costs_the_same_at_any_size(
    school, senco, at, size, django_assert_max_num_queries
):
    for pupil in PupilFactory.create_batch(size, school=school)[:8]:
        placed(pupil, by=senco, on=date(2025, 9, 8))
    client = sign_in(Client(), senco)
    client.get(f"{at}{DAY}/")
    with django_assert_max_num_queries(19):
        text = client.get(f"{at}{DAY}/").content.decode()
    assert text.count("There is no UPN") == size


@pytest.mark.parametrize("size", [10, 200])
def test_the_list_of_days_costs_the_same_at_any_size(
    school, senco, at, size, django_assert_max_num_queries
):
    PupilFactory.create_batch(size, school=school)
    client = sign_in(Client(), senco)
    client.get(at)
    with django_assert_max_num_queries(6):
        client.get(at)
