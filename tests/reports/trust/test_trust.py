"""A trust reads what its schools have published, beside each other, and nothing else."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from audit.models import Event
from reports.board import services
from reports.disclosure import Shown
from reports.trust import comparing
from tests.factories import board, trusts
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory
from tests.reports.board.test_pages import CASES

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_paper(monkeypatch):
    monkeypatch.setattr("reports.board.printing.render_pdf", lambda html: b"%PDF-1.7")


@pytest.fixture
def weald(db):
    return trusts.trust()


def opened(person, slug="weald"):
    return sign_in(Client(), person).get(f"/trust/{slug}/")


def row(page, key, words):
    [table] = [each for each in page.context["tables"] if each["key"] == key]
    [found] = [each for each in table["rows"] if each["words"] == words]
    return [cell["words"] for cell in found["cells"]], found["together"]


@pytest.fixture
def two(weald):
    """420 and 60 children; the third has published nothing."""
    big = trusts.school_of(weald, "Ash", 420)
    small = trusts.school_of(weald, "Birch", 60, seed=2)
    trusts.school_of(weald, "Cedar")
    return big, small


def test_published_figures_stand_beside_each_other_and_are_added_as_said(weald, two):
    page = opened(trusts.lead(weald))
    assert row(page, "provision-0", "All children") == (["420", "60"], "480")
    cells, together = row(page, "provision-0", "EHC plan")
    assert cells == ["20", "0–7"] and together == "20, and 0–7 at 1 school"


def test_disagreements_are_added_as_each_school_said_them(weald):
    """Ten children at the one; three at the other, which says no number."""
    for name, number in (("Ash", 10), ("Birch", 3)):
        school = trusts.school_of(weald, name)
        senco = member(school, "senco")
        board.disagreed(board.filled(school, 60, senco)[:number], senco)
        board.term(school)
        board.published(school, senco, member(school, "head"))
    page = opened(trusts.lead(weald))
    cells, together = row(page, "disagreements-0", "A family disagreed")
    assert cells == ["10", "0–7"] and together == "10, and 0–7 at 1 school"


def test_rows_that_are_small_everywhere_are_one_sentence(weald, two):
    page = opened(trusts.lead(weald))
    [types] = [each for each in page.context["tables"] if each["key"] == "type-0"]
    assert "Down syndrome" in types["small"]
    assert "Down syndrome" not in [row["words"] for row in types["rows"]]


def test_a_school_without_a_report_is_said_so(weald, two):
    page = opened(trusts.lead(weald)).content.decode()
    cedar = page.split("Cedar</th>")[1].split("</tr>")[0]
    assert "Nothing published yet. Its figures are in no table below." in cedar
    assert 'class="figure">Cedar' not in page


def test_a_draft_and_what_happened_since_are_not_read(weald, two):
    big, _ = two
    lead = trusts.lead(weald)
    before = opened(lead).context["tables"]
    for _ in range(30):
        PupilFactory(school=big)
    trusts.another_term(big)
    board.confirmed(big, member(big, "senco"), member(big, "head"))
    assert opened(lead).context["tables"] == before


def test_the_newest_published_report_counts(weald):
    school = trusts.school_of(weald, "Ash", 60)
    trusts.another_term(school)
    board.published(school, member(school, "senco"), member(school, "head"))
    first, second = services.BoardEdition.objects.order_by("pk")
    lead = trusts.lead(weald)
    assert opened(lead).context["schools"][0]["url"] == second.get_absolute_url()
    services.BoardEdition.objects.filter(pk=first.pk).update(
        starts_on=second.starts_on + timedelta(days=1), ends_on=second.ends_on
    )
    assert opened(lead).context["schools"][0]["url"] == first.get_absolute_url()


def test_it_reads_no_case_in_few_questions(weald, two):
    client = sign_in(Client(), trusts.lead(weald))
    with CaptureQueriesContext(connection) as asked:
        client.get("/trust/weald/")
    assert [q["sql"] for q in asked if CASES.search(q["sql"])] == []


def test_each_school_finds_in_its_own_log_that_its_report_was_read(weald, two):
    lead = trusts.lead(weald)
    opened(lead)
    found = Event.objects.filter(actor_id=lead.pk, verb="boardedition.read")
    assert dict(found.values_list("school_id", "object_id")) == {
        school.pk: school.board_editions.get().pk for school in two
    }


@pytest.mark.parametrize("schools", [10, 40])
def test_it_asks_as_often_with_any_number_of_schools(weald, schools, at_most):
    first = trusts.school_of(weald, "Ash", 60)
    copy_of = first.board_editions.get().issued
    for number in range(schools - 1):
        trusts.copied(copy_of, trusts.school_of(weald, f"School {number:02}"))
    client = sign_in(Client(), trusts.lead(weald))
    with at_most(8):
        page = client.get("/trust/weald/")
    assert len(page.context["tables"][0]["schools"]) == schools


def test_a_figure_that_is_kept_back_keeps_the_sum_back():
    assert comparing.together([Shown(20), Shown(None, is_hidden=True)]) == "not shown"
    assert comparing.together([Shown(20), Shown(None)]) == "20, and 0–7 at 1 school"
    assert comparing.together([]) == "–"


def test_what_is_kept_back_is_not_said_to_be_small():
    small, hidden = Shown(None), Shown(None, is_hidden=True)
    assert not comparing.is_said({"shown": small}) and not comparing.is_said({"shown": None})
    assert comparing.is_said({"shown": hidden}) and comparing.is_said({"shown": Shown(10)})


def test_another_trust_and_another_role_find_nothing(weald, two):
    other = trusts.trust("Other", "other")
    trusts.school_of(other, "Elm")
    assert opened(trusts.lead(other)).status_code == 404
    assert opened(trusts.lead(weald), "other").status_code == 404
    assert opened(trusts.lead(weald), "nowhere").status_code == 404
    for role in ("senco", "head", "governor", "office", "teacher"):
        assert opened(member(two[0], role)).status_code == 404


def test_from_the_reports_of_a_school_to_its_trust(weald, two):
    client = sign_in(Client(), trusts.lead(weald))
    assert (
        f'href="/{two[0].slug}/trust/"' in client.get(f"/{two[0].slug}/reports/").content.decode()
    )
    assert client.get(f"/{two[0].slug}/trust/")["Location"] == "/trust/weald/"


def test_no_name_of_a_child_stands_there(weald, two):
    words = opened(trusts.lead(weald)).content.decode()
    assert not re.search("Zebulon|Quillfeather", words)
