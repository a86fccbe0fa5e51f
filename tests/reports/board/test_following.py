"""A term's days are put right, or its row becomes another year's: what its report does."""

from datetime import timedelta

import pytest

from audit.models import Event
from reports.board import deadlines, services
from reports.board.models import BoardEdition
from schools.services import change_term
from sendcase import moment
from tests.factories import board

pytestmark = pytest.mark.django_db


def moved(case, **days):
    term = case.term
    said = {"name": term.name, "starts_on": term.starts_on, "ends_on": term.ends_on} | days
    case.term = change_term(term=term, version=term.version, by=case.senco, **said)


def test_a_draft_is_of_the_days_its_term_has_now(case):
    row = board.written(case.school, case.senco)
    moved(case, ends_on=case.term.ends_on - timedelta(days=10), name="Autumn")
    row.refresh_from_db()
    assert (row.term_name, row.ends_on) == ("Autumn", case.term.ends_on)
    assert Event.objects.filter(verb="board_report.followed", object_id=row.pk).count() == 1


def test_what_was_confirmed_of_other_days_is_confirmed_again(case):
    row = board.confirmed(case.school, case.senco, case.head)
    moved(case, ends_on=case.term.ends_on - timedelta(days=10))
    row.refresh_from_db()
    assert (row.state, row.figures, row.confirmed_by) == ("draft", None, None)
    assert services.confirm(edition=row, by=case.head).state == "confirmed"


def test_last_year_s_row_written_over_has_a_report_of_its_own(case):
    old = board.published(case.school, case.senco, case.head)
    a_year = timedelta(days=364)
    with moment.at(moment.now() + a_year):
        moved(case, starts_on=case.term.starts_on + a_year, ends_on=case.term.ends_on + a_year)
        new = services.begin(school=case.school, by=case.senco)
        assert new.pk != old.pk and new.term == case.term
        assert deadlines.owed(case.school.pk) == case.term
    assert BoardEdition.objects.get(pk=old.pk).term is None


def test_a_last_day_that_was_typed_wrong_takes_no_report_from_the_next_term(case):
    """Found when the report was published already: that one stays as it is."""
    row = board.published(case.school, case.senco, case.head)
    moved(case, ends_on=moment.today() - timedelta(days=8))
    following = board.term(case.school, "Spring", begun=7, left=60)
    deadlines.keep(case.school.pk)
    assert deadlines.owed(case.school.pk) == following
    assert services.begin(school=case.school, by=case.senco).pk != row.pk
