"""Published before the term ends, and confirmed soon: opened, moved and closed by the services."""

from datetime import timedelta

import pytest

from reminders.models import Deadline
from reminders.recount import compared
from reports import tasks
from reports.board import deadlines, services
from sendcase import moment
from tests.factories import board

pytestmark = pytest.mark.django_db
TODAY = moment.today()
KINDS = {deadlines.PUBLISH, deadlines.CONFIRM}


def open_now(school) -> dict:
    rows = Deadline.objects.open().filter(school=school, kind__in=KINDS)
    assert not list(compared(school.pk, KINDS))
    return {row.kind: (row.object_id, row.due_on, row.owner_role) for row in rows}


def test_the_report_of_the_term_is_due_two_weeks_before_it_ends(case):
    tasks.board_reports()
    tasks.board_reports()
    assert open_now(case.school) == {
        deadlines.PUBLISH: (case.term.pk, case.term.ends_on - timedelta(days=14), "senco")
    }


def test_a_term_that_is_moved_takes_it_along(case):
    deadlines.keep(case.school.pk)
    case.term.ends_on = case.term.starts_on + timedelta(days=70)
    case.term.save()
    deadlines.keep(case.school.pk)
    [(_, day, _)] = open_now(case.school).values()
    assert day == case.term.ends_on - timedelta(days=14)


def test_words_wait_for_the_head_and_publishing_ends_both(case):
    row = board.written(case.school, case.senco)
    assert open_now(case.school)[deadlines.CONFIRM] == (row.pk, TODAY + timedelta(days=5), "head")
    row = services.confirm(edition=row, by=case.head)
    assert set(open_now(case.school)) == {deadlines.PUBLISH}
    row = services.take_back(edition=row, by=case.head)
    assert set(open_now(case.school)) == KINDS
    row = services.publish(edition=services.confirm(edition=row, by=case.head), by=case.senco)
    assert open_now(case.school) == {}
    assert not Deadline.objects.filter(kind__in=KINDS, state=Deadline.State.DROPPED).exists()


def test_a_term_without_a_report_is_dropped_when_the_next_begins(case):
    deadlines.keep(case.school.pk)
    case.term.starts_on, case.term.ends_on = TODAY - timedelta(days=99), TODAY - timedelta(days=9)
    case.term.save()
    assert open_now_after(case) == {case.term.pk: "open"}  # in the holidays it is late
    after = board.term(case.school, "Spring 2027", begun=0)
    assert open_now_after(case) == {case.term.pk: "dropped", after.pk: "open"}


def open_now_after(case) -> dict:
    deadlines.keep(case.school.pk)
    rows = Deadline.objects.filter(kind=deadlines.PUBLISH)
    return dict(rows.values_list("object_id", "state"))


def test_today_says_it_and_leads_to_it(client, case):
    from tests.factories.people import sign_in

    deadlines.keep(case.school.pk)
    page = sign_in(client, case.senco).get(f"{case.at}/today/").content.decode()
    assert "Publish the governors’ report of this term" in page
    answer = client.get(f"/board-reports/due/{case.term.pk}/")
    assert answer.url == f"{case.at}/board-report/"
