"""Writing, sending, changing, taking back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from audit.models import Event, EventDetail
from pupils.models import ChronologyEntry
from referrals import services
from referrals.models import MOVES, Referral, State
from reminders.models import Deadline
from sendcase import edits, moment
from tests.factories.referrals import draft, sent


def open_kinds(referral):
    rows = Deadline.objects.filter(object_id=referral.pk, state="open")
    return sorted(rows.values_list("kind", flat=True))


def test_a_draft_keeps_what_was_written_and_opens_no_clock(place):
    row = draft(place.pupil, place.teacher)

    assert (row.state, row.raised_by, row.raised_on) == ("draft", place.teacher, moment.today())
    assert [area.code for area in row.areas.all()] == ["cl"]
    assert [test.figure for test in row.tests.all()] == ["standardised reading score 78"]
    assert open_kinds(row) == []


def test_sending_opens_the_answer_clock_in_calendar_days(place):
    place.school.policy.referral_answer_days = 9
    place.school.policy.save()

    row = sent(place.pupil, place.teacher)

    deadline = Deadline.objects.get(kind="answer-referral", object_id=row.pk)
    assert deadline.due_on == moment.today() + timedelta(days=9)
    assert (deadline.owner_role, deadline.pupil) == ("senco", place.pupil)
    assert "9 days" in deadline.rule


def test_sending_twice_is_refused_with_a_sentence(place):
    row = sent(place.pupil, place.teacher)

    with pytest.raises(edits.IllegalMove, match="sent already"):
        services.submit(referral=row, version=row.version, by=place.teacher)

    assert Event.objects.filter(verb="referral.submitted").count() == 1


@pytest.mark.parametrize(
    ("field", "words"),
    [("concern", "SEND or pastoral"), ("reasons", "worries"), ("interventions", "tried"),
     ("parent_said", "parent"), ("pupil_said", "pupil said")],
)  # fmt: skip
def test_an_incomplete_draft_cannot_be_sent(place, field, words):
    row = draft(place.pupil, place.teacher, **{field: ""})

    with pytest.raises(edits.IllegalMove, match=words):
        services.submit(referral=row, version=row.version, by=place.teacher)

    row.refresh_from_db()
    assert (row.state, row.submitted_at) == ("draft", None)


def test_a_reason_why_nobody_was_asked_is_enough(place):
    row = draft(place.pupil, place.teacher, parent_said="", parent_not_asked_why="In hospital.")

    services.submit(referral=row, version=row.version, by=place.teacher)

    row.refresh_from_db()
    assert row.state == "submitted"


def test_a_parents_referral_must_say_which_parent(place):
    row = draft(place.pupil, place.teacher, source="parent")

    with pytest.raises(edits.IllegalMove, match="who asked"):
        services.submit(referral=row, version=row.version, by=place.teacher)


def test_a_change_is_audited_with_both_texts(place):
    row = sent(place.pupil, place.teacher)

    services.revise(
        referral=row, version=row.version, by=place.teacher, values={"reasons": "New words."},
        areas=row.areas.all(), tests=[],
    )  # fmt: skip

    detail = EventDetail.objects.get(event__verb="referral.changed").text
    assert detail["reasons"][1] == "New words."
    assert "Loses her place" in detail["reasons"][0]
    assert set(detail) == {"reasons", "tests"}


def test_a_sent_referral_may_not_be_emptied(place):
    row = sent(place.pupil, place.teacher)

    with pytest.raises(edits.IllegalMove):
        services.revise(
            referral=row, version=row.version, by=place.teacher, values={"reasons": ""},
            areas=row.areas.all(), tests=[],
        )  # fmt: skip

    row.refresh_from_db()
    assert row.reasons and row.tests.count() == 1


def test_a_stale_save_writes_nothing(place):
    row = draft(place.pupil, place.teacher)
    services.revise(
        referral=row, version=1, by=place.teacher, values={"reasons": "First."}, areas=[], tests=[]
    )

    with pytest.raises(edits.Stale) as stale:
        services.revise(referral=row, version=1, by=place.teacher, values={"reasons": "Second."})

    assert stale.value.current.reasons == "First."
    row.refresh_from_db()
    assert row.reasons == "First."


def test_withdrawing_drops_the_clock_and_keeps_person_and_reason(place):
    row = sent(place.pupil, place.teacher)

    services.withdraw(referral=row, version=None, by=place.teacher, reason="Wrong child.")

    row.refresh_from_db()
    decision = row.decisions.get()
    assert (row.state, decision.reason, decision.by) == ("withdrawn", "Wrong child.", place.teacher)
    assert open_kinds(row) == []
    assert Deadline.objects.get(object_id=row.pk).state == "dropped"


def test_a_withdrawn_draft_was_never_anybody_elses_business(place):
    row = draft(place.pupil, place.teacher)

    services.withdraw(referral=row, version=None, by=place.teacher, reason="Not needed.")

    assert row not in Referral.objects.visible_to(place.senco)
    assert not ChronologyEntry.objects.filter(pupil=place.pupil).exists()


def test_support_staff_read_nothing_of_it_in_the_childs_story(place):
    sent(place.pupil, place.teacher)

    stories = ChronologyEntry.objects.filter(pupil=place.pupil)
    assert stories.visible_to(place.senco).count() == 1
    assert stories.visible_to(place.teacher).count() == 1
    assert stories.visible_to(place.support).count() == 0
    assert stories.visible_to(place.office).count() == 0


def test_the_database_refuses_states_that_lie(place):
    row = draft(place.pupil, place.teacher)
    lies = [
        {"state": "accepted"},
        {"state": "submitted"},  # without the moment it was sent
        {"state": "in_class", "submitted_at": moment.now()},  # without who and why
        {"decided_by": place.senco},
        {"decided_by": place.senco, "decided_at": moment.now()},  # a draft is undecided
        {"raiser_told_on": moment.today()},  # told, and no word how
    ]
    for lie in lies:
        with pytest.raises(IntegrityError), transaction.atomic():
            Referral.objects.filter(pk=row.pk).update(**lie)


def test_every_closed_state_leads_nowhere(place):
    row = sent(place.pupil, place.teacher)
    services.withdraw(referral=row, version=None, by=place.teacher, reason="Wrong child.")

    for move in (services.submit, lambda **kw: services.withdraw(reason="again", **kw)):
        with pytest.raises(edits.IllegalMove, match="already"):
            move(referral=row, version=None, by=place.teacher)
    assert {state for state in State if not MOVES[state]} == {
        "accepted", "in_class", "pastoral", "withdrawn"
    }  # fmt: skip
