"""Scores of any pupil: from a list, by hand, and on the pupil's page."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from accounts.permissions import Role
from audit.models import Event, EventDetail
from pupils.models import Score
from pupils.roll import services as roll
from pupils.scores import kinds, services
from pupils.scores.models import key_of
from sendcase import moment
from sendcase.edits import IllegalMove
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory
from tests.factories.roll import upn
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class

pytestmark = pytest.mark.django_db
HEADINGS = ["UPN", "Assessment", "Score type", "Score", "Test date", "Form"]
ROW = [upn(1), "NGRT reading", "SAS", "78", "05/10/2026", "Form B"]


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def senco(school):
    return member(school, Role.SENCO)


@pytest.fixture
def pupil(school):
    willow = ClassGroupFactory(school=school, name="3 Willow")
    return PupilFactory(school=school, class_group=willow, upn=upn(1), legal_first_name="Amina")


def sheet(*rows) -> bytes:
    return "\n".join(",".join(row) for row in [HEADINGS, *rows]).encode()


def look(school, by, *rows):
    upload = roll.receive(school=school, by=by, filename="s.csv", data=sheet(*rows), kind="scores")
    return upload, roll.look(upload)


def take(school, by, *rows):
    upload, found = look(school, by, *rows)
    return roll.confirm(upload=upload, digest=found.digest, by=by).result


def noted(pupil, by, **changed):
    facts = {"test": "NGRT reading", "kind": "standardised", "result": "78",
             "taken_on": date(2026, 10, 5)}  # fmt: skip
    return services.record(pupil=pupil, by=by, **facts | changed)


def test_a_list_is_written_once_and_a_result_that_differs_is_corrected(school, senco, pupil):
    assert take(school, senco, ROW) == {"new": 1}
    row = pupil.scores.get()
    assert (row.result, row.kind, row.taken_on, row.source) == (
        "78", "standardised", date(2026, 10, 5), "Form B"
    )  # fmt: skip

    assert take(school, senco, [*ROW[:1], "ngrt  READING", *ROW[2:]]) == {"same": 1}
    _, found = look(school, senco, [*ROW[:3], "87", *ROW[4:]])
    assert found.fates[0].changes == {"result": ("78", "87")}
    assert take(school, senco, [*ROW[:3], "87", *ROW[4:]]) == {"changed": 1}

    assert [each.result for each in Score.objects.all()] == ["87"]
    event = Event.objects.get(verb="score.corrected", pupil_id=pupil.pk)
    assert EventDetail.objects.get(event=event).text == {"result": ["78", "87"]}


@pytest.mark.parametrize(
    ("place", "value", "words"),
    [
        (0, upn(9), "No pupil here"),
        (1, "", "This is missing."),
        (2, "stanine", "Write standardised"),
        (3, "39", "from 40 to 160"),
        (3, "161", "from 40 to 160"),
        (3, "-3", "from 40 to 160"),
        (4, "05/10/2999", "still to come"),
        (4, "05/10/2011", "before the child was born"),
        (4, "31/02/2026", "There is no such day"),
    ],
)
def test_what_cannot_be_is_a_problem_and_nothing_is_written(
    school, senco, pupil, place, value, words
):
    row = [*ROW]
    row[place] = value
    upload, found = look(school, senco, row, [*ROW[:1], "Maths", *ROW[2:]])

    assert words in " ".join(problem.words for problem in found.problems)
    with pytest.raises(IllegalMove):
        roll.confirm(upload=upload, digest=found.digest, by=senco)
    assert not Score.objects.exists()


def test_two_rows_of_one_test_on_one_day_are_a_problem(school, senco, pupil):
    _, found = look(school, senco, ROW, [*ROW[:3], "80", *ROW[4:]])
    assert "Two rows" in found.problems[0].words


def test_another_school_s_pupil_is_nobody_here(school, senco):
    PupilFactory(school=SchoolFactory(), upn=upn(1))
    assert look(school, senco, ROW)[1].counts == {"problem": 1}


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        ("standardised", "103", "103"), ("standardised", "102.5", "102.5"),
        ("scaled", "80", "80"), ("age", "7:06", "7 years 6 months"),
        ("age", "90", "7 years 6 months"),
        ("age", "7y 6m", "7 years 6 months"), ("raw", "0", "0"), ("word", "Working towards",
        "Working towards"),
    ],
)  # fmt: skip
def test_results_are_read_and_shown_as_schools_write_them(kind, text, shown):
    assert kinds.words(kind, *kinds.read(kind, text)) == shown


@pytest.mark.parametrize(
    ("kind", "text"),
    [("scaled", "79"), ("scaled", "121"), ("age", "7.06"), ("age", "7:12"), ("age", "300"),
     ("raw", "1001"), ("raw", "10000"), ("raw", "many"), ("word", "x" * 61),
     ("standardised", "١٠٣٣٣")],
)  # fmt: skip
def test_a_result_that_cannot_be_is_refused(kind, text):
    with pytest.raises(ValidationError):
        kinds.read(kind, text)


def test_the_database_keeps_one_result_of_a_test_a_day_and_no_impossible_one(senco, pupil):
    row = noted(pupil, senco)
    with pytest.raises(IllegalMove, match="already: 78"):
        noted(pupil, senco, test="ngrt reading", result="90")
    row.pk = row._state.adding = None
    row.uid, row.tenths, row.taken_on = None, 1601, date(2026, 10, 6)
    with pytest.raises(IntegrityError):
        Score.objects.bulk_create([Score(**facts(row))])


def facts(row):
    names = ("school_id", "pupil_id", "test", "kind", "tenths", "taken_on", "recorded_by_id")
    return {name: getattr(row, name) for name in names} | {"test_key": key_of(row.test)}


def test_a_teacher_writes_one_down_and_puts_it_right(client, school, senco, pupil):
    teacher = member(school, Role.TEACHER)
    hold_class(teacher, pupil.class_group)
    page, at = sign_in(client, teacher), f"/pupils/{pupil.pk}/scores/"
    said = {"test": "Maths", "kind": "scaled", "result": "95", "taken_on": "2026-10-05"}

    assert (
        b"before the child was born"
        in page.post(f"{at}new/", said | {"taken_on": "2010-01-01"}).content
    )
    assert page.post(f"{at}new/", said).url == at
    row = pupil.scores.get()
    assert page.post(f"/scores/{row.pk}/edit/", said | {"result": "96", "version": 1}).url == at
    assert page.post(f"/scores/{row.pk}/edit/", said | {"version": 1}).status_code == 409
    row.refresh_from_db()
    assert (row.result, row.recorded_by) == ("96", teacher)


def test_the_tab_shows_the_newest_first_with_a_chart_and_asks_little(client, senco, pupil, at_most):
    today = moment.today()
    other = PupilFactory(school=pupil.school)
    noted(other, senco, test="Somebody else’s test")
    for n in range(45):
        noted(pupil, senco, result=str(70 + n), taken_on=today - timedelta(days=50 - n))
    page = sign_in(client, senco)
    page.get(f"/pupils/{pupil.pk}/scores/")
    with at_most(24):
        shown = page.get(f"/pupils/{pupil.pk}/scores/").content.decode()

    assert shown.index('<td data-label="Result" dir="auto">114') < shown.index(">113<")
    assert '<svg role="img"' in shown and "style=" not in shown.split("<svg")[1].split("</svg")[0]
    assert "Somebody else’s test" not in shown
