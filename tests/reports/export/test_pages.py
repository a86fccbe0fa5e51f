"""The pages of an export: what each side sees, how often they ask, what a file carries."""

from datetime import timedelta

import pytest
from django.test import Client

from audit.models import Event
from reports.export import services
from sendcase import moment
from tests.access.records_school_exports import ready_export
from tests.factories.people import UserFactory, member, sign_in
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(db):
    class Case:
        school = SchoolFactory()
        senco, head = member(school, "senco"), member(school, "head")
        at = f"/{school.slug}/export/"

    return Case


def page(person, address) -> str:
    return sign_in(Client(), person).get(address).content.decode()


def test_the_way_to_it_stands_on_the_page_of_reports_for_both_sides(case):
    for person, there in ((case.senco, 1), (case.head, 1), (member(case.school, "office"), 0)):
        assert page(person, f"/{case.school.slug}/reports/").count(case.at) == there


def test_only_one_side_asks_and_only_the_other_decides(case):
    assert "Ask for all records" in page(case.senco, case.at)
    assert "Ask for all records" not in page(case.head, case.at)
    row = services.ask(school=case.school, by=case.senco, reason="We move.")
    assert "/agree/" in page(case.head, f"/school-exports/{row.pk}/")
    assert "/agree/" not in page(case.senco, f"/school-exports/{row.pk}/")
    assert "Ask for all records" not in page(case.senco, case.at)  # one at a time


def test_each_download_is_noted_and_is_never_shown_in_the_browser(case):
    row = ready_export(case.school, case.senco)
    client = sign_in(Client(), case.senco)
    for _ in range(2):
        answer = client.get(f"/school-exports/{row.pk}/file/")
        assert answer["Content-Disposition"].startswith("attachment")
        assert b"".join(answer.streaming_content).startswith(b"PK")
    assert Event.objects.filter(verb="schoolexport.downloaded", object_id=row.pk).count() == 2


def test_another_who_may_ask_does_not_download_it(case):
    row = ready_export(case.school, case.senco)
    other = member(case.school, "senco")
    assert "/file/" not in page(other, f"/school-exports/{row.pk}/")
    assert sign_in(Client(), other).get(f"/school-exports/{row.pk}/file/").status_code == 403


def test_a_file_that_was_removed_is_no_page(case):
    row = services.remove(row=ready_export(case.school, case.senco), by=case.head)
    assert sign_in(Client(), case.senco).get(f"/school-exports/{row.pk}/file/").status_code == 404


@pytest.mark.parametrize(("ago", "status"), [(0, 200), (1, 403)])
def test_after_its_last_day_nobody_downloads_it_though_it_is_still_there(case, ago, status):
    last = moment.today() - timedelta(days=ago)
    row = ready_export(case.school, case.senco, until_on=last)
    shown = page(case.senco, f"/school-exports/{row.pk}/")
    assert ("/file/" in shown) == (status == 200)
    assert ("The file is being removed." in shown) == (status == 403)
    answer = sign_in(Client(), case.senco).get(f"/school-exports/{row.pk}/file/")
    assert answer.status_code == status


@pytest.mark.parametrize("rows", [10, 200])
def test_the_list_asks_no_more_for_more_rows(case, at_most, rows):
    second = UserFactory()
    for _ in range(rows):
        ready_export(case.school, case.senco, second_by=second, state="removed", file="")
    client = sign_in(Client(), case.senco)
    client.get(case.at)
    with at_most(6):
        assert "Removed" in client.get(case.at).content.decode()


def test_text_of_a_reason_is_shown_as_it_is(case):
    row = services.ask(school=case.school, by=case.senco, reason="<b>مريم</b>\nnext")
    assert "&lt;b&gt;مريم&lt;/b&gt;<br>next" in page(case.head, f"/school-exports/{row.pk}/")
