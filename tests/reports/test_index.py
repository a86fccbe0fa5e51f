"""The page of reports, and where the way to it stands."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.test import Client

from accounts.permissions import Permission as P
from reports import entries, rooms
from reports.public import services
from schools.context import place_of
from tests.factories.people import member, sign_in
from tests.factories.schools import SchoolFactory
from tests.reports.public.conftest import A_PDF, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(monkeypatch):
    monkeypatch.setattr(entries, "_entries", [
        entries.Entry("For the board", "The board reads it.", "board/", P.BOARD_REPORT_READ),
        entries.Entry("The census", "For the Department.", "census/", P.CENSUS_VIEW),
    ])  # fmt: skip


def shown(school, role) -> str:
    return sign_in(Client(), member(school, role)).get(f"/{school.slug}/reports/").content.decode()


def test_each_sees_what_they_may_open(two, school):
    assert "The census" not in shown(school, "governor")
    assert f'href="/{school.slug}/board/"' in shown(school, "governor")
    assert "The census" in shown(school, "office")
    assert "The board reads it." in shown(school, "head")


def addresses():
    """Of every room that stands on the page, as routes: "<slug:school>/samples/new/"."""
    for room in rooms.ROOMS:
        name = room.__name__.removesuffix(".room")
        for each in import_module(f"{name}.urls").urlpatterns:
            yield str(each.pattern)


@pytest.mark.parametrize("address", addresses())
def test_on_each_page_of_a_room_the_place_on_the_left_is_reports(address):
    words = [word for word in address.split("/") if not word.startswith("<")]
    assert place_of("/".join(words), SimpleNamespace(slug="oakfield")) == "reports"


def test_without_a_report_the_page_says_so(monkeypatch, school):
    monkeypatch.setattr(entries, "_entries", [])
    assert "No report for you yet" in shown(school, "governor")


def test_the_seventh_place_stands_behind_the_name(two, school):
    page = shown(school, "senco")
    bar, menu = page.split('class="places"')[1].split("</nav>")[0], page.split("me-menu")[1]
    assert ">Reports</a>" in bar and ">Referrals</a>" not in bar
    assert ">Referrals</a>" in menu.split("</details>")[0]


@pytest.fixture
def out(school, monkeypatch):
    monkeypatch.setattr("reports.public.printing.render_sheet", lambda sheet: A_PDF)
    senco, head = member(school, "senco"), member(school, "head")
    services.begin(school=school, outline="inclusion-strategy", by=senco)
    document = services.begin(school=school, outline="sen-information-report", by=senco)
    published(document, senco, head)
    return document, senco


@pytest.mark.parametrize("role", ["governor", "head", "office"])
def test_what_everybody_may_read_stands_there_for_whoever_opens_reports(out, school, role):
    page = shown(school, role)
    main = page.split("<main")[1].split("</main>")[0]
    assert "Published for everybody" in main
    assert f'href="/p/{school.slug}/sen-information-report/"' in main
    assert f"/p/{school.slug}/inclusion-strategy/" not in main  # begun, not published


def test_what_was_taken_down_stands_there_no_more(out, school):
    document, senco = out
    services.begin_next(document=document, by=senco)
    assert "Published for everybody" in shown(school, "governor")  # the last one is read on
    services.take_down(document=document, why="A slip.", by=senco)
    assert "Published for everybody" not in shown(school, "governor")


def test_another_schools_papers_do_not_stand_there(out):
    assert "Published for everybody" not in shown(SchoolFactory(), "governor")


def test_with_nothing_else_to_open_the_page_is_not_called_empty(out, school, monkeypatch):
    monkeypatch.setattr(entries, "_entries", [])
    page = shown(school, "governor")
    assert "Published for everybody" in page and "No report for you yet" not in page
