"""Report, its readers, decision, notice, final plan: each deadline moves and closes."""

from datetime import timedelta

import pytest

from audit.models import Event
from ehcp.packs.case import Case
from ehcp.packs.gathering import around
from ehcp.plans import services as plans
from ehcp.reviews import dates, states
from ehcp.reviews.after import sending, services
from ehcp.reviews.meeting import services as meeting
from ehcp.reviews.models import AnnualReview
from letters import services as letters
from letters.models import Letter
from pupils import documents
from reminders.models import Deadline
from reminders.recount import differences
from sendcase import moment
from sendcase.edits import IllegalMove, Stale
from sendcase.frozen.services import content_of, is_whole
from tests.factories.ehcp import InvitationFactory
from tests.factories.pupils import ContactFactory

TODAY = moment.today()
DAY = timedelta(days=1)


def open_ones(case) -> dict:
    assert differences(case.school.pk) == []
    rows = Deadline.objects.open().filter(pupil=case.pupil, kind__startswith="ehc-review-")
    return {d.kind.removeprefix("ehc-review-"): d.due_on for d in rows}


def finished(case):
    services.report(row=case.row, by=case.senco)
    case.row.refresh_from_db()
    return case.row.versions.get()


def to_all(case, on=TODAY):
    how = {each.pk: "post" for each in case.people.values()}
    return services.sent(row=case.row, by=case.senco, on=on, how=how)


def decided(case, decision="amend", days=19):
    return services.decide(row=case.row, by=case.senco, decision=decision,
                           decided_on=TODAY - days * DAY)  # fmt: skip


def test_the_report_is_frozen_and_owed_until_everybody_invited_has_it(case):
    frozen = finished(case)

    assert case.row.state == "reported" and is_whole(frozen)
    assert content_of(frozen)["asks_words"] == "More help with talking."
    assert frozen.document.needs == "ehc_view"
    assert open_ones(case) == {"report": case.day + timedelta(weeks=2),
                               "decision": case.day + timedelta(weeks=4)}  # fmt: skip
    # The social care officer was never named: nobody can be sent anything.
    assert {each.role for each in sending.waiting(case.row, frozen)} == {
        "parent",
        "school",
        "authority",
        "health",
    }
    one = case.people["health"].pk
    services.sent(row=case.row, by=case.senco, on=TODAY, how={one: "post", 10**9: "post"})
    case.row.refresh_from_db()
    assert case.row.reported_on is None and "report" in open_ones(case)
    assert to_all(case).reported_on == TODAY
    assert open_ones(case) == {"decision": case.day + timedelta(weeks=4)}
    with pytest.raises(IllegalMove, match="at least one person"):
        to_all(case)
    missed = [(line.due.rule, who) for line, who in dates.missed(case.row, TODAY)]
    assert missed == [("report_due", "School")]


def test_nothing_empty_or_moved_meanwhile_is_frozen(case, monkeypatch):
    def meanwhile(html):
        meeting.save_words(row=case.row, by=case.senco, pupil_views="I like it.")
        return b"%PDF"

    monkeypatch.setattr("ehcp.reviews.after.printing.render_pdf", meanwhile)
    with pytest.raises(IllegalMove, match="meanwhile"):
        services.report(row=case.row, by=case.senco)
    monkeypatch.setattr("ehcp.reviews.after.printing.render_pdf", lambda html: b"%PDF")
    case.row.refresh_from_db()
    row = meeting.save_words(row=case.row, by=case.senco, asks="", asks_words="")
    with pytest.raises(IllegalMove, match="what the meeting asks for"):
        services.report(row=row, by=case.senco)
    with pytest.raises(Stale):
        services.report(row=row, by=case.senco, version=row.version - 1)
    assert not case.row.versions.exists() and case.row.state == "held"


def test_what_was_wrong_is_put_right_in_a_new_version_for_everybody(case):
    finished(case)
    to_all(case)
    row = services.open_again(row=case.row, by=case.senco, reason="A wrong day.")
    with pytest.raises(IllegalMove, match="being put right"):
        to_all(case)
    meeting.save_words(row=row, by=case.senco, pupil_views="I like it.")
    row.refresh_from_db()
    second = services.report(row=row, by=case.senco)

    assert second.number == 2 and len(sending.waiting(row, second)) == 4
    row.refresh_from_db()
    assert row.reported_on == TODAY  # the duty was met by the first
    with pytest.raises(IllegalMove, match="Say what"):
        services.open_again(row=row, by=case.senco, reason=" ")


def test_a_letter_home_with_the_report_counts_for_the_family_once_it_is_sent(case, monkeypatch):
    monkeypatch.setattr("letters.services.checks.refuse", lambda *a, **k: None, raising=False)
    frozen = finished(case)
    services.prepare_letters(row=case.row, by=case.senco)
    [letter] = Letter.objects.filter(pupil=case.pupil)
    assert list(letter.attachments.all()) == [frozen.document]
    assert letter.facts["decision_by"] and "More help" in letter.facts["what_asked"]
    letter.issued_by = case.senco
    for _ in range(2):  # issued once; told twice it says so once
        sending.on_issued(letter)
    [sent] = case.people["parent"].sent.all()
    assert (sent.how, sent.letter, sent.report) == ("letter", letter, frozen)
    assert len(sending.waiting(case.row, frozen)) == 3
    with pytest.raises(IllegalMove):
        services.prepare_letters(
            row=services.open_again(row=case.row, by=case.senco, reason="Day."), by=case.senco
        )
    assert letters.purposes[sending.PURPOSE]


def test_a_home_that_asked_for_large_print_gets_the_report_in_it(case, monkeypatch):
    made = []

    def pdf(value, number, *, large=False, is_draft=False):
        made.append(large)
        return b"%PDF large" if large else b"%PDF"

    monkeypatch.setattr("ehcp.reviews.after.printing.pdf", pdf)
    father = ContactFactory(pupil=case.pupil, household=2, address="9 Hill Road")
    frozen = finished(case)
    services.prepare_letters(row=case.row, by=case.senco)
    assert made == [False], "nobody asked for it"
    type(father).objects.filter(pk=father.pk).update(accessible_format="large")
    for _ in range(2):  # again, before it is checked: the same paper, made once
        services.prepare_letters(row=case.row, by=case.senco)
    assert made == [False, True] and Letter.objects.count() == 2
    of_mother, of_father = (
        Letter.objects.get(contact=each).attachments.get() for each in (case.contact, father)
    )
    assert of_mother == frozen.document != of_father
    assert (documents.content(of_father), of_father.needs) == (b"%PDF large", "ehc_view")
    letter = Letter.objects.get(contact=father)
    invited = InvitationFactory(review=case.row, role="parent", contact=father, invited_on=TODAY)
    letter.issued_by = case.senco
    sending.on_issued(letter)
    assert invited.sent.get().letter == letter, "in large print it is the report, too"
    others = around.others(Case(by=case.senco, review=case.row))
    assert of_father.pk not in [each.document.pk for each in others], "no paper of its own"


def test_a_large_print_of_an_older_report_is_not_the_newest(case):
    type(case.contact).objects.update(accessible_format="large")
    finished(case)
    services.prepare_letters(row=case.row, by=case.senco)
    letter = Letter.objects.get()
    row = services.open_again(row=case.row, by=case.senco, reason="A wrong day.")
    services.report(row=row, by=case.senco)
    letter.issued_by = case.senco
    sending.on_issued(letter)
    assert not case.people["parent"].sent.exists()
    row.refresh_from_db()
    services.prepare_letters(row=row, by=case.senco)
    letter.refresh_from_db()
    [behind] = letter.attachments.all()
    assert behind == row.versions.first().large_print.document


def test_a_change_counts_with_its_notice_and_ends_with_the_plan(case):
    finished(case)
    to_all(case)
    row = decided(case)
    assert row.state == "decided"
    row.plan.refresh_from_db()
    assert row.plan.reviewed_on == TODAY - 19 * DAY
    assert set(open_ones(case)) == {"decision", "final"}
    with pytest.raises(IllegalMove, match="notice of changes reached"):
        services.final_plan(row=row, by=case.senco, final_on=TODAY)
    row = services.serve_notice(row=row, by=case.senco, notice_on=TODAY - 16 * DAY)
    assert open_ones(case) == {"final": TODAY - 16 * DAY + timedelta(weeks=8)}
    with pytest.raises(IllegalMove, match="before the notice"):
        services.final_plan(row=row, by=case.senco, final_on=TODAY - 17 * DAY)
    row = services.final_plan(row=row, by=case.senco, final_on=TODAY)
    assert (row.state, row.final_on, open_ones(case)) == ("finished", TODAY, {})
    # The next review is counted from the decision: its meeting is owed anew.
    meetings = Deadline.objects.open().filter(pupil=case.pupil, kind="ehc-plan-meeting")
    assert meetings.get().due_on > TODAY + timedelta(days=300)


@pytest.mark.parametrize("decision", ["maintain", "cease", "reassess"])
def test_other_decisions_finish_the_review_even_without_a_report(case, decision):
    row = decided(case, decision)
    owed = {"report": case.day + timedelta(weeks=2)}  # its letter does not end reg. 20(7)
    assert (row.state, row.decision, open_ones(case)) == ("finished", decision, owed)
    assert [line.due.rule for line, _ in dates.missed(row, TODAY)] == ["report_due"]
    services.report(row=row, by=case.senco)
    row.refresh_from_db()
    assert row.state == "finished" and to_all(case).reported_on == TODAY
    assert open_ones(case) == {}
    with pytest.raises(IllegalMove, match="stays as it went out"):
        services.report(row=row, by=case.senco)


def test_a_review_completed_after_its_twelve_months_stays_missed(case):
    plan = case.row.plan
    plan.issued_on, plan.reviewed_on = case.day - timedelta(days=700), case.day - 380 * DAY
    plan.save()
    row = AnnualReview.objects.get(pk=case.row.pk)
    before = {(line.due.rule, who) for line, who in dates.missed(row, TODAY)}
    row = decided(case, "maintain")
    row = AnnualReview.objects.get(pk=row.pk)
    after = {(line.due.rule, who) for line, who in dates.missed(row, TODAY)}

    late = {("latest_meeting", "School"), ("next_review_complete", "Local authority")}
    assert late <= before and late <= after
    row.counted_from = plan.issued_on
    assert dates.complete_by(row).rule == "first_review_complete"
    row.plan.moved_on = row.counted_from + DAY
    assert dates.complete_by(row).rule == "new_authority_reviews"


def test_a_plan_that_stays_after_its_notice_has_its_own_last_day(case):
    row = services.serve_notice(row=decided(case), by=case.senco, notice_on=TODAY - 15 * DAY)
    row = services.keep_after_all(row=row, by=case.senco, on=TODAY - DAY)

    done = {line.due.rule: line.done_on for line in dates.lines(row)}
    assert done["decides_not_to_amend"] == TODAY - DAY and "final_amended_plan" not in done
    assert done["la_decision"] == TODAY - 15 * DAY
    assert (row.state, row.decision, row.decided_on) == ("finished", "maintain", TODAY - 19 * DAY)


def test_days_that_cannot_be_are_refused_in_words(case):
    with pytest.raises(IllegalMove, match="before the meeting was held"):
        decided(case, days=21)
    with pytest.raises(IllegalMove, match="has not come yet"):
        decided(case, days=-1)
    row = decided(case)
    with pytest.raises(IllegalMove, match="has not come yet"):
        services.serve_notice(row=row, by=case.senco, notice_on=TODAY + DAY)


def test_a_decision_written_down_wrongly_is_put_right(case):
    row = decided(case, "maintain")
    given = {"row": row, "by": case.senco, "decided_on": TODAY - 18 * DAY}
    with pytest.raises(IllegalMove, match="what was wrong"):
        services.put_right(decision="amend", reason="", **given)
    row = services.put_right(decision="amend", reason="Read again.", **given)
    row.plan.refresh_from_db()
    assert (row.state, row.plan.reviewed_on) == ("decided", TODAY - 18 * DAY)
    assert set(open_ones(case)) == {"report", "decision", "final"}
    row = services.put_right(row=row, by=case.senco, decision="cease", reason="No.",
                             decided_on=TODAY)  # fmt: skip
    AnnualReview.objects.create(school=case.school, pupil=case.pupil, plan=row.plan,
                                recorded_by=case.senco)  # fmt: skip
    with pytest.raises(IllegalMove, match="next review of this plan has begun"):
        services.put_right(decision="amend", reason="Again.", row=row, by=case.senco,
                           decided_on=TODAY)  # fmt: skip
    with pytest.raises(IllegalMove, match="stands there already"):
        services.put_right(decision="cease", reason="Again.", row=row, by=case.senco,
                           decided_on=TODAY)  # fmt: skip


def test_every_step_is_audited_and_every_other_move_refused(case):
    finished(case)
    services.say_why_late(row=case.row, by=case.senco, late_words="The school was closed.")
    verbs = set(Event.objects.filter(object_id=case.row.pk).values_list("verb", flat=True))
    assert {"ehc_review.reported", "ehc_review.late_words"} <= verbs
    plans.cease(plan=case.row.plan, last_day=TODAY, reason="Over.", by=case.senco)
    for state in AnnualReview.State:
        case.row.state = state
        for step in ("report", "open the report again", "notice", "final plan"):
            if states.can(case.row, step):
                assert states.check(case.row, step)
            else:
                with pytest.raises(IllegalMove, match="cannot be written down now"):
                    states.check(case.row, step)
