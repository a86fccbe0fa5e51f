"""A request for an assessment, step by step; its dates; its deadlines; days put right."""

from datetime import date, timedelta

import pytest

from audit.models import Event
from ehcp.plans import deadlines as of_plans
from ehcp.plans import services as plans
from ehcp.requests import dates, others, services, states
from ehcp.requests.models import AssessmentRequest
from pupils import leaving
from pupils.models import ChronologyEntry
from reminders.models import Deadline
from reminders.recount import differences
from sendcase import moment
from sendcase.edits import IllegalMove, Stale
from tests.factories.ehcp import EhcPlanFactory
from tests.factories.people import sign_in

pytestmark = pytest.mark.django_db
ASKED = {"asked_by": "school", "why": "Two plans.", "local_authority": "Westshire"}
TODAY = moment.today()
LONG_AGO = TODAY - timedelta(days=60)


def ago(days):
    return TODAY - timedelta(days=days)


def started(pupil, by, **facts):
    return services.start(pupil=pupil, by=by, **{**ASKED, **facts})


@pytest.fixture
def sent(pupil, senco):
    row = started(pupil, senco)
    row = services.consult(row=row, by=senco, consulted_on=LONG_AGO, family_agrees="no")
    return services.send(row=row, by=senco, sent_on=LONG_AGO)


def open_ones(pupil):
    return dict(Deadline.objects.open().filter(pupil=pupil).values_list("kind", "due_on"))


def test_the_family_is_asked_first_and_need_not_agree(pupil, senco):
    row = started(pupil, senco)
    with pytest.raises(IllegalMove, match="Talk it over with the family first"):
        services.send(row=row, by=senco, sent_on=TODAY)

    row = services.consult(row=row, by=senco, consulted_on=TODAY, family_agrees="no")

    assert services.send(row=row, by=senco, sent_on=TODAY).state == "sent"


def test_what_a_parent_asks_for_goes_without_us(pupil, senco):
    row = started(pupil, senco, asked_by="parent")

    assert services.send(row=row, by=senco, sent_on=TODAY).state == "sent"


def test_one_request_is_open_at_a_time(sent, senco):
    with pytest.raises(IllegalMove, match="open already"):
        started(sent.pupil, senco)


def test_dates_count_from_receipt_once_it_is_known(sent, senco):
    assert dates.decision(sent).on == LONG_AGO + timedelta(weeks=6)
    row = services.receive(row=sent, by=senco, received_on=ago(57))

    assert dates.decision(row).on == ago(57) + timedelta(weeks=6)
    assert open_ones(row.pupil) == {"ehc-authority": ago(57) + timedelta(weeks=6)}


def test_deadlines_open_move_and_close_and_the_recount_agrees(sent, senco):
    pupil, school = sent.pupil, sent.school_id
    row = services.assess(row=sent, by=senco, decided_on=ago(30))
    assert open_ones(pupil) == {"ehc-authority": LONG_AGO + timedelta(weeks=16)}
    row = services.ask_advice(row=row, by=senco, advice_asked_on=ago(29))
    assert open_ones(pupil)["ehc-advice"] == ago(29) + timedelta(weeks=6)
    assert differences(school) == []
    row = services.send_advice(row=row, by=senco, advice_sent_on=ago(9))
    assert "ehc-advice" not in open_ones(pupil)
    row = services.draft(row=row, by=senco, draft_on=ago(5))
    assert open_ones(pupil) == {"ehc-authority": LONG_AGO + timedelta(weeks=20)}
    assert differences(school) == []
    plan = EhcPlanFactory(pupil=pupil)
    of_plans.keep(plan)
    row = services.plan_issued(row=row, by=senco, issued_on=TODAY)

    assert (row.state, row.plan) == ("plan", plan)
    assert all(kind.startswith("ehc-plan-") for kind in open_ones(pupil))
    assert differences(school) == []


def test_a_plan_recorded_later_is_the_plan_of_its_request(client, sent, senco):
    row = services.assess(row=sent, by=senco, decided_on=ago(30))
    row = services.plan_issued(row=row, by=senco, issued_on=TODAY)
    sign_in(client, senco)
    assert "Record the plan" in client.get(row.get_absolute_url()).content.decode()
    plan = plans.record(pupil=row.pupil, by=senco, is_final=True, local_authority="Westshire",
                        issued_on=TODAY)  # fmt: skip
    row.refresh_from_db()
    assert row.plan == plan
    assert plan.get_absolute_url() in client.get(row.get_absolute_url()).content.decode()


def test_a_no_keeps_the_feedback_and_asks_what_the_family_does(sent, senco):
    row = services.refuse(row=sent, by=senco, decided_on=ago(20), feedback="Try a reading group.")

    assert set(open_ones(row.pupil)) == {"ehc-after-no"}
    facts = {"about": "assess", "letter_on": ago(20)}
    others.dispute(pupil=row.pupil, by=senco, request=row, **facts)
    assert set(open_ones(row.pupil)) == {"ehc-appeal"}
    assert differences(row.school_id) == []
    row.refresh_from_db()
    assert row.feedback == "Try a reading group."
    assert services.assess(row=row, by=senco, decided_on=ago(2)).state == "assessing"


def test_the_recount_says_whose_rule_it_is_and_whether_it_waits_for_others(sent, senco):
    row = services.assess(row=sent, by=senco, decided_on=ago(30))
    services.ask_advice(row=row, by=senco, advice_asked_on=ago(29))
    Deadline.objects.filter(kind="ehc-advice").update(is_waiting=True)
    Deadline.objects.filter(kind="ehc-authority").update(is_legal=False)
    advice, authority = differences(sent.school_id)
    assert "waiting for others, the records say" in advice
    assert "by the school’s rule, the records say" in authority


def test_a_no_that_is_let_stand_asks_nothing_more(sent, senco):
    row = services.refuse(row=sent, by=senco, decided_on=ago(20), feedback="No.")
    services.let_stand(row=row, by=senco, undisputed_on=TODAY)

    assert open_ones(row.pupil) == {} and differences(row.school_id) == []


def test_an_exemption_moves_no_date(sent, senco):
    before = dates.decision(sent).on
    with pytest.raises(IllegalMove, match="letter says"):
        services.record_exemption(row=sent, by=senco, exemption="away", exemption_words=" ")
    row = services.record_exemption(
        row=sent, by=senco, exemption="away", exemption_words="They were abroad for five weeks."
    )

    assert dates.decision(row).on == before
    assert open_ones(row.pupil)["ehc-authority"] == before


def test_a_new_assessment_needs_a_plan_and_has_its_own_dates(pupil, senco):
    with pytest.raises(IllegalMove, match="no plan in force"):
        started(pupil, senco, is_reassessment=True)
    plan = EhcPlanFactory(pupil=pupil, assessed_on=ago(100))
    of_plans.keep(plan)
    with pytest.raises(IllegalMove, match="new assessment instead"):
        started(pupil, senco)
    row = started(pupil, senco, is_reassessment=True, asked_by="parent")
    row = services.send(row=row, by=senco, sent_on=ago(20))
    assert row.plan == plan and dates.decision(row).on == ago(5)
    row = services.assess(row=row, by=senco, decided_on=ago(6))

    assert dates.last_plan(row).on == ago(6) + timedelta(weeks=14)
    assert differences(row.school_id) == []


def test_a_wrong_day_is_corrected_with_its_reason(sent, senco):
    row = services.receive(row=sent, by=senco, received_on=ago(50))
    with pytest.raises(IllegalMove, match="out of order"):
        others.correct_day(
            row=row, by=senco, field="received_on", now=ago(70), reason="Typed wrong."
        )
    made = others.correct_day(
        row=row, by=senco, field="received_on", now=ago(55), reason="The letter says so."
    )

    row.refresh_from_db()
    assert (row.received_on, made.was, made.now) == (ago(55), ago(50), ago(55))
    assert open_ones(row.pupil)["ehc-authority"] == ago(55) + timedelta(weeks=6)
    assert differences(row.school_id) == []


def test_impossible_days_are_refused(sent, senco):
    for day in (TODAY + timedelta(days=1), LONG_AGO - timedelta(days=1), date(2013, 1, 1)):
        with pytest.raises(IllegalMove):
            services.receive(row=sent, by=senco, received_on=day)


def test_a_form_opened_before_another_save_is_stale(sent, senco):
    with pytest.raises(Stale):
        services.receive(row=sent, by=senco, received_on=TODAY, version=sent.version - 1)


def test_a_consultation_is_answered_in_15_days(pupil, senco):
    row = others.consulted(pupil=pupil, by=senco, local_authority="Westshire", received_on=ago(3))
    assert open_ones(pupil) == {"ehc-consultation": ago(3) + timedelta(days=15)}
    assert differences(row.school_id) == []
    others.reply(row=row, by=senco, replied_on=TODAY, answer="cannot", words="No room.")

    assert open_ones(pupil) == {} and differences(row.school_id) == []


def test_an_appeal_ends_the_wait_and_an_end_has_an_outcome(pupil, senco):
    row = others.dispute(pupil=pupil, by=senco, about="content", letter_on=ago(30))
    assert set(open_ones(pupil)) == {"ehc-appeal"}
    row = others.change_dispute(row=row, by=senco, letter_on=row.letter_on, appeal_on=ago(1))
    assert open_ones(pupil) == {}
    with pytest.raises(IllegalMove, match="what came of it"):
        others.change_dispute(row=row, by=senco, letter_on=row.letter_on, ended_on=TODAY)


def test_placement_alone_needs_no_certificate(pupil, senco):
    row = others.dispute(pupil=pupil, by=senco, about="placement", letter_on=ago(30))
    rules = [line.due.rule for line in dates.dispute_lines(row)]
    assert rules == ["appeal_received"]


def test_leaving_ends_what_is_open(sent, senco):
    pupil = sent.pupil
    pupil.left_on = TODAY
    pupil.save()
    leaving.end_all(pupil, senco)

    sent.refresh_from_db()
    assert (sent.state, sent.end_reason) == ("dropped", leaving.LEFT)
    assert differences(pupil.school_id) == []


def test_each_step_is_audited_and_told_in_the_story(sent):
    verbs = set(Event.objects.filter(pupil_id=sent.pupil_id).values_list("verb", flat=True))
    assert verbs >= {"ehc_request.started", "ehc_request.consulted", "ehc_request.sent"}
    needs = ChronologyEntry.objects.filter(pupil=sent.pupil).values_list("needs", flat=True)
    assert set(needs) == {"ehc_view"}


@pytest.mark.parametrize("state", AssessmentRequest.State.values)
def test_every_other_move_is_refused(state):
    row = AssessmentRequest(state=state)
    for step, moves in states.MOVES.items():
        if state not in moves:
            with pytest.raises(IllegalMove, match="cannot be written down now"):
                states.check(row, step)
