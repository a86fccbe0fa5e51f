"""Joining and leaving: who is on the page, what is due when, and what ends with the day."""

from datetime import date, datetime, timedelta

import pytest

from accounts.permissions import Role
from iep.moves import beginning, candidates, services
from iep.moves.models import MoveTask, SchoolMove
from iep.tasks import transitions
from pupils import services as pupils
from pupils.models import Pupil
from reminders import recount
from reminders.models import Deadline
from schools.models import Membership, Term
from sendcase import edits, moment
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory
from tests.factories.register import placed
from tests.factories.schools import hold_class
from tests.iep.posting import inputs, queries

pytestmark = pytest.mark.django_db
NOVEMBER = datetime(2026, 11, 25, 9, tzinfo=moment.LONDON)


@pytest.fixture(autouse=True)
def in_november():
    with moment.at(NOVEMBER):
        yield


@pytest.fixture
def terms(school):
    for name, first, last in [
        ("Autumn", date(2026, 9, 1), date(2026, 12, 18)),
        ("Spring", date(2027, 1, 4), date(2027, 3, 25)),
        ("Summer", date(2027, 4, 12), date(2027, 7, 21)),
    ]:
        Term.objects.create(school=school, name=name, starts_on=first, ends_on=last)


@pytest.fixture
def leaver(case):
    """On the register, in the oldest year of the school."""
    pupil = PupilFactory(school=case.school, class_group=case.klass, year="6")
    placed(pupil, by=case.senco)
    return pupil


def joiner(case, **fields):
    given = {
        "legal_first_name": "Zofia", "legal_last_name": "Nowak", "born_on": date(2023, 5, 1),
        "year": "R", "admitted_on": date(2027, 9, 2), "setting": "Little Acorns",
    }  # fmt: skip
    return services.add_joiner(school=case.school, by=case.senco, **given | fields)


def shown(client, case, person=None, **asked):
    sign_in(client, person or case.senco)
    return client.get(f"/{case.school.slug}/moves/", asked).content.decode()


def proved(case) -> int:
    """The table of deadlines equals the records; how many tasks stand in it."""
    lines = recount.differences(case.school.pk)
    assert [line for line in lines if line.startswith("move-")] == []
    return Deadline.objects.filter(kind__startswith="move-").open().count()


def test_a_joiner_is_a_pupil_with_a_first_day_ahead_and_four_tasks_by_the_end_of_spring(
    client, case, terms
):
    sign_in(client, case.senco)
    address = f"/{case.school.slug}/moves/new/"
    body = inputs(client.get(address).content.decode()) | {
        "legal_first_name": "Zofia", "legal_last_name": "Nowak", "born_on": "2023-05-01",
        "year": "R", "admitted_on": "2027-09-02", "setting": "Little Acorns", "sen_known": "yes",
        "who_to_call": "Mrs Lee", "about": "Speech therapy since 2025.",
    }  # fmt: skip
    page = client.post(address, body)
    client.post(address, body)  # the same form twice is one child
    pupil = Pupil.objects.get(legal_first_name="Zofia")
    move = pupil.moves.get()
    assert page.url == move.get_absolute_url()
    assert (move.direction, move.year, move.setting) == ("joining", 2026, "Little Acorns")
    assert {task.due_on for task in move.tasks.all()} == {date(2027, 3, 25)}
    assert proved(case) == 4
    said = shown(client, case)
    assert "Zofia Nowak" in said and "0 of 4 done" in said and "Little Acorns" in said


def test_who_comes_or_goes_sooner_has_the_tasks_sooner(case, leaver, terms):
    soon = joiner(case, admitted_on=date(2027, 1, 11))
    assert {task.due_on for task in soon.tasks.all()} == {date(2027, 1, 11)}
    pupils.leave(pupil=leaver, on=date(2026, 12, 18), by=case.senco)
    leaver.refresh_from_db()
    gone = services.start_move(pupil=leaver, direction="leaving", by=case.senco)
    assert {task.due_on for task in gone.tasks.all()} == {date(2026, 12, 18)}


@pytest.mark.parametrize(
    ("years", "leave"),
    [
        (["R", "1", "2"], ["2"]),
        (["R", "3", "6"], ["6"]),
        (["7", "11"], ["11"]),
        (["9", "11", "13"], ["11", "13"]),
        (["10", "11", "14"], ["11", "14"]),
        (["X"], []),
    ],
)
def test_the_oldest_year_leaves_and_year_11_where_the_school_goes_beyond(school, years, leave):
    for year in years:
        PupilFactory(school=school, year=year)
    found = Pupil.objects.filter(candidates.in_leaving_years(school), school=school)
    assert sorted(pupil.year for pupil in found) == leave


@pytest.mark.parametrize(
    "day", [date(2027, 1, 1), date(2027, 1, 11), date(2027, 3, 28), date(2027, 8, 30)]
)
def test_today_keeps_its_queries_while_leavers_have_no_list(client, case, leaver, at_most, day):
    address = f"/{case.school.slug}/today/"
    with moment.at(datetime.combine(day, NOVEMBER.timetz())):
        sign_in(client, case.senco)
        transitions()
        said = client.get(address).content.decode()
        assert ("Begin the lists of those who leave" in said) is (day >= date(2027, 1, 4))
        with at_most(12):
            client.get(address)


def test_only_children_with_needs_unless_all_are_asked_for(client, case, leaver, terms):
    plain = PupilFactory(school=case.school, legal_first_name="Plain", year="6")
    younger = PupilFactory(school=case.school, legal_first_name="Younger", year="3")
    placed(younger, by=case.senco)
    early = PupilFactory(school=case.school, legal_first_name="Early", year="4")
    placed(early, by=case.senco)
    pupils.leave(pupil=early, on=date(2027, 2, 5), by=case.senco)
    joiner(case, legal_first_name="Unknown")
    joiner(case, legal_first_name="Without", sen_known="no")
    leaving, joining = {"who": "leaving"}, {"who": "joining"}
    page = shown(client, case, **leaving)
    assert leaver.first_name in page and "Early" in page
    assert "Plain" not in page and "Younger" not in page
    page = shown(client, case, show="all", **leaving)
    assert plain.first_name in page and "Younger" not in page
    page = shown(client, case, **joining)
    assert "Unknown" in page and "Without" not in page
    assert "Without" in shown(client, case, show="all", **joining)
    assert "Unknown" not in shown(client, case, year="2027", show="all", **joining)


def test_the_lists_of_all_leavers_begin_with_one_press_and_today_asks_in_spring(
    client, case, leaver, terms
):
    begin = Deadline.objects.filter(kind=beginning.KEY)
    transitions()
    assert not begin.exists()
    with moment.at(datetime(2027, 1, 4, 9, tzinfo=moment.LONDON)):
        transitions()
        assert begin.open().count() == 1
        sign_in(client, case.senco).post(f"/{case.school.slug}/moves/leavers/")
        assert proved(case) == 4
        client.post(f"/{case.school.slug}/moves/leavers/")
        assert SchoolMove.objects.count() == 1
        assert not begin.open().exists()


def test_a_task_is_done_on_a_day_or_not_needed_with_a_reason_and_can_be_opened_again(
    client, case, leaver
):
    move = services.start_move(pupil=leaver, direction="leaving", by=case.senco)
    task = move.tasks.first()
    sign_in(client, case.senco)
    body = inputs(client.get(task.get_absolute_url()).content.decode())
    page = client.post(task.get_absolute_url(), body | {"state": "not_needed", "note": ""})
    assert "Say why it is not needed." in page.content.decode()
    page = client.post(task.get_absolute_url(), body | {
        "state": "done", "done_on": "2026-11-20", "note": "Spoke to Mr Hill."})  # fmt: skip
    assert page.url == move.get_absolute_url()
    task.refresh_from_db()
    assert (task.state, task.done_on, task.done_by) == ("done", date(2026, 11, 20), case.senco)
    assert "Spoke to Mr Hill." in client.get(move.get_absolute_url()).content.decode()
    assert proved(case) == 3
    services.end_task(task=task, version=task.version, by=case.senco, state="open", note="")
    assert proved(case) == 4
    with pytest.raises(edits.Stale):
        services.end_task(task=task, version=task.version, by=case.senco, state="open", note="")


def test_with_the_last_day_what_is_open_is_not_needed_any_more(case, leaver):
    move = services.start_move(pupil=leaver, direction="leaving", by=case.senco)
    pupils.leave(pupil=leaver, on=moment.today(), by=case.senco)
    assert {(task.state, task.note) for task in move.tasks.all()} == {
        ("not_needed", "Left the school")
    }
    assert proved(case) == 0
    leaver.refresh_from_db()
    with pytest.raises(edits.IllegalMove):
        services.start_move(pupil=leaver, direction="joining", by=case.senco)


def test_the_office_adds_a_name_and_a_day_and_learns_of_no_need(client, case):
    office = member(case.school, Role.OFFICE)
    joiner(case, legal_first_name="Known", sen_known="yes", about="Sees a therapist")
    joiner(case, legal_first_name="Without", sen_known="no")
    page = shown(client, case, office)
    assert "Known" in page and "Without" in page  # no shorter list that would tell
    for word in ("0 of 4", "therapist", "Leaving", "Stage", "Show all"):
        assert word not in page
    form = client.get(f"/{case.school.slug}/moves/new/").content.decode()
    assert "educational needs" not in form
    body = inputs(form) | {
        "legal_first_name": "Nia", "born_on": "2023-05-01", "year": "R", "setting": "Acorns",
        "admitted_on": "2027-09-02", "sen_known": "yes", "about": "x",
    }  # fmt: skip
    assert client.post(f"/{case.school.slug}/moves/new/", body).url == f"/{case.school.slug}/moves/"
    move = SchoolMove.objects.get(pupil__legal_first_name="Nia")
    assert (move.sen_known, move.about) == ("", "")
    assert client.get(move.get_absolute_url()).status_code == 404


def test_who_teaches_and_works_in_the_office_learns_of_no_need_beyond_the_own_class(
    client, case, leaver
):
    both = member(case.school, Role.OFFICE)
    Membership.objects.create(school=case.school, user=both, role=Role.TEACHER,
                              from_on=moment.today())  # fmt: skip
    joiner(case, legal_first_name="Known", sen_known="yes")
    joiner(case, legal_first_name="Without", sen_known="no")
    joining = shown(client, case, both, who="joining")
    assert "Known" in joining and "Without" in joining and "Stage" not in joining
    assert leaver.legal_first_name not in shown(client, case, both, who="leaving", show="all")
    hold_class(both, case.klass)
    assert leaver.legal_first_name in shown(client, case, both, who="leaving")


def test_the_class_teacher_reads_and_notes_leavers_of_the_own_class_only(client, case, leaver):
    other = PupilFactory(school=case.school, legal_first_name="Elsewhere", year="6")
    placed(other, by=case.senco)
    mine, theirs = (
        services.start_move(pupil=pupil, direction="leaving", by=case.senco)
        for pupil in (leaver, other)
    )
    page = shown(client, case, case.teacher)
    assert leaver.first_name in page and "Elsewhere" not in page
    assert client.get(theirs.get_absolute_url()).status_code == 404
    note = f"{mine.get_absolute_url()}note/"
    client.post(note, inputs(client.get(note).content.decode()) | {"text": "Visit went well."})
    assert "Visit went well." in client.get(mine.get_absolute_url()).content.decode()
    assert client.get(mine.tasks.first().get_absolute_url()).status_code == 403


@pytest.mark.parametrize("count", [10, 200])
def test_the_page_asks_no_more_for_many(client, case, count):
    for _ in range(count):
        PupilFactory(school=case.school, class_group=case.klass, year="6",
                     stage=case.school.stages.get(code="sen-support"))  # fmt: skip
    services.start_leavers(school=case.school, by=case.senco)
    shown(client, case, who="leaving")
    with queries(at_most=13):
        client.get(f"/{case.school.slug}/moves/?who=leaving")


def test_due_days_never_lie_in_the_past(case, leaver, terms):
    with moment.at(datetime(2027, 5, 3, 9, tzinfo=moment.LONDON)):
        move = services.start_move(pupil=leaver, direction="leaving", by=case.senco)
        late = MoveTask.objects.filter(move=move, due_on__lt=moment.today())
        assert not late.exists()
        assert move.tasks.first().due_on - moment.today() > timedelta(days=30)
