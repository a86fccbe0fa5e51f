"""What came is read, decided point by point, used, given as far as it may be, and told."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from agencies.deadlines import DECIDE, EXPECT, TELL
from agencies.models import Advice, Recommendation
from agencies.services import advising, asking, deciding, ending, informing
from iep.reviews import beside
from letters import services as letters
from letters.models import Letter
from pupils.consents import services as consents
from pupils.leaving import come_back
from pupils.models import ChronologyEntry, Document
from pupils.papers import Paper
from reminders.models import Deadline
from reminders.recount import differences
from sendcase import moment
from sendcase.edits import IllegalMove, Stale
from tests.factories.agencies import AgencyFactory, advised
from tests.factories.iep import PlanFactory
from tests.factories.pupils import PupilFactory

A_PDF = Paper(b"%PDF-1.7 stands for the report %%EOF", "application/pdf")
DAY = timedelta(days=1)


def due(case, kind):
    rows = Deadline.objects.open().filter(kind=kind, pupil=case.pupil)
    return list(rows.values_list("object_id", "due_on"))


def decide(case, row, decision="adopted", kind="strategy", **fields):
    return deciding.decide(row=row, decision=decision, kind=kind, by=case.senco, **fields)


@pytest.fixture
def with_agency(case):
    """The mother agreed and the agency was asked."""
    asking.rest_on(row=case.row, consent=case.agree(), by=case.senco)
    today = moment.today()
    case.row.refresh_from_db()
    case.row = asking.ask(row=case.row, asked_on=today, asked_how="Form", by=case.senco,
                          expected_by=today + 42 * DAY)  # fmt: skip
    return case


@pytest.fixture
def advice(with_agency):
    return advised(with_agency.pupil, with_agency.senco, row=with_agency.row, paper=A_PDF)


def test_what_came_opens_two_duties_and_ends_the_waiting(with_agency, advice):
    case = with_agency
    assert due(case, EXPECT) == []
    assert due(case, DECIDE) == due(case, TELL) == [(advice.pk, date(2026, 3, 16))]
    case.row.refresh_from_db()
    assert case.row.state == "advised"
    assert [each.words for each in advice.recommendations.all()] == [
        "Short steps with pictures", "A quiet place to read",
    ]  # fmt: skip
    paper = Document.objects.get(pk=advice.paper_id)
    assert (paper.needs, paper.pupil) == ("agency_view", case.pupil)
    assert differences(case.school.pk) == []


def test_each_point_is_decided_with_its_reason(with_agency, advice):
    case, (first, second) = with_agency, advice.recommendations.all()
    for wrong in ({"decision": "adapted", "our_words": "Cards"}, {"decision": "declined"},
                  {"decision": "adapted", "reason": "No room"}, {"decision": "open"}):  # fmt: skip
        with pytest.raises(IllegalMove):
            decide(case, first, **wrong)
    decide(case, first)
    assert due(case, DECIDE) != []
    row = decide(case, second, "declined", reason="There is no such room.")
    assert (row.decided_by, row.our_words, due(case, DECIDE)) == (case.senco, "", [])
    assert differences(case.school.pk) == []
    # Said again, the later words stand; a row somebody else saved is not overwritten.
    with pytest.raises(Stale):
        decide(case, second, version=1)
    row = decide(case, row, "adapted", reason="Small.", our_words="A corner.", version=row.version)
    assert row.what_we_do == "A corner."


def test_the_database_refuses_what_the_service_refuses(advice):
    rows = Recommendation.objects.filter(advice=advice)
    now = moment.now()
    decided = {"decided_by": advice.recorded_by, "decided_at": now}
    for wrong in ({"decision": "adopted"}, {"decision": "declined", **decided},
                  {"given_at": now, "given_by": advice.recorded_by},
                  {"decision": "adapted", "reason": "x", **decided}):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)


def test_it_is_linked_to_the_target_that_uses_it_and_stands_beside_it(with_agency, advice):
    case, point = with_agency, advice.recommendations.first()
    plan = PlanFactory(pupil=case.pupil, lead=case.teacher)
    target = plan.targets.first()
    strange = PlanFactory(pupil=PupilFactory(school=case.school)).targets.first()
    with pytest.raises(IllegalMove, match="another child"):
        decide(case, point, target=strange)
    decide(case, point, target=target)
    lines = beside.lines(case.senco, plan)
    assert [line.text for line in lines[target.pk]] == ["Short steps with pictures"]
    assert beside.lines(case.teacher, plan) == {}
    point.refresh_from_db()
    decide(case, point, target=target, gives=True)
    assert len(beside.lines(case.teacher, plan)[target.pk]) == 1
    # Not taken up after all: it points nowhere and is given to nobody.
    point.refresh_from_db()
    row = decide(case, point, "declined", reason="It did not help.", target=target)
    assert (row.target, row.given_at) == (None, None)


def test_only_targets_and_strategies_in_use_are_given_and_without_a_name(with_agency, advice):
    case, (first, second) = with_agency, advice.recommendations.all()
    for kind in ("provision", "other"):
        with pytest.raises(IllegalMove, match="Only targets and strategies"):
            decide(case, first, kind=kind, gives=True)
    with pytest.raises(IllegalMove, match="Only targets and strategies"):
        decide(case, first, "declined", reason="No.", gives=True)
    decide(case, first, "adapted", reason="Fits us", our_words="Picture cards", gives=True)
    decide(case, second)

    [given] = Recommendation.objects.given_to(case.teacher)
    assert given.what_we_do == "Picture cards"
    line = ChronologyEntry.objects.visible_to(case.teacher).get(needs="advice_given")
    assert case.agency.name not in line.summary
    assert not Advice.objects.visible_to(case.teacher).exists()
    assert not Document.objects.visible_to(case.teacher).filter(pk=advice.paper_id).exists()


def test_our_letter_tells_the_family_when_it_is_sent(with_agency, advice):
    case = with_agency
    [letter] = informing.write(advice=advice, words="Short steps help.", our_steps="Cards.",
                               by=case.senco)  # fmt: skip
    assert letter.attachments.count() == 0 and due(case, TELL) != []
    letters.issue(letter=letters.approve(letter=letter, by=case.senco), by=case.senco)

    advice.refresh_from_db()
    assert (advice.told, advice.told_on, advice.told_how) == (
        "told", moment.today(), f"By our letter L{letter.pk}"
    )  # fmt: skip
    assert due(case, TELL) == [] and differences(case.school.pk) == []
    with pytest.raises(IllegalMove, match="told already"):
        informing.told(advice=advice, on=moment.today(), how="Meeting", by=case.senco)


def test_told_by_word_and_never_before_it_came(with_agency, advice):
    case = with_agency
    with pytest.raises(IllegalMove, match="before the day"):
        informing.told(advice=advice, on=moment.today() - DAY, how="Meeting", by=case.senco)
    row = informing.told(advice=advice, on=moment.today(), how="At a meeting", by=case.senco)
    assert (row.told, due(case, TELL)) == ("told", [])


def test_for_the_child_s_safety_they_are_not_told_and_the_letter_is_taken_back(with_agency, advice):
    case = with_agency
    [letter] = informing.write(advice=advice, words="…", our_steps="…", by=case.senco)
    with pytest.raises(IllegalMove, match="Say why"):
        informing.not_told(advice=advice, why=" ", by=case.senco)
    row = informing.not_told(advice=advice, why="The lead decided.", by=case.senco)
    assert (row.told, due(case, TELL)) == ("not", [])
    assert Letter.objects.get(pk=letter.pk).state == "withdrawn"
    # Told after all, once it is safe.
    row = informing.told(advice=row, on=moment.today(), how="With the lead", by=case.senco)
    assert row.told == "told" and differences(case.school.pk) == []


def test_what_the_family_is_not_told_is_given_without_a_line_in_the_story(with_agency, advice):
    case = with_agency
    informing.not_told(advice=advice, why="The lead decided.", by=case.senco)
    decide(case, advice.recommendations.first(), gives=True)
    assert Recommendation.objects.given_to(case.teacher).count() == 1
    assert not ChronologyEntry.objects.filter(needs="advice_given").exists()


def test_a_report_that_came_by_itself_has_the_same_duties(case):
    row = advising.receive_unasked(
        pupil=case.pupil, agency=case.agency, received_on=moment.today(), from_whom="Dr P. Okonjo",
        by=case.senco, paper=A_PDF,
    )  # fmt: skip
    assert row.request is None and due(case, DECIDE) == []  # read, and no point written out
    advising.add_points(advice=row, points=["Sit near the board"], by=case.senco)
    assert len(due(case, DECIDE)) == len(due(case, TELL)) == 1
    assert differences(case.school.pk) == []
    elsewhere = AgencyFactory()
    with pytest.raises(IllegalMove, match="directory"):
        advising.receive_unasked(pupil=case.pupil, agency=elsewhere, received_on=moment.today(),
                                 from_whom="x", by=case.senco, summary="x")  # fmt: skip


def test_nothing_empty_nothing_endless_and_nothing_before_it_was_asked(with_agency):
    case = with_agency
    given = {"row": case.row, "by": case.senco, "from_whom": "Ms K. Lowe"}
    today = moment.today()
    for wrong in (
        {"received_on": today},
        {"received_on": today - DAY, "summary": "x"},
        {"received_on": today + DAY, "summary": "x"},
        {"received_on": today, "summary": "x", "points": ["y"] * 31},
        {"received_on": today, "summary": "x", "points": ["y" * 801]},
    ):
        with pytest.raises(IllegalMove):
            advising.receive(**given, **wrong)
    assert not Advice.objects.exists()


def test_advice_that_came_stays_due_when_the_agreement_is_taken_back(with_agency, advice):
    case = with_agency
    consents.withdraw(consent=case.row.consent, on=moment.today(), withdrawn_by="Leila",
                      how="By phone", by=case.senco)  # fmt: skip
    assert len(due(case, DECIDE)) == len(due(case, TELL)) == 1
    with pytest.raises(IllegalMove, match="it was stopped"):
        advised(case.pupil, case.senco, row=case.row)


def test_who_comes_back_finds_what_is_still_due(with_agency, advice):
    case = with_agency
    Deadline.objects.filter(pupil=case.pupil).update(state="dropped", closed_at=moment.now())
    come_back(case.pupil, case.senco)
    assert len(due(case, DECIDE)) == len(due(case, TELL)) == 1


def test_the_work_is_over_and_what_it_brought_stays(with_agency, advice):
    case = with_agency
    case.row.refresh_from_db()
    row = ending.close(row=case.row, by=case.senco)
    assert row.state == "closed" and len(due(case, DECIDE)) == 1
    assert differences(case.school.pk) == []
