"""The work of a term, counted by hand in small schools."""

from datetime import timedelta

import pytest

from accounts.permissions import Role
from ehcp.models import Dispute
from iep.models import Review
from letters.models import FamilyWord, Letter, Reply
from provision.models import Funding, Measure, ParentMeeting
from pupils.models import Complaint, ComplaintStep, Score
from reminders.models import Deadline
from reports import figures
from reports.figures.term import staff
from reports.figures.term.window import Event, Window, in_time
from schools.calendar import calendar_of
from schools.models import Training
from sendcase import moment
from tests.factories import board
from tests.factories.ehcp import AnnualReviewFactory, EhcPlanFactory
from tests.factories.iep import PlanFactory
from tests.factories.people import UserFactory, member
from tests.factories.provision import in_it, marked, running, session_of
from tests.factories.pupils import PupilFactory
from tests.factories.referrals import sent
from tests.factories.register import placed

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def window():
    return Window(moment.today() - 60 * DAY, moment.today())


@pytest.fixture
def by():
    return UserFactory()


def table(school, window, key) -> dict[str, tuple[int, ...]]:
    return dict(next(raw for raw in figures.of_term(school, window) if raw.key == key).rows)


def amounts(school, window, key) -> dict[str, tuple[int, ...]]:
    raw = next(raw for raw in figures.amounts_of_term(school, window) if raw.key == key)
    return {words: tuple(parts.values()) for words, parts in raw.rows}


@pytest.mark.parametrize(("due", "done", "row"), [
    (-10, -10, "good"), (-10, -9, "late"), (-10, None, "late"), (0, None, None), (5, None, None),
    (5, -1, "good"), (-80, -70, None), (-80, -50, "late"), (-80, None, "late"), (-70, -61, None),
    (-10, 3, "late"), (2, 3, None),
])  # fmt: skip
def test_in_time_or_late_within_a_window(due, done, row):
    last = moment.today()
    window = Window(last - 60 * DAY, last)
    event = Event(1, last + due * DAY, None if done is None else last + done * DAY)
    found = in_time([event], window, "all", "good", "late")
    assert found == ({1: {("all", 0), (row, 0)}} if row else {})


def test_one_late_thing_makes_a_child_late():
    last = moment.today()
    events = [Event(1, last, last), Event(1, last - DAY, last), Event(2, last, last)]
    found = in_time(events, Window(last - DAY, last), "all", "good", "late")
    assert found == {1: {("all", 0), ("late", 0)}, 2: {("all", 0), ("good", 0)}}


def test_reviews_of_plans(school, window, by):
    today = moment.today()

    def plan(due, held=None):
        row = PlanFactory(pupil__school=school, starts_on=today - 200 * DAY)
        state = {"state": "done", "closed_at": moment.now()} if held else {}
        Deadline.objects.create(
            school=school, pupil=row.pupil, kind="review-plan", object_id=row.pk, rule="r",
            due_on=due, owner=by, **state,
        )  # fmt: skip
        if held:
            Review.objects.create(
                school=school, plan=row, number=1, reviewed_on=held, reviewed_by=by
            )

    plan(today - 20 * DAY, held=today - 20 * DAY)
    plan(today - 20 * DAY, held=today - 19 * DAY)
    plan(today - 20 * DAY)
    plan(today + 20 * DAY)
    plan(today - 90 * DAY, held=today - 90 * DAY)

    found = table(school, window, "plan-reviews")
    assert found == {"Always in time": (1,), "At least once late": (2,),
                     "Plan reviewed or due": (3,)}  # fmt: skip


def test_annual_reviews(school, window):
    """Issued 300 days ago: the meeting is due 28 days before the 364th day."""
    today = moment.today()
    good = EhcPlanFactory(pupil__school=school)
    AnnualReviewFactory(plan=good, pupil=good.pupil, school=school, state="held",
                        held_on=today - 5 * DAY)  # fmt: skip
    late = EhcPlanFactory(pupil__school=school, issued_on=today - 360 * DAY)
    AnnualReviewFactory(plan=late, pupil=late.pupil, school=school, state="held",
                        held_on=today - 2 * DAY)  # fmt: skip
    EhcPlanFactory(pupil__school=school, issued_on=today - 500 * DAY)  # never planned
    EhcPlanFactory(pupil__school=school, issued_on=today - 10 * DAY)

    found = table(school, window, "annual-reviews")
    assert found == {"Always in time": (1,), "At least once late": (2,),
                     "Review held or due": (3,)}  # fmt: skip


def meeting(pupil, by, **fields):
    said = {"state": "held", "held_on": moment.today() - DAY, "recorded_by": by,
            "recorded_at": moment.now()} | fields  # fmt: skip
    return ParentMeeting.objects.create(
        school=pupil.school, pupil=pupil, planned_on=moment.today() - DAY, led_by=by,
        planned_by=by, **said,
    )  # fmt: skip


def test_meetings_with_families(school, window, by):
    rows = PupilFactory.create_batch(5, school=school)
    for row in rows[:4]:
        placed(row, by=by)
    meeting(rows[0], by), meeting(rows[0], by)
    meeting(rows[1], by, held_on=window.first - DAY)
    meeting(rows[2], by, state="not_held", held_on=None, why_not="ill")
    meeting(rows[4], by)  # without support

    found = table(school, window, "meetings")
    assert found == {"Family met": (1,), "Family not met yet": (3,),
                     "Children with support": (4,)}  # fmt: skip


def letter(pupil, by, **fields):
    from tests.factories.letters import prepare
    from tests.factories.pupils import ContactFactory

    ContactFactory(pupil=pupil)
    rows = prepare(pupil, by=member(pupil.school, Role.SENCO))
    row = rows[0] if isinstance(rows, list) else rows
    said = {"state": "issued", "issued_on": moment.today(), "answer_days": 10,
            "approved_by": by} | fields  # fmt: skip
    Letter.objects.filter(pk=row.pk).update(**said)
    return row


def test_letters_home(school, window, by):
    rows = PupilFactory.create_batch(4, school=school)
    first = letter(rows[0], by)
    Reply.objects.create(
        school=school, letter=first, route="slip", received_on=moment.today(), recorded_by=by
    )
    letter(rows[1], by)
    letter(rows[2], by, issued_on=window.first - DAY)
    letter(rows[3], by, other_name="An educational psychologist")

    found = table(school, window, "letters")
    assert found == {"At least one answered": (1,), "None answered yet": (1,),
                     "Family had a letter": (2,)}  # fmt: skip


def test_requests_for_help(school, window):
    from referrals.models import Decision

    by = member(school, Role.SENCO)
    rows = [sent(PupilFactory(school=school), by) for _ in range(3)]
    now = moment.now()
    for row, ago, took in ((rows[0], 30, 4), (rows[1], 30, 20), (rows[2], 5, None)):
        at = now - ago * DAY
        type(row).objects.filter(pk=row.pk).update(submitted_at=at, answer_days=10)
        if took is not None:
            Decision.objects.create(
                school=school, referral=row, outcome="in_class", reason="r", next_step="n", by=by,
                at=at + took * DAY,
            )  # fmt: skip

    found = table(school, window, "referrals")
    assert found == {"Answered in time": (1,), "Answered late, or still waiting": (1,),
                     "Help asked for": (2,)}  # fmt: skip
    assert sorted(amounts(school, window, "waiting")["Days until the answer"]) == [40, 200]


def test_complaints(school, window, by):
    one, two = PupilFactory.create_batch(2, school=school)
    made = {"school": school, "about": "a", "made_by": "m", "recorded_by": by}
    today = moment.today()
    first = Complaint.objects.create(pupil=one, made_on=today, way="informal", **made)
    Complaint.objects.create(pupil=one, made_on=today, way="formal", **made)
    Complaint.objects.create(pupil=two, made_on=window.first - DAY, way="formal", **made)
    ComplaintStep.objects.create(
        school=school, complaint=first, kind="mediation", on=today, words="w", recorded_by=by
    )

    found = table(school, window, "complaints")
    assert found == {"A complaint was made": (1,), "Informal": (1,), "Formal": (1,),
                     "Mediation": (1,), "SEND Tribunal": (0,)}  # fmt: skip


def disagreed(pupil, by, said_on, **fields):
    return FamilyWord.objects.create(
        school=pupil.school, pupil=pupil, said_on=said_on,
        **{"kind": "disagreement", "words": "w", "said_by": "s", "recorded_by": by} | fields,
    )  # fmt: skip


def disputed(pupil, by, letter_on, about="content", **fields):
    return Dispute.objects.create(
        school=pupil.school, pupil=pupil, about=about, letter_on=letter_on, recorded_by=by, **fields
    )


def test_disagreements_count_children_by_kind_and_whether_they_are_settled(school, window, by):
    one, two, three, four, five = PupilFactory.create_batch(5, school=school)
    first, today = window.first, window.last
    answered = {"answer": "a", "answered_by": by}
    disagreed(one, by, today), disagreed(one, by, today, answered_on=today, **answered)
    disagreed(two, by, first - 9 * DAY, answered_on=first, **answered)
    disagreed(five, by, today, kind="comment")
    disputed(two, by, first - 90 * DAY, mediation_asked_on=first - 80 * DAY)
    disputed(two, by, first - 90 * DAY, "placement", mediation_on=first)
    disputed(three, by, first, "assess", appeal_on=today, ended_on=today, outcome="o")
    disputed(four, by, first - 2 * DAY, "cease", mediation_on=today + DAY)

    assert table(school, window, "disagreements") == {
        "About what the school wrote or decided": (2,),
        "About an assessment or a new EHC plan": (1,), "About what an EHC plan says": (1,),
        "About changing or ending an EHC plan": (1,),
        "Mediation with the authority": (1,), "Appeal against the authority": (1,),
        "Not settled yet": (3,), "Answered or ended": (1,), "A family disagreed": (4,),
    }  # fmt: skip


def test_disagreements_of_before_and_after_the_window_are_not_counted(school, window, by):
    """What was written of it later is not known on the last day either."""
    one, two, three = PupilFactory.create_batch(3, school=school)
    window = Window(window.first - 90 * DAY, window.first)
    before, after = window.first - DAY, window.last + DAY
    disagreed(one, by, before, answer="a", answered_by=by, answered_on=before)
    disagreed(one, by, after)
    disagreed(one, by, window.last, withdrawn_at=moment.now(), withdrawn_by=by,
              withdrawn_reason="Twice")  # fmt: skip
    disputed(two, by, before, ended_on=before, outcome="o")
    disputed(two, by, after)
    disputed(three, by, window.last, ended_on=after, outcome="o", appeal_on=after,
             mediation_asked_on=after)  # fmt: skip

    found = {words: counts for words, counts in table(school, window, "disagreements").items()
             if counts != (0,)}  # fmt: skip
    assert found == {"About what an EHC plan says": (1,), "Not settled yet": (1,),
                     "A family disagreed": (1,)}  # fmt: skip


@pytest.fixture
def group(school, by):
    """In a term: in August nothing is promised where none is entered."""
    board.term(school)
    run = running(school, by)
    return run, [in_it(run, PupilFactory(school=school), by=by) for _ in range(3)]


def test_help_and_its_minutes(school, window, group, by):
    run, places = group
    session = session_of(run, moment.today() - DAY)
    marked(session, places[0], by=by)
    marked(session, places[1], "missed", reason="no_room", by=by)
    marked(session, places[2], "short", minutes=5, reason="event", by=by)

    assert table(school, window, "help")["Learning"] == (3,)
    assert table(school, window, "help")["Had extra help"] == (3,)
    found = amounts(school, window, "minutes")
    assert sorted(found["Took place"]) == [5, 20]
    assert found["No room"] == (20,)
    assert found["Trip, visit or event"] == (15,)
    assert len(found["Promised"]) == 3


def test_what_was_gained(school, window, group, by):
    _, places = group
    last = moment.today()

    def measured(place, before, after, kind="age"):
        def score(tenths, on):
            return Score.objects.create(
                school=school, pupil_id=place.pupil_id, test="NGRT", test_key="ngrt", kind=kind,
                tenths=tenths, taken_on=on, recorded_by=by,
            )  # fmt: skip

        Measure.objects.create(
            school=school, place=place, pupil_id=place.pupil_id, test="NGRT", test_key="ngrt",
            kind=kind, entry=score(before, last - 61 * DAY), exit=score(after, last),
        )  # fmt: skip

    measured(places[0], 800, 840)  # four months in two
    measured(places[1], 800, 810)  # one month in two
    measured(places[2], 300, 350, kind="raw")  # marks: nothing to hold them against

    assert table(school, window, "impact")["Learning"] == (2, 1)
    assert sorted(amounts(school, window, "gains")["Learning"]) == [5, 20]


def test_money(school, window, by):
    child = PupilFactory(school=school)
    days = {"from_on": window.first, "until_on": window.last, "school": school}
    Funding.objects.create(source="notional", pence=600_000, **days)
    Funding.objects.create(source="top_up", pence=100_000, pupil=child, **days)

    assert amounts(school, window, "brought-in") == {"Named for children": (100_000,)}
    lines = [line for line in figures.staff_of_term(school, window) if line.table == "money"]
    assert lines == [staff.Line("money", "Notional SEN budget", "£6,000")]


@pytest.mark.parametrize("source", ["top_up", "ehc"])
def test_money_that_is_a_child_s_is_no_line_also_where_nobody_named_the_child(
    school, window, source
):
    Funding.objects.create(source=source, pence=741_233, school=school, from_on=window.first,
                           until_on=window.last)  # fmt: skip
    assert not [row for row in figures.staff_of_term(school, window) if row.table == "money"]
    assert amounts(school, window, "brought-in") == {"Named for children": ()}


def test_what_sessions_cost_is_shared_among_the_children(school, window, group, by):
    from provision.costs import services as costs

    run, places = group
    costs.add_grade(
        school=school, by=by, name="Teaching assistant", is_default=True, pence=1500, on_costs=0,
        from_on=window.first,
    )  # fmt: skip
    session = session_of(run, moment.today() - DAY)
    for place in places[:2]:
        marked(session, place, by=by)

    assert amounts(school, window, "spent") == {"Help that took place": (250, 250)}


def test_training_names_nobody(school, window, by):
    area, today = school.areas.first(), moment.today()
    said = {"school": school, "title": "t", "recorded_by": by}
    Training.objects.create(
        name="Mrs Holt", kind="area", area=area, minutes=90, held_on=today, **said
    )
    Training.objects.create(name="All staff", is_whole_staff=True, kind="topic", minutes=60,
                            held_on=today, **said)  # fmt: skip
    Training.objects.create(
        name="Old", kind="topic", minutes=60, held_on=window.first - DAY, **said
    )
    senco = member(school, Role.SENCO)

    found = {line.words: line.value for line in figures.staff_of_term(school, window)}
    assert found == {
        "SENCO’s qualification": "Not yet recorded", "Trainings": "2", area.name: "1 h 30 min",
        "Of all staff together": "1", "People who trained by themselves": "1",
        "A topic of SEN": "1 h",
    }  # fmt: skip
    Training.objects.create(name="S", person=senco, kind="npq", minutes=60,
                            held_on=window.first - DAY, **said)  # fmt: skip
    assert figures.staff_of_term(school, window)[0].value == "Qualified"


@pytest.mark.parametrize("size", [10, 200])
def test_queries_do_not_grow(school, window, by, size, django_assert_max_num_queries):
    board.term(school)
    run = running(school, by, places=size)
    # One on a day without school goes as soon as somebody gets a place.
    session = session_of(
        run, calendar_of(school).open_days(run.starts_on, moment.today() - DAY)[-1]
    )
    for row in PupilFactory.create_batch(size, school=school):
        placed(row, by=by)
        EhcPlanFactory(pupil=row)
        meeting(row, by)
        marked(session, in_it(run, row, by=by), by=by)

    with django_assert_max_num_queries(40):
        figures.of_term(school, window)
        figures.amounts_of_term(school, window)
        figures.staff_of_term(school, window)
