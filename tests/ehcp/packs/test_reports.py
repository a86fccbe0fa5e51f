"""Advice of outside agencies in a pack: the paper, what became of each point, nothing unread."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps

from agencies.models import Advice
from agencies.services import asking, deciding, informing, writing
from ehcp.packs import missing, parts, views_story
from ehcp.packs.case import Case
from ehcp.packs.gathering import around, reports
from letters import services as letters
from pupils.chronology import note
from pupils.models import ChronologyEntry
from pupils.papers import Paper
from sendcase import moment
from tests.factories.agencies import AgencyFactory, advised, asked, begun
from tests.factories.people import sign_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
REPORT = Paper(b"%PDF-1.7 report", "application/pdf")


@pytest.fixture
def advice(case):
    agency = AgencyFactory(school=case.pupil.school, name="Westshire service", kind="psychology")
    row = asked(case.pupil, case.senco, agency)
    return advised(case.pupil, case.senco, row=row, paper=REPORT)


def found_in(case):
    return parts.gather(Case(by=case.senco, request=case.request))


def test_the_paper_and_what_became_of_each_point(case, advice, monkeypatch):
    deciding.decide(row=advice.recommendations.first(), kind="strategy", decision="adapted",
                    reason="Fits us", our_words="Cards", by=case.senco)  # fmt: skip
    seen = []
    monkeypatch.setattr(reports, "sheet", lambda _, title, blocks: seen.append((title, blocks)))
    found = found_in(case)
    part = next(part for part in found if part.key == "reports")
    assert part.is_confidential
    paper, words = found[part]
    assert paper.document == advice.paper and "Educational psychology" in paper.title
    words.pdf()
    [(_, [_, table])] = seen
    assert table.rows[0] == ["Short steps with pictures", "Adapted", "Cards", "Fits us"]
    said = missing.sentences(Case(by=case.senco, request=case.request), found)
    assert "No advice has come." not in said
    assert "No advice of an educational psychologist." not in said


@pytest.mark.parametrize(
    "unread",
    [
        {"read_at": None, "read_by": None},
        {"told": "not", "told_on": moment.today(), "told_how": "The lead decided."},
    ],
)
def test_what_nobody_has_read_and_what_the_family_is_not_told_stays_out(case, advice, unread):
    Advice.objects.update(**unread)
    found = found_in(case)
    assert not next(items for part, items in found.items() if part.key == "reports")
    said = missing.sentences(Case(by=case.senco, request=case.request), found)
    assert "No advice has come." in said


def test_a_letter_that_went_out_on_a_ground_stays_out_with_its_lines(case):
    """The family, who reads the pack, was not asked: for the child's safety."""
    before = set(ChronologyEntry.objects.values_list("pk"))
    row = begun(case.pupil, case.senco, AgencyFactory(school=case.pupil.school))
    row = asking.override(row=row, ground="The lead decided.", by=case.senco)
    [letter] = writing.write(row=row, name="Ms K. Lowe", address="Speech team\n1 Clinic Road",
                             expected_by=moment.today() + 42 * DAY, by=case.senco)  # fmt: skip
    letters.issue(letter=letters.approve(letter=letter, by=case.head), by=case.senco)

    assert not next(items for part, items in found_in(case).items() if part.key == "letters")
    lines = ChronologyEntry.objects.exclude(pk__in=[pk for (pk,) in before])
    assert list(lines.values_list("summary", flat=True)) == []


def test_the_story_in_a_pack_says_nothing_of_advice_the_family_is_not_told(case, advice):
    deciding.decide(row=advice.recommendations.first(), kind="strategy", decision="adopted",
                    gives=True, by=case.senco)  # fmt: skip
    informing.write(advice=advice, words="Short steps.", our_steps="Cards.", by=case.senco)
    told = around.lines(Case(by=case.senco, request=case.request))
    assert told.filter(summary__startswith="Advice came").exists()
    informing.not_told(advice=advice, why="The lead decided.", by=case.senco)
    kept = around.lines(Case(by=case.senco, request=case.request))
    assert not kept.filter(summary__startswith="Advice came").exists()
    assert not kept.filter(needs="advice_given").exists()
    assert not kept.filter(summary__startswith="Letter home withdrawn").exists()


def test_advice_on_a_ground_comes_in_once_the_family_was_told(case):
    row = begun(case.pupil, case.senco, AgencyFactory(school=case.pupil.school))
    row = asking.override(row=row, ground="The lead decided.", by=case.senco)
    row = asking.ask(row=row, asked_on=moment.today(), asked_how="By phone",
                     expected_by=moment.today() + 42 * DAY, by=case.senco)  # fmt: skip
    owed = advised(case.pupil, case.senco, row=row, paper=REPORT)
    asked_for = Case(by=case.senco, request=case.request)
    assert not reports.reports(asked_for)
    informing.told(advice=owed, on=moment.today(), how="With the lead", by=case.senco)
    assert len(reports.reports(asked_for)) == 2


def story_of(case, monkeypatch, browser):
    """(the page, what the paper holds, what the file holds)."""
    seen = []
    monkeypatch.setattr(views_story, "render_pdf", lambda html: seen.append(html) or b"%PDF")
    at = f"/pupils/{case.pupil.pk}/ehc-chronology/"
    assert browser.get(f"{at}print/").status_code == 200
    file = browser.get(f"{at}as/csv/")
    assert file.status_code == 200
    return browser.get(at).content.decode(), seen[0], file.getvalue().decode()


def test_the_print_and_the_file_of_the_story_wait_until_the_family_was_told(
    case, advice, monkeypatch, client
):
    deciding.decide(row=advice.recommendations.first(), kind="strategy", decision="adopted",
                    gives=True, by=case.senco)  # fmt: skip
    browser = sign_in(client, case.senco)
    page, *papers = story_of(case, monkeypatch, browser)
    for words in ("Advice came", "ready to use"):
        assert words in page and not any(words in each for each in papers)
    assert page.count("Not on paper</") == 2 and "has not been told of everything" in page
    assert all("Asked for advice" in each for each in papers)

    informing.told(advice=advice, on=moment.today(), how="At the meeting", by=case.senco)
    page, *papers = story_of(case, monkeypatch, browser)
    assert "Not on paper" not in page
    assert all("Advice came" in each and "ready to use" in each for each in papers)

    Advice.objects.update(told="not", told_how="The lead decided.")
    page, *papers = story_of(case, monkeypatch, browser)
    assert "Advice came" in page and not any("Advice came" in each for each in papers)


def test_old_lines_of_a_letter_or_request_on_a_ground_are_gone(case):
    """Earlier versions wrote them."""
    row = begun(case.pupil, case.senco, AgencyFactory(school=case.pupil.school))
    row = asking.override(row=row, ground="The lead decided.", by=case.senco)
    [letter] = writing.write(row=row, name="Ms K. Lowe", address="Speech team\n1 Clinic Road",
                             expected_by=moment.today() + 42 * DAY, by=case.senco)  # fmt: skip
    other = asked(case.pupil, case.senco, AgencyFactory(school=case.pupil.school))
    for at in (letter, row, other):
        note(case.pupil, "Old line", needs="agency_view", url=at.get_absolute_url())
    import_module("agencies.migrations.0004_no_line_of_a_ground").forwards(apps, None)
    left = ChronologyEntry.objects.filter(summary="Old line")
    assert list(left.values_list("url", flat=True)) == [other.get_absolute_url()]
