"""An edition from its opening until it is published: two people, frozen, one for each term."""

import pytest
from django.db import IntegrityError, connection, transaction

from audit.models import Event
from reports.board import files, services
from reports.board.models import BoardEdition, BoardVersion
from sendcase.edits import IllegalMove, Stale
from sendcase.frozen.services import content_of, is_whole
from tests.factories import board
from tests.factories.people import member
from tests.factories.pupils import PupilFactory
from tests.reports.board.conftest import PAPER

pytestmark = pytest.mark.django_db
State = BoardEdition.State


def test_a_term_has_one_edition_however_often_it_is_begun(case):
    first = services.begin(school=case.school, by=case.senco)
    assert services.begin(school=case.school, by=case.senco) == first
    assert BoardEdition.objects.count() == 1


def test_a_term_that_is_entered_anew_has_no_second_report(case):
    first = board.published(case.school, case.senco, case.head)
    case.term.delete()
    board.term(case.school, "Autumn term", begun=50)
    assert services.begin(school=case.school, by=case.senco) == first


def test_without_a_term_the_school_is_told_to_enter_one(case):
    case.term.delete()
    with pytest.raises(IllegalMove, match="Enter your terms first"):
        services.begin(school=case.school, by=case.senco)


def test_what_is_published_is_frozen_with_its_paper(case):
    row = board.published(case.school, case.senco, case.head)
    said = content_of(row.issued)
    assert row.state == State.PUBLISHED and is_whole(row.issued)
    assert said["words"]["well"] == board.WORDS["well"]
    assert said["term"]["name"] == case.term.name
    assert files.content(row.issued) == PAPER
    for change in ("content = '{}'", "file = 'other.pdf'", "sha256 = ''"):
        with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
            connection.cursor().execute(f"UPDATE reports_boardversion SET {change}")
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        connection.cursor().execute("DELETE FROM reports_boardversion")


def test_nothing_happens_to_a_published_edition(case):
    row = board.published(case.school, case.senco, case.head)
    for step in (services.confirm, services.take_back, services.publish):
        with pytest.raises(IllegalMove, match="stays as it is"):
            step(edition=row, by=case.head)
    with pytest.raises(IllegalMove, match="put right in the report of the next term"):
        services.write(edition=row, by=case.senco, well="Better.")
    assert BoardVersion.objects.count() == 1


def test_what_is_not_confirmed_is_not_published(case):
    row = board.written(case.school, case.senco)
    with pytest.raises(IllegalMove, match="confirms the words first"):
        services.publish(edition=row, by=case.senco)


def test_the_database_refuses_what_the_states_do_not_have(case):
    row = board.written(case.school, case.senco)
    for wrong in ({"figures": {}}, {"state": "confirmed"}, {"confirmed_by": case.head},
                  {"cells": {}}, {"published_by": case.head}):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            BoardEdition.objects.filter(pk=row.pk).update(**wrong)


def test_whoever_wrote_in_it_does_not_confirm_it(case):
    """Also where somebody else wrote after them."""
    both = member(case.school, "senco")
    both.memberships.create(school=case.school, role="head", from_on="2020-01-01")
    board.written(case.school, both)
    row = board.written(case.school, case.senco, well="Another beginning.")
    with pytest.raises(IllegalMove, match="somebody else confirms it"):
        services.confirm(edition=row, by=both)
    assert services.confirm(edition=row, by=case.head).state == State.CONFIRMED


@pytest.fixture
def asked(monkeypatch) -> list:
    """What was counted or printed."""
    found = []
    for name in ("counting.counted", "printing.pdf"):
        monkeypatch.setattr(f"reports.board.{name}", lambda *given: found.append(given))
    return found


def test_who_may_not_confirm_makes_nobody_count(case, asked):
    """The words, the person, the version, a child who is named by now: the same answer as ever."""
    row = services.begin(school=case.school, by=case.senco)
    with pytest.raises(IllegalMove, match="Nothing is written yet"):
        services.confirm(edition=row, by=case.head)
    seen, row = row.version, board.written(case.school, case.senco, worries="For Perpetua.")
    with pytest.raises(IllegalMove, match="somebody else confirms it"):
        services.confirm(edition=row, by=case.senco)
    with pytest.raises(Stale):
        services.confirm(edition=row, by=case.head, version=seen)
    PupilFactory(school=case.school, legal_first_name="Perpetua")
    with pytest.raises(IllegalMove, match="Perpetua"):
        services.confirm(edition=row, by=case.head)
    assert asked == []


def test_who_may_not_publish_makes_no_paper(case, asked, monkeypatch):
    row = board.written(case.school, case.senco)
    with pytest.raises(IllegalMove, match="confirms the words first"):
        services.publish(edition=row, by=case.senco)
    BoardEdition.objects.update(state="confirmed", confirmed_by=case.head, figures={},
                                confirmed_at="2026-01-01T00:00Z")  # fmt: skip
    with pytest.raises(Stale):
        services.publish(edition=row, by=case.senco, version=row.version - 1)
    monkeypatch.setattr("reports.board.deadlines.is_overtaken", lambda row: True)
    for step in (services.publish, services.confirm):
        with pytest.raises(IllegalMove):
            step(edition=row, by=case.head)
    assert asked == []


def test_words_that_change_while_somebody_counts_are_not_confirmed(case, monkeypatch):
    """Also where nobody said which version they saw."""
    row = board.written(case.school, case.senco)
    count = services.counting.counted

    def counted(*given):
        services.write(edition=row, by=case.senco, well="Words that the head did not read.")
        return count(*given)

    monkeypatch.setattr("reports.board.counting.counted", counted)
    with pytest.raises(Stale):
        services.confirm(edition=row, by=case.head)


def test_an_empty_report_is_not_confirmed(case):
    row = services.begin(school=case.school, by=case.senco)
    with pytest.raises(IllegalMove, match="Nothing is written yet"):
        services.confirm(edition=row, by=case.head)


def test_new_words_take_the_confirmation_away(case):
    row = board.confirmed(case.school, case.senco, case.head)
    assert row.figures and row.confirmed_by == case.head
    row = services.write(edition=row, by=case.senco, well="Other words.")
    assert (row.state, row.confirmed_by, row.figures) == (State.DRAFT, None, None)


def test_what_was_confirmed_is_what_is_published(case):
    """The register changes in between: the head read the figures that go out."""
    pupils = board.filled(case.school, 60, case.senco)
    row = board.confirmed(case.school, case.senco, case.head)
    board.place(pupils[:0], "K", case.senco, None)
    for _ in range(20):
        PupilFactory(school=case.school)
    row = services.publish(edition=row, by=case.head)
    assert content_of(row.issued)["figures"] == row.figures


def test_two_who_press_in_one_moment(case):
    row = board.written(case.school, case.senco)
    services.write(edition=row, version=row.version, by=case.senco, well="First.")
    for step in (services.confirm, services.publish):
        with pytest.raises((Stale, IllegalMove)):
            step(edition=row, version=row.version, by=case.head)
    with pytest.raises(Stale):
        services.write(edition=row, version=row.version, by=case.senco, well="Second.")


def test_a_child_who_is_named_is_named_nowhere(case):
    """Not when it is written; and one who joined since, not when it is confirmed or published."""
    PupilFactory(school=case.school, legal_first_name="Xanthippe")
    with pytest.raises(IllegalMove, match="“Xanthippe” is somebody’s name"):
        board.written(case.school, case.senco, worries="We worry about Xanthippe.")
    row = board.written(case.school, case.senco, worries="We worry about Perpetua.")
    PupilFactory(school=case.school, legal_first_name="Perpetua")
    with pytest.raises(IllegalMove, match="Perpetua"):
        services.confirm(edition=row, by=case.head)
    row = board.confirmed(case.school, case.senco, case.head, worries="And about Zephyrine.")
    PupilFactory(school=case.school, legal_first_name="Zephyrine")
    with pytest.raises(IllegalMove, match="Zephyrine"):
        services.publish(edition=row, by=case.senco)


def test_a_word_that_is_also_a_name_is_asked_about(case):
    PupilFactory(school=case.school, legal_first_name="Grace", legal_last_name="Dell")
    with pytest.raises(IllegalMove, match="“Grace” is also somebody’s name here"):
        board.written(case.school, case.senco, well="Grace was shown by all.")
    row = board.written(case.school, case.senco, well="Grace was shown by all.", asked=["Grace"])
    assert services.confirm(edition=row, by=case.head).well == "Grace was shown by all."


def test_what_the_school_says_of_itself_may_be_said(case):
    """A child has the head’s last name: with a title it is the head’s."""
    type(case.school).objects.update(head_name="Mrs P. Adeyemi", senco_name="Mr J. Whitlock")
    PupilFactory(school=case.school, legal_first_name="Ola", legal_last_name="Adeyemi")
    case.school.refresh_from_db()
    row = board.written(case.school, case.senco, well="Mrs Adeyemi taught a group.")
    assert services.confirm(edition=row, by=case.head).well == "Mrs Adeyemi taught a group."
    with pytest.raises(IllegalMove, match="“Ola” is somebody’s name"):
        board.written(case.school, case.senco, well="Ola Adeyemi was in a group.")


def test_an_earlier_term_is_not_published_after_a_later_one(case):
    old = board.confirmed(case.school, case.senco, case.head)
    case.term.starts_on, case.term.ends_on = "2026-01-05", "2026-03-27"
    case.term.save()
    BoardEdition.objects.update(starts_on="2026-01-05", ends_on="2026-03-27")
    board.term(case.school, "Spring 2027", begun=1)
    board.published(case.school, case.senco, case.head)
    with pytest.raises(IllegalMove, match="later term is published"):
        services.publish(edition=old, by=case.senco)


def test_figures_are_counted_from_the_report_before(case):
    """Confirmed before another one was published: it would be compared with the wrong one."""
    row = board.confirmed(case.school, case.senco, case.head)
    earlier = board.term(case.school, "Before", begun=90, left=-70)
    other = services.BoardEdition.objects.create(
        school=case.school, term=earlier, term_name="Before", starts_on=earlier.starts_on,
        ends_on=earlier.ends_on, opened_by=case.senco, well="Good.", writers=[case.senco.pk],
    )  # fmt: skip
    services.publish(edition=services.confirm(edition=other, by=case.head), by=case.senco)
    with pytest.raises(IllegalMove, match="Take the confirmation back"):
        services.publish(edition=row, by=case.senco)


def test_every_step_is_written_down(case):
    board.published(case.school, case.senco, case.head)
    verbs = Event.objects.filter(verb__startswith="board_report.").values_list("verb", "actor_id")
    assert list(verbs.order_by("pk")) == [
        ("board_report.opened", case.senco.pk), ("board_report.written", case.senco.pk),
        ("board_report.confirmed", case.head.pk), ("board_report.published", case.senco.pk),
    ]  # fmt: skip


def test_a_paper_that_was_changed_is_not_given_out(case, settings):
    row = board.published(case.school, case.senco, case.head)
    with row.issued.file.storage.open(row.issued.file.name, "wb") as file:
        file.write(b"%PDF other")
    with pytest.raises(ValueError, match="not the one that was kept"):
        files.content(row.issued)
