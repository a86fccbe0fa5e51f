"""The termly review: what starting, deciding and finishing write, and what they refuse."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from accounts.permissions import Role
from audit.models import Event
from letters.models import Letter
from pupils import leaving
from pupils.models import ChronologyEntry
from register import services as register
from register import telling
from register.models import RegisterEntry
from register.review import deadlines, finishing, services
from register.review import letters as review_letters
from register.review.due import due_on
from register.review.models import ReviewRow
from register.review.services import Decision
from reminders import recount
from reminders.models import Deadline
from reports.board import deadlines as board_reports
from reports.census import deadlines as census_days
from reports.public import deadlines as public_documents
from schools.services import terms
from sendcase import moment
from sendcase.edits import IllegalMove
from sendcase.jobs import running
from sendcase.jobs.models import JobRow
from sendcase.moment import LONDON
from tests.factories.people import member
from tests.factories.pupils import ContactFactory, PupilFactory
from tests.factories.register import placed
from tests.factories.reviews import decided, finish, row_of, started
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 12, tzinfo=LONDON)
TODAY = NOON.date()
BEFORE = TODAY - timedelta(days=40)


@pytest.fixture(autouse=True)
def on_a_tuesday():
    with moment.at(NOON):
        yield


@pytest.fixture
def school():
    return SchoolFactory(slug="oakfield")


@pytest.fixture
def senco(school):
    return member(school, Role.SENCO)


@pytest.fixture
def pupils(school):
    """Four children on SEN support, each with a mother to write to."""
    made = PupilFactory.create_batch(4, school=school)
    for pupil in made:
        ContactFactory(pupil=pupil)
        placed(pupil, on=BEFORE)
    return made


@pytest.fixture
def review(school, senco, pupils):
    return started(school, senco)


def due(kind, row):
    return Deadline.objects.open().filter(kind=kind, object_id=row.pk)


# --- by when ---------------------------------------------------------------------------------

STARTS, ENDS = date(2027, 1, 5), date(2027, 3, 26)


def unlike(school) -> list[str]:
    """Where the table and the records differ, of every kind, once the hour's tasks of the reports
    have seen which term has begun.
    """
    board_reports.keep(school.pk)
    census_days.keep(school.pk)
    public_documents.keep_begun(school.pk)
    return recount.differences(school.pk)


@pytest.mark.parametrize(
    ("last", "weeks", "expected"),
    [
        (None, 13, ENDS),
        (date(2026, 12, 18), 13, ENDS),  # however late in the term before
        (date(2027, 1, 4), 13, ENDS),
        (None, 6, date(2027, 2, 16)),  # six weeks into the term
        (date(2027, 1, 8), 6, date(2027, 2, 19)),  # six weeks after the last
        (date(2026, 11, 30), 26, None),  # twice a year: not in this term
        (date(2026, 9, 14), 26, ENDS),
        (None, 26, ENDS),
    ],
)
def test_a_review_is_due_by_the_end_of_term_unless_the_policys_weeks_say_otherwise(
    last, weeks, expected
):
    assert due_on(STARTS, ENDS, last, weeks) == expected


def test_terms_and_policy_move_the_deadline_and_the_recount_agrees(school, senco):
    assert unlike(school) == []
    days = {"starts_on": date(2026, 9, 1), "ends_on": date(2026, 12, 18)}
    autumn = terms.add_term(school=school, name="Autumn", by=senco, **days)
    assert due(deadlines.REVIEW_REGISTER, autumn).get().due_on == date(2026, 12, 18)
    days["ends_on"] = date(2026, 12, 11)
    terms.change_term(term=autumn, version=autumn.version, name="Autumn", by=senco, **days)
    assert due(deadlines.REVIEW_REGISTER, autumn).get().due_on == date(2026, 12, 11)
    assert unlike(school) == []
    terms.add_term(school=school, name="Spring", starts_on=STARTS, ends_on=ENDS, by=senco)
    assert Deadline.objects.open().filter(kind=deadlines.REVIEW_REGISTER).count() == 1
    with moment.at(datetime(2027, 1, 5, 9, tzinfo=LONDON)):  # the next term begins
        deadlines.keep_all()
        [row] = Deadline.objects.open().filter(kind=deadlines.REVIEW_REGISTER)
        assert row.due_on == ENDS
        assert unlike(school) == []


def test_a_removed_term_takes_its_deadline_with_it_and_leaves_its_review(school, senco, review):
    services.keep_the_rest(review=review, by=senco)
    finish(review, senco)
    terms.remove_term(term=school.terms.get(), by=senco)
    review.refresh_from_db()
    assert (review.term, review.term_name) == (None, "Autumn 2026")
    assert unlike(school) == []


# --- starting and following ------------------------------------------------------------------


def test_a_review_holds_everybody_on_a_stage_and_there_is_one_at_a_time(school, senco, pupils):
    watched = PupilFactory(school=school)
    placed(watched, "monitoring")
    PupilFactory(school=school)  # at no stage
    placed(PupilFactory())  # another school's
    review = started(school, senco)
    assert {row.pupil for row in review.rows.all()} == {*pupils, watched}
    assert services.start(school=school, by=senco) == review
    with pytest.raises(IntegrityError), transaction.atomic():
        type(review).objects.create(school=school, term_name="Again", started_by=senco)


def test_without_a_term_there_is_nothing_to_review_by(school, senco):
    with pytest.raises(IllegalMove, match="Enter your terms first"):
        services.start(school=school, by=senco)


def test_a_child_placed_meanwhile_is_new_and_one_whose_place_ended_is_dropped(
    school, senco, pupils, review
):
    new, gone = PupilFactory(school=school), pupils[0]
    decided(review, gone, "keep", senco)
    placed(new)
    gone.left_on = TODAY
    gone.save()
    leaving.last_day_noted(gone, None, senco)
    assert row_of(review, new).is_new
    row = row_of(review, gone)
    assert (row.dropped_at is not None, row.choice) == (True, "")
    assert "Left the school" in row.note


def test_a_place_that_changed_meanwhile_is_decided_again(senco, pupils, review):
    decided(review, pupils[0], "keep", senco)
    placed(pupils[0], "ehc-plan", by=senco)
    row = row_of(review, pupils[0])
    assert row.choice == ""
    assert "EHC plan since Tue 24 Nov 2026" in row.note
    assert "before that: stays" in row.note


# --- deciding --------------------------------------------------------------------------------


def test_what_somebody_else_decided_meanwhile_is_not_overwritten(senco, pupils, review):
    seen = row_of(review, pupils[0]), row_of(review, pupils[1])
    decided(review, pupils[0], "close", senco, reason="Targets met")
    mine = [Decision(row.pk, row.version, "keep", None, "") for row in seen]
    clashes = services.decide(review=review, decisions=mine, by=senco)
    assert clashes == [mine[0]]
    assert row_of(review, pupils[0]).choice == "close"
    assert row_of(review, pupils[1]).choice == "keep"  # the rest is saved


def test_the_rest_stays_in_one_press_and_what_is_decided_is_left_alone(senco, pupils, review):
    decided(review, pupils[0], "close", senco)
    assert services.keep_the_rest(review=review, by=senco) == 3
    assert services.keep_the_rest(review=review, by=senco) == 0
    assert row_of(review, pupils[0]).choice == "close"
    assert not review.rows.undecided().exists()


def test_a_row_of_another_review_does_not_exist_here(school, senco, review):
    other = SchoolFactory()
    placed(PupilFactory(school=other))
    strange = started(other, senco).rows.get()
    with pytest.raises(Http404):
        wrong = Decision(strange.pk, strange.version, "keep", None, "")
        services.decide(review=review, decisions=[wrong], by=senco)


# --- finishing -------------------------------------------------------------------------------


def test_an_undecided_child_or_a_later_decision_stops_the_finish(senco, pupils, review):
    with pytest.raises(IllegalMove, match="4 children are not decided"):
        finish(review, senco)
    services.keep_the_rest(review=review, by=senco)
    seen = finishing.as_seen(list(review.rows.here()))
    decided(review, pupils[0], "close", senco)
    with pytest.raises(IllegalMove, match="since you opened this page"):
        finishing.finish(review=review, seen=seen, by=senco)


def test_finishing_moves_and_ends_by_the_registers_own_services_with_the_review_as_evidence(
    school, senco, pupils, review
):
    stays, up, ends, down = pupils
    decided(review, up, "move", senco, to="ehc-plan", reason="The authority made a plan")
    decided(review, ends, "close", senco, reason="Targets met")
    decided(review, down, "move", senco, to="monitoring", reason="Keeping up since May")
    services.keep_the_rest(review=review, by=senco)
    review = finish(review, senco)

    assert review.state == "finished"
    assert (review.kept, review.moved, review.closed, review.not_done) == (1, 2, 1, 0)
    entry = up.register_entries.open().get()
    assert (entry.stage_name, entry.reason) == ("EHC plan", "The authority made a plan")
    assert entry.evidence == "Review of the register, Autumn 2026"
    assert [need.need_type for need in entry.needs.all()] == ["SLCN"]
    assert not ends.register_entries.open().exists()
    assert stays.register_entries.count() == 1
    assert ChronologyEntry.objects.filter(pupil=stays, summary__contains="stays").exists()
    letters = dict(Letter.objects.values_list("pupil", "purpose"))
    assert letters == {up.pk: "stage-up", ends.pk: "left-register", down.pk: "left-register"}
    assert set(Letter.objects.values_list("state", flat=True)) == {"prepared"}
    assert unlike(school) == []
    done = Deadline.objects.get(kind=deadlines.REVIEW_REGISTER, school=school)
    assert done.state == Deadline.State.DONE


def test_a_worker_that_comes_twice_does_nothing_twice(senco, pupils, review):
    decided(review, pupils[0], "close", senco)
    services.keep_the_rest(review=review, by=senco)
    finish(review, senco, work=False)
    finish(review, senco)  # pressed again
    JobRow.objects.update(state="waiting")  # as if the worker had been killed after its work
    finishing.newest_job(review).rows.update(attempts=0)
    type(finishing.newest_job(review)).objects.update(state="waiting")
    running.sweep()
    assert set(JobRow.objects.values_list("state", flat=True)) == {"done"}
    assert Event.objects.filter(verb="register_entry.closed").count() == 1
    assert Event.objects.filter(verb="register_review.finished").count() == 1
    assert Letter.objects.count() == 1


def test_killed_half_way_each_child_is_done_once(senco, pupils, review, monkeypatch):
    for pupil in pupils:
        decided(review, pupil, "close", senco)
    tell, killed = finishing.tell, []

    def die_at_the_third(row, *rest):
        if row.pupil_id == pupils[2].pk and not killed:
            killed.append(row)
            raise KeyboardInterrupt
        return tell(row, *rest)

    monkeypatch.setattr(finishing, "tell", die_at_the_third)
    with pytest.raises(KeyboardInterrupt):
        finish(review, senco)
    assert RegisterEntry.objects.open().count() == 2
    with moment.at(NOON + timedelta(minutes=10)):  # its lease has ended
        running.sweep()
    review.refresh_from_db()
    assert (review.state, review.closed) == ("finished", 4)
    assert Event.objects.filter(verb="register_entry.closed").count() == 4
    assert Letter.objects.count() == 4


def test_what_went_wrong_on_our_side_is_tried_again_and_only_that(
    senco, pupils, review, monkeypatch
):
    decided(review, pupils[0], "close", senco)
    decided(review, pupils[1], "close", senco)
    services.keep_the_rest(review=review, by=senco)
    change = finishing.change
    bad = lambda row, pupil, by: 1 / 0 if pupil == pupils[0] else change(row, pupil, by)  # noqa: E731
    monkeypatch.setattr(finishing, "change", bad)
    assert finish(review, senco).state == "finishing"
    monkeypatch.setattr(finishing, "change", change)
    finishing.try_again(review=review, by=senco)
    running.sweep()
    review.refresh_from_db()
    assert (review.state, review.closed) == ("finished", 2)
    assert Event.objects.filter(verb="register_entry.closed").count() == 2


def test_a_place_changed_while_it_is_carried_out_is_left_and_says_so(senco, pupils, review):
    decided(review, pupils[0], "move", senco, to="ehc-plan")
    services.keep_the_rest(review=review, by=senco)
    finish(review, senco, work=False)
    register.close(entry=pupils[0].register_entries.open().get(), reason="Moved away", by=senco)
    running.sweep()
    review.refresh_from_db()
    assert (review.state, review.moved, review.not_done) == ("finished", 0, 1)
    assert "Nothing was done" in row_of(review, pupils[0]).problem
    assert not pupils[0].register_entries.open().exists()


def test_where_no_letter_can_be_prepared_the_family_is_to_be_told_another_way(
    school, senco, pupils, review
):
    ends, up = pupils[:2]
    for pupil in (ends, up):
        pupil.contacts.update(do_not_contact=True)
    decided(review, ends, "close", senco)
    decided(review, up, "move", senco, to="ehc-plan")
    services.keep_the_rest(review=review, by=senco)
    finish(review, senco)

    row = row_of(review, ends)
    assert (row.letter, "do not contact" in row.letter_problem) == ("failed", True)
    assert due(deadlines.TELL_OUTCOME, row).get().due_on == TODAY + timedelta(days=10)
    assert due(telling.TELL_PARENTS, up.register_entries.open().get()).exists()
    assert unlike(school) == []
    services.mark_told(row=row, on=TODAY, by=senco, how="phone")
    services.mark_told(row=row, on=TODAY, by=senco, how="again")
    assert row_of(review, ends).told_how == "phone"
    assert not due(deadlines.TELL_OUTCOME, row).exists()
    assert unlike(school) == []


def test_a_child_who_begins_support_gets_the_letter_with_the_plan_and_one_who_was_watched_none(
    school, senco, review
):
    begins, watched = PupilFactory.create_batch(2, school=school)
    for pupil in (begins, watched):
        ContactFactory(pupil=pupil)
        entry = placed(pupil, "monitoring", on=BEFORE)
        entry.needs.create(school=school, need_type="SLCN", rank=1)
    decided(review, begins, "move", senco, to="sen-support")
    decided(review, watched, "close", senco)
    services.keep_the_rest(review=review, by=senco)
    finish(review, senco)
    assert row_of(review, begins).letter == "with_plan"
    assert row_of(review, watched).letter == ""
    assert not Letter.objects.exists()
    assert due(telling.TELL_PARENTS, begins.register_entries.open().get()).exists()


def test_what_was_carried_out_is_frozen(senco, pupils, review):
    services.keep_the_rest(review=review, by=senco)
    review = finish(review, senco)
    row = row_of(review, pupils[0])
    assert (row.stage_name, row.done_at is not None) == ("SEN Support", True)
    mine = ReviewRow.objects.filter(pk=row.pk)
    for change in ({"reason": "Other words"}, {"done_at": None}, {"stage_name": "Tier 9"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            mine.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        mine.delete()
    with pytest.raises(IllegalMove):
        services.keep_the_rest(review=review, by=senco)


def test_two_hundred_changes_are_two_hundred_short_pieces_of_work(school, senco):
    for pupil in PupilFactory.create_batch(60, school=school):
        placed(pupil, "monitoring", on=BEFORE)
    review = started(school, senco)
    review.rows.update(choice="close", reason="R", decided_by=senco, decided_at=moment.now())
    finish(review, senco, work=False)
    assert JobRow.objects.count() == 60
    assert RegisterEntry.objects.open().count() == 60
    running.sweep()
    review.refresh_from_db()
    assert (review.state, review.closed) == ("finished", 60)


# --- stopping --------------------------------------------------------------------------------


def test_a_stopped_review_decided_nothing_and_the_term_still_owes_one(
    school, senco, review, pupils
):
    decided(review, pupils[0], "close", senco)
    services.stop(review=review, by=senco)
    services.stop(review=review, by=senco)  # pressed twice
    review.refresh_from_db()
    assert (review.state, review.finished_by) == ("stopped", senco)
    assert Event.objects.filter(verb="register_review.stopped").count() == 1
    assert RegisterEntry.objects.open().count() == 4 and not Letter.objects.exists()
    assert due(deadlines.REVIEW_REGISTER, review.term).count() == 1
    assert unlike(school) == []
    with pytest.raises(IllegalMove, match="is over"):
        services.keep_the_rest(review=review, by=senco)
    register.close(
        entry=RegisterEntry.objects.open().get(pupil=pupils[1]), reason="Targets met", by=senco
    )
    assert row_of(review, pupils[1]).dropped_at is None  # it follows the register no longer

    again = services.start(school=school, by=senco)
    assert again.pk != review.pk and again.rows.count() == 3


def test_what_is_carried_out_is_not_stopped(school, senco, review):
    services.keep_the_rest(review=review, by=senco)
    finish(review, senco)
    with pytest.raises(IllegalMove, match="cannot be stopped"):
        services.stop(review=review, by=senco)


@pytest.mark.parametrize(
    ("now", "then", "key"),
    [("sen-support", "ehc-plan", "stage-up"), ("ehc-plan", "sen-support", "stage-down")],
)
def test_more_support_and_less_support_are_two_letters(school, now, then, key):
    stages = {stage.code: stage for stage in school.stages.all()}
    entry = RegisterEntry(stage=stages[now], census_code="K", on_register=True)
    assert review_letters.follows(entry, stages[then]).key == key
