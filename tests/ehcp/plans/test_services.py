"""Recording, writing, keeping and ending a plan; the deadlines that follow."""

from datetime import date, timedelta

import pytest

from audit.models import Event
from ehcp.plans import content, deadlines, services, states
from ehcp.plans.models import EhcPlan, EhcPlanVersion
from ehcp.plans.services import restoring
from ehcp.reviews import deadlines as review_deadlines
from pupils.models import Document
from reminders.models import Deadline
from reminders.recount import differences
from sendcase import moment
from sendcase.edits import IllegalMove, Stale
from sendcase.frozen.services import is_whole
from tests.factories.ehcp import AnnualReviewFactory
from tests.factories.pupils import PupilFactory

pytestmark = pytest.mark.django_db
TODAY = moment.today()


def days(kind, plan):
    rows = Deadline.objects.open().filter(kind=kind, object_id=plan.pk)
    return list(rows.values_list("due_on", flat=True))


def record(case, **facts):
    pupil = PupilFactory(school=case.school)
    given = {"is_final": True, "local_authority": "Westshire", "issued_on": TODAY} | facts
    return services.record(pupil=pupil, by=case.senco, **given)


def test_a_final_plan_is_in_force_and_its_review_is_due(case):
    issued = TODAY - timedelta(days=10)
    plan = record(case, issued_on=issued)

    due = (issued + timedelta(days=366)).replace(day=issued.day) - timedelta(days=1)
    [review] = days(deadlines.REVIEW, plan)
    assert plan.state == "in_force" and abs((review - due).days) <= 1
    assert days(deadlines.MEETING, plan) == [review - timedelta(weeks=4)]
    assert Event.objects.filter(verb="ehc_plan.recorded", object_id=plan.pk).count() == 1


def test_recounting_finds_what_the_services_left(case):
    plan = record(case)
    held = record(case)
    review_deadlines.keep(AnnualReviewFactory(plan=held, state="held", held_on=moment.today()))
    services.cease(plan=record(case), last_day=TODAY, reason="Not needed.", by=case.senco)
    deadlines.keep(case.plan)

    assert days(deadlines.MEETING, held) == [] and days(deadlines.REVIEW, held)
    assert days(deadlines.MEETING, plan)
    assert differences(case.school.pk) == []


def test_a_draft_asks_for_no_review_and_a_second_plan_is_refused(case):
    plan = record(case, is_final=False, issued_on=None)
    assert plan.state == "draft" and not days(deadlines.REVIEW, plan)
    with pytest.raises(IllegalMove, match="already"):
        services.record(pupil=plan.pupil, by=case.senco, is_final=False, local_authority="X")


@pytest.mark.parametrize(
    "facts",
    [
        {"issued_on": None},
        {"issued_on": TODAY + timedelta(days=1)},
        {"issued_on": date(2013, 1, 1)},
        {"reviewed_on": TODAY - timedelta(days=1)},
    ],
)
def test_days_that_cannot_be_are_refused(case, facts):
    with pytest.raises(IllegalMove):
        record(case, **facts)


def test_the_decision_after_a_review_moves_the_next_one(case):
    plan = record(case, issued_on=TODAY - timedelta(days=300))
    before = days(deadlines.REVIEW, plan)
    services.review_decided(plan=plan, on=TODAY, by=case.senco)
    assert days(deadlines.REVIEW, plan) > before


def test_the_new_authority_has_at_least_three_months(case):
    plan = record(case, issued_on=TODAY - timedelta(days=360))
    services.move_authority(
        plan=plan, by=case.senco, version=plan.version, local_authority="Eastshire",
        moved_on=TODAY,
    )  # fmt: skip
    plan.refresh_from_db()
    assert (plan.moved_from, plan.local_authority) == ("Westshire", "Eastshire")
    assert days(deadlines.REVIEW, plan)[0] > TODAY + timedelta(days=80)


def test_keeping_a_final_plan_puts_the_draft_in_force_and_freezes_it(case):
    plan = record(case, is_final=False, issued_on=None)
    services.save_section(plan=plan, letter="A", words="Likes water.", version=0, by=case.senco)
    services.keep(plan=plan, kind="draft", dated_on=TODAY, by=case.senco)
    version = services.keep(plan=plan, kind="final", dated_on=TODAY, by=case.senco)
    plan.refresh_from_db()

    assert (plan.state, plan.issued_on, version.number) == ("in_force", TODAY, 2)
    assert is_whole(version)
    assert content.of_version(version)["sections"] == {"A": "Likes water."}
    assert content.of_version(version)["issued_on"] == TODAY.isoformat()
    assert version.document.needs == "ehc_view"
    assert days(deadlines.REVIEW, plan)


def test_an_amended_plan_comes_after_the_final_one(case):
    with pytest.raises(IllegalMove):
        services.keep(plan=case.plan, kind="amended", dated_on=TODAY, by=case.senco)
    services.keep(plan=case.plan, kind="final", dated_on=TODAY, by=case.senco)
    services.keep(plan=case.plan, kind="draft_amended", dated_on=TODAY, by=case.senco)
    services.keep(plan=case.plan, kind="amended", dated_on=TODAY, by=case.senco)
    case.plan.refresh_from_db()
    assert case.plan.amended_on == TODAY
    kinds = EhcPlanVersion.objects.order_by("number").values_list("kind", flat=True)
    assert list(kinds) == ["final", "draft_amended", "amended"]
    assert Document.objects.filter(needs="ehc_view").count() == 3


def test_lines_link_only_within_their_plan_and_keep_their_number(case):
    need = case.plan.ehcneeds.get()
    strange = services.save_line(plan=record(case), kind="needs", by=case.senco, number=1,
                                 words="Other")  # fmt: skip
    with pytest.raises(IllegalMove, match="another plan"):
        services.save_line(plan=case.plan, kind="outcomes", by=case.senco, number=2, words="x",
                           needs=[strange])  # fmt: skip
    with pytest.raises(IllegalMove, match="number"):
        services.save_line(plan=case.plan, kind="needs", by=case.senco, number=1, words="x")
    with pytest.raises(Stale):
        services.save_line(plan=case.plan, kind="needs", line=need, version=9, by=case.senco,
                           number=1, words="x")  # fmt: skip
    services.take_out(plan=case.plan, kind="needs", line=need, by=case.senco)
    assert content.of_plan(case.plan)["needs"] == []
    assert content.of_plan(case.plan)["outcomes"][0]["needs"] == []


def test_what_the_table_does_not_have_is_refused(case):
    steps = {
        "cease": lambda plan: services.cease(plan=plan, last_day=TODAY, reason="x", by=case.senco),
        "drop": lambda plan: services.drop(plan=plan, last_day=TODAY, reason="x", by=case.senco),
        "leave": lambda plan: services.leave(plan=plan, last_day=TODAY, reason="x", by=case.senco),
        "write": lambda plan: services.save_section(plan=plan, letter="A", words="x", version=0,
                                                    by=case.senco),
    }  # fmt: skip
    for step, do in steps.items():
        for state in EhcPlan.State.values:
            plan = record(case)
            ended = {"ended_on": TODAY, "end_reason": "x"}
            EhcPlan.objects.filter(pk=plan.pk).update(state=state, **ended)
            plan.refresh_from_db()
            if states.can(plan, step):
                do(plan)
            else:
                with pytest.raises(IllegalMove):
                    do(plan)


def test_ceasing_closes_what_was_due(case):
    plan = record(case)
    services.cease(plan=plan, last_day=TODAY, reason="No longer needed.", by=case.senco)
    assert not Deadline.objects.open().filter(object_id=plan.pk, kind=deadlines.REVIEW).exists()


def test_what_was_written_during_the_printing_is_not_missed(case, monkeypatch):
    def render(html):
        services.save_section(plan=case.plan, letter="C", words="Late", version=0, by=case.senco)
        return b"%PDF-1.7"

    monkeypatch.setattr("ehcp.plans.printing.render_pdf", render)
    with pytest.raises(IllegalMove, match="meanwhile"):
        services.keep(plan=case.plan, kind="final", dated_on=TODAY, by=case.senco)
    assert not EhcPlanVersion.objects.exists()


def test_changes_that_came_to_nothing_are_taken_back(case):
    plan, by = case.plan, case.senco
    services.keep(plan=plan, kind="final", dated_on=TODAY, by=by)
    as_kept = content.of_plan(plan)
    line, need = plan.ehcprovisions.get(), plan.ehcneeds.get()
    seen = restoring.seal_of(plan, restoring.in_use(plan))
    services.save_section(plan=plan, letter="A", words="Other words.", version=1, by=by)
    services.save_section(plan=plan, letter="C", words="New.", version=0, by=by)
    services.save_line(plan=plan, kind="provisions", by=by, line=line, number=7, words="Less.",
                       minutes=5, needs=[])  # fmt: skip
    services.save_line(plan=plan, kind="outcomes", by=by, number=8, words="More.", needs=[need])
    services.take_out(plan=plan, kind="needs", line=need, by=by)

    with pytest.raises(IllegalMove, match="meanwhile"):
        services.take_back(plan=plan, seen=seen, by=by)
    seen = restoring.seal_of(plan, restoring.in_use(plan))
    services.take_back(plan=plan, seen=seen, by=by)

    assert content.of_plan(plan) == as_kept
    assert plan.ehcoutcomes.get(number=8).dropped_on == TODAY
    assert plan.ehcneeds.get().version == need.version + 2  # out and back: nothing saved for free
    with pytest.raises(IllegalMove, match="Nothing was typed"):
        services.take_back(plan=plan, seen=restoring.seal_of(plan, restoring.in_use(plan)), by=by)
