"""The register on any day: what was true then, who it was, what is not known, who may look."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.test import Client

from audit.models import Event
from sendcase import moment
from tests.factories.people import UserFactory, member, sign_in
from tests.factories.pupils import PupilFactory
from tests.factories.register import placed

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TODAY = moment.today()


def ago(days) -> str:
    return (TODAY - days * DAY).isoformat()


@pytest.fixture
def told(school):
    """Amina had support and has a plan since; Bela left; Chen came; Dora always had support."""
    by, old = UserFactory(), {"school": school, "admitted_on": TODAY - 700 * DAY}
    amina = PupilFactory(**old, legal_first_name="Amina", sex="F")
    placed(amina, "sen-support", by=by, on=TODAY - 400 * DAY)
    placed(amina, "ehc-plan", by=by, on=TODAY - 50 * DAY)
    bela = PupilFactory(**old, legal_first_name="Bela", sex="M", left_on=TODAY - 60 * DAY)
    placed(bela, "sen-support", by=by, on=TODAY - 400 * DAY)
    chen = PupilFactory(school=school, legal_first_name="Chen", admitted_on=TODAY - 20 * DAY)
    placed(chen, "sen-support", by=by, on=TODAY - 10 * DAY)
    dora = PupilFactory(**old, legal_first_name="Dora", sex="F")
    placed(dora, "sen-support", by=by, on=TODAY - 400 * DAY)
    other = PupilFactory(legal_first_name="Elsewhere")
    placed(other, "sen-support", by=by, on=TODAY - 400 * DAY)
    return school


def opened(school, query="", role="senco", path="past/"):
    client = sign_in(Client(), member(school, role))
    return client.get(f"/{school.slug}/{path}?{query}")


def row_of(response, table, words) -> list[str]:
    [found] = [each for each in response.context["tables"] if each["key"] == table]
    [row] = [row for row in found["rows"] if row["words"] == words]
    return [cell["words"] if cell["count"] is None else str(cell["count"]) for cell in row["cells"]]


def names(response) -> list[str]:
    return [row["name"].split()[0] for row in response.context["rows"]]


def test_a_past_day_shows_what_was_true_then(told):
    then = opened(told, f"on={ago(100)}")
    assert row_of(then, "provision", "SEN support") == ["3"]
    assert row_of(then, "provision", "EHC plan") == ["0"]
    now = opened(told)
    assert row_of(now, "provision", "SEN support") == ["2"]
    assert row_of(now, "provision", "EHC plan") == ["1"]


@pytest.mark.parametrize("query", [f"on={ago(100)}&beside={ago(0)}", f"beside={ago(100)}"])
def test_two_days_stand_beside_each_other_with_what_changed(told, query):
    page = opened(told, query)
    assert row_of(page, "provision", "SEN support") == ["3", "2", "−1"]
    assert row_of(page, "provision", "EHC plan") == ["0", "1", "+1"]
    assert row_of(page, "sex", "Girls") == ["2", "1", "−1", "0", "1", "+1"]
    assert row_of(page, "movement", "Left the school") == ["1"]
    assert row_of(page, "movement", "Moved to more support") == ["1"]


def test_each_figure_leads_to_its_children_as_they_stood(told):
    page = opened(told, f"on={ago(100)}&beside={ago(0)}")
    cells = [
        (cell["query"], cell["count"])
        for table in page.context["tables"] for row in table["rows"] for cell in row["cells"]
        if cell.get("query")
    ]  # fmt: skip
    assert len(cells) > 20
    client = sign_in(Client(), member(told, "head"))
    for query, count in cells:
        behind = client.get(f"/{told.slug}/past/children/?{query}")
        assert behind.context["count"] == count, query
    was = opened(told, f"on={ago(100)}&table=provision&row=SEN support", path="past/children/")
    assert sorted(names(was)) == ["Amina", "Bela", "Dora"]
    [amina] = [row for row in was.context["rows"] if row["name"].startswith("Amina")]
    assert (amina["code"], amina["need"] != "") == ("K", True)


def test_who_left_stands_behind_the_move_and_is_said_not_to_be_here(told):
    query = f"on={ago(0)}&beside={ago(100)}&table=movement&row=Left the school"
    [bela] = opened(told, query, path="past/children/").context["rows"]
    assert bela["name"].startswith("Bela") and bela["stage"] == "Not here"


def test_what_has_no_history_is_said_at_its_table(told):
    then, now = opened(told, f"on={ago(100)}"), opened(told)
    assert "no earlier value of this is kept" in then.content.decode()
    assert "no earlier value of this is kept" not in now.content.decode()
    by_key = {table["key"]: table["notes"] for table in then.context["tables"]}
    assert by_key["sex"] and by_key["year"] and not by_key["provision"]
    beside = opened(told, f"on={ago(0)}&beside={ago(100)}")
    assert "no earlier value of this is kept" in beside.content.decode()


def test_before_the_first_record_it_says_so_and_shows_no_figure(told):
    for query in (f"on={ago(401)}", f"on={ago(0)}&beside={ago(401)}"):
        page = opened(told, query)
        assert page.context["tables"] == []
        assert "The first dated record of this school is of" in page.content.decode()
    assert opened(told, f"on={ago(400)}").context["tables"]


def test_a_school_without_records_says_so(school):
    page = opened(school)
    assert "No dated record of any child is kept here yet" in page.content.decode()


@pytest.mark.parametrize("asked", ["on=x", "on=2999-01-01", f"on={ago(-1)}", "beside=31/2/2026"])
def test_a_day_that_cannot_be_is_a_field_error(told, asked):
    page = opened(told, asked)
    assert page.status_code == 200 and "There is something to put right" in page.content.decode()
    assert "tables" not in page.context
    assert opened(told, asked, path="past/children/").status_code == 400


def test_a_row_that_is_none_of_ours_shows_nobody(told):
    page = opened(told, "table=<b>&row=<script>&column=x", path="past/children/")
    assert page.context["count"] == 0 and b"<script>" not in page.content.split(b"<main")[1]


def test_the_file_says_the_figures_and_is_noted(told):
    client = sign_in(Client(), member(told, "senco"))
    answer = client.get(f"/{told.slug}/past/as/csv/?on={ago(0)}&beside={ago(100)}")
    text = b"".join(answer.streaming_content).decode().lstrip("\ufeff")
    rows = [row for row in csv.reader(StringIO(text)) if row[:2] == ["Support and plans",
                                                                     "SEN support"]]  # fmt: skip
    assert rows == [["Support and plans", "SEN support", "Children", "3", "2", "−1", ""]]
    said = Event.objects.get(verb="school.downloaded").detail.text
    assert said == {"list": "The register on a day", "on": ago(0), "beside": ago(100),
                    "file": "csv", "rows": len(text.splitlines()) - 1}  # fmt: skip


def test_the_file_of_children_names_them_and_nobody_else(told):
    client = sign_in(Client(), member(told, "head"))
    query = f"on={ago(100)}&table=provision&row=SEN support"
    answer = client.get(f"/{told.slug}/past/children/as/csv/?{query}")
    text = b"".join(answer.streaming_content).decode()
    assert "Bela" in text and "Chen" not in text and "Elsewhere" not in text
    assert client.get(f"/{told.slug}/past/children/as/pdf/?{query}").status_code == 404


@pytest.mark.parametrize("path", ["past/", "past/children/"])
def test_more_than_a_file_takes_goes_back_to_the_page_and_nothing_is_taken(told, path, monkeypatch):
    monkeypatch.setattr("schools.sheets.MOST_ROWS", 2)
    client = sign_in(Client(), member(told, "senco"))
    query = f"?on={ago(100)}&table=provision&row=SEN%20support"

    answer = client.get(f"/{told.slug}/{path}as/csv/{query}", follow=True)

    assert answer.redirect_chain[0][0].startswith(f"/{told.slug}/{path}?on=")
    assert "too many for one file" in answer.content.decode()
    assert not Event.objects.filter(verb="school.downloaded").exists()


@pytest.mark.parametrize("role", ["teacher", "support", "governor", "office"])
@pytest.mark.parametrize("path", ["past/", "past/children/", "past/as/csv/"])
def test_for_nobody_else_is_it_there(told, role, path):
    assert opened(told, role=role, path=path).status_code == 404


@pytest.mark.parametrize("size", [10, 200])
def test_it_asks_as_often_at_any_size(school, size, at_most):
    PupilFactory.create_batch(size, school=school, admitted_on=TODAY - 500 * DAY)
    for row in school.pupils.all()[: size // 2]:
        placed(row, on=TODAY - 400 * DAY)
    client = sign_in(Client(), member(school, "senco"))
    with at_most(27):
        page = client.get(f"/{school.slug}/past/?beside={ago(100)}")
    assert page.context["tables"]
    with at_most(20):
        rows = client.get(f"/{school.slug}/past/children/?table=register&row=All children")
    assert rows.context["count"] == size and len(rows.context["rows"]) == min(size, 50)
