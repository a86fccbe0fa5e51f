"""The page of reports, and where the way to it stands."""

import pytest
from django.test import Client

from accounts.permissions import Permission as P
from reports import entries
from tests.factories.people import member, sign_in

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


def test_without_a_report_the_page_says_so(monkeypatch, school):
    monkeypatch.setattr(entries, "_entries", [])
    assert "No report for you yet" in shown(school, "governor")


def test_the_seventh_place_stands_behind_the_name(two, school):
    page = shown(school, "senco")
    bar, menu = page.split('class="places"')[1].split("</nav>")[0], page.split("me-menu")[1]
    assert ">Reports</a>" in bar and ">Referrals</a>" not in bar
    assert ">Referrals</a>" in menu.split("</details>")[0]
