"""The SENCO's answer, what follows from it, and who is told."""

from datetime import timedelta

import pytest

from pupils.models import ChronologyEntry
from referrals import hooks, services, triage
from register.models import NeedType
from reminders.models import Deadline
from reminders.recount import differences
from sendcase import edits, moment
from sendcase.outbox.models import Message
from tests.factories.people import UserFactory
from tests.factories.referrals import draft, sent

NEEDS = [(NeedType.SPLD, "reading is hard work")]


def accept(row, by, **changes):
    stage = row.school.stages.get(is_referral_start=True)
    facts = {"stage": stage, "reason": "The figures agree.", "evidence": "NGRT 78",
             "needs": NEEDS, "areas": list(row.areas.all())}  # fmt: skip
    return triage.accept(referral=row, version=row.version, by=by, **facts | changes)


def others(row, by):
    """Each answer but acceptance, ready to be given."""
    asked = {"referral": row, "version": row.version, "by": by, "reason": "Because."}
    return {
        "returned": lambda: triage.ask_for_more(**asked, asked="Which words?"),
        "in_class": lambda: triage.resolve_in_class(**asked, advice="Bigger print."),
        "pastoral": lambda: triage.pass_to_pastoral(**asked, taken_on_by="Mrs D. Hale"),
    }


def open_kinds(row):
    rows = Deadline.objects.filter(object_id=row.pk, state="open")
    return sorted(rows.filter(kind__in=KINDS).values_list("kind", flat=True))


KINDS = ["answer-referral", "complete-referral", "tell-raiser"]


def test_acceptance_places_the_pupil_and_links_the_entry(place):
    row = accept(sent(place.pupil, place.teacher), place.senco)

    entry = row.register_entry
    assert (row.state, entry.pupil, entry.decided_by) == ("accepted", place.pupil, place.senco)
    assert (entry.stage.is_referral_start, entry.evidence) == (True, "NGRT 78")
    assert [need.need_type for need in entry.needs.all()] == ["SPLD"]
    assert [area.code for area in entry.areas.all()] == ["cl"]
    assert open_kinds(row) == []


def test_a_refused_stage_leaves_the_referral_waiting(place):
    row = sent(place.pupil, place.teacher)

    with pytest.raises(edits.IllegalMove):
        accept(row, place.senco, stage=place.elsewhere.stages.first())

    row.refresh_from_db()
    assert (row.state, row.decisions.count(), open_kinds(row)) == (
        "submitted", 0, ["answer-referral"]
    )  # fmt: skip
    assert not Message.objects.exists()


def test_two_referrals_accepted_on_one_day_share_the_entry(place):
    first = accept(sent(place.pupil, place.teacher), place.senco)
    second = accept(sent(place.pupil, place.teacher), place.senco)

    assert second.register_entry == first.register_entry


def test_whoever_hooks_on_acceptance_is_called_in_the_same_transaction(place, monkeypatch):
    def refuse(referral):
        raise edits.IllegalMove(f"{referral.state} {referral.register_entry_id is not None}")

    monkeypatch.setattr(hooks, "on_accept", [refuse])
    row = sent(place.pupil, place.teacher)

    with pytest.raises(edits.IllegalMove, match="accepted True"):
        accept(row, place.senco)

    row.refresh_from_db()
    assert row.state == "submitted"
    assert not place.pupil.register_entries.exists()


@pytest.mark.parametrize("outcome", ["returned", "in_class", "pastoral"])
def test_each_answer_keeps_outcome_reason_person_date_and_next_step(place, outcome):
    row = sent(place.pupil, place.teacher)

    others(row, place.senco)[outcome]()

    row.refresh_from_db()
    decision = row.decisions.get()
    assert (row.state, row.decided_by, row.decision_reason) == (outcome, place.senco, "Because.")
    assert (decision.outcome, decision.by, decision.at) == (outcome, place.senco, row.decided_at)
    assert decision.next_step
    assert row.register_entry is None
    assert ChronologyEntry.objects.filter(pupil=place.pupil).count() == 2


def test_a_returned_one_comes_back_to_the_same_referral(place):
    row = sent(place.pupil, place.teacher)
    row = others(row, place.senco)["returned"]()
    assert open_kinds(row) == ["complete-referral"]
    assert Deadline.objects.get(kind="complete-referral").owner == place.teacher

    services.revise(
        referral=row, version=row.version, by=place.teacher, areas=row.areas.all(),
        values={"reasons": "More: the long words."},
    )  # fmt: skip
    again = services.submit(referral=row, version=row.version + 1, by=place.teacher)

    assert (again.pk, again.state, again.decided_by) == (row.pk, "submitted", None)
    assert open_kinds(again) == ["answer-referral"]
    accept(again, place.senco)
    assert [d.outcome for d in again.decisions.all()] == ["returned", "accepted"]


@pytest.mark.parametrize("outcome", ["returned", "in_class", "pastoral", "accepted"])
def test_a_second_answer_is_refused_and_changes_nothing(place, outcome):
    row = sent(place.pupil, place.teacher)
    accept(row, place.senco)
    answers = others(row, place.senco) | {"accepted": lambda: accept(row, place.senco)}

    with pytest.raises(edits.Stale):
        answers[outcome]()
    row.refresh_from_db()
    answers = others(row, place.senco) | {"accepted": lambda: accept(row, place.senco)}
    with pytest.raises(edits.IllegalMove, match="dealt with this referral already"):
        answers[outcome]()

    assert row.decisions.count() == 1
    assert Message.objects.count() == 1


@pytest.mark.parametrize("outcome", ["returned", "in_class", "pastoral", "accepted"])
def test_a_draft_cannot_be_answered(place, outcome):
    row = draft(place.pupil, place.teacher)
    answers = others(row, place.senco) | {"accepted": lambda: accept(row, place.senco)}

    with pytest.raises(edits.IllegalMove, match="has not been sent"):
        answers[outcome]()

    assert row.decisions.count() == 0


@pytest.mark.parametrize("outcome", ["returned", "in_class", "pastoral", "accepted"])
def test_the_referrer_is_told_once_and_no_child_is_named(place, outcome):
    row = sent(place.pupil, place.teacher)
    answers = others(row, place.senco) | {"accepted": lambda: accept(row, place.senco)}
    answers[outcome]()

    message = Message.objects.get()
    written = f"{message.subject}\n{message.text}\n{message.html}"
    assert message.to == "holt@example.org"
    assert f"/referrals/{row.pk}/" in message.text
    assert f"{moment.today():%Y}" in message.text
    for word in ("Amina", "Brightwater", "Because", "reading", "SEN Support", "Whitlock"):
        assert word not in written


def test_nobody_writes_to_themselves_or_to_a_leaver(place):
    own = sent(place.pupil, place.senco)
    others(own, place.senco)["in_class"]()
    leaver = UserFactory(is_active=False)
    left = sent(place.pupil, leaver)
    others(left, place.senco)["in_class"]()

    assert not Message.objects.exists()


@pytest.mark.parametrize("source", ["parent", "pupil"])
def test_whoever_asked_is_owed_an_answer_against_a_clock(place, source):
    row = sent(place.pupil, place.teacher, source=source, raised_by_contact=place.carer)
    row = others(row, place.senco)["in_class"]()

    deadline = Deadline.objects.get(kind="tell-raiser", state="open")
    days = place.school.policy.tell_parents_days
    assert deadline.due_on == moment.today() + timedelta(days=days)
    assert row.raiser_waits

    row = triage.mark_raiser_told(
        referral=row, version=row.version, by=place.senco, on=moment.today(), how="by phone"
    )
    assert not row.raiser_waits
    assert open_kinds(row) == []
    with pytest.raises(edits.IllegalMove, match="nobody left"):
        triage.mark_raiser_told(
            referral=row, version=None, by=place.senco, on=moment.today(), how="again"
        )


def test_a_question_back_owes_the_parent_nothing_yet(place):
    row = sent(place.pupil, place.teacher, source="parent", raised_by_contact=place.carer)

    row = others(row, place.senco)["returned"]()

    assert open_kinds(row) == ["complete-referral"]


def test_the_clocks_equal_what_the_records_say(place):
    draft(place.pupil, place.teacher)
    sent(place.pupil, place.teacher)
    for outcome in ("returned", "in_class", "pastoral"):
        row = sent(place.pupil, place.teacher, source="parent", raised_by_contact=place.carer)
        others(row, place.senco)[outcome]()
    told = sent(place.pupil, place.teacher, source="pupil")
    told = others(told, place.senco)["in_class"]()
    triage.mark_raiser_told(
        referral=told, version=None, by=place.senco, on=moment.today(), how="we sat down together"
    )

    mine = [line for line in differences(place.school.pk) if line.split(" of ")[0] in KINDS]
    assert mine == []
    Deadline.objects.filter(kind="answer-referral", state="open").delete()
    assert [line for line in differences(place.school.pk) if line.startswith("answer-referral")]
