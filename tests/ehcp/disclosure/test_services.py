"""Nothing leaves without an agreement that holds or a second person; what was sent stays."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.access import forget_roles, roles_by_school
from audit.models import Event
from ehcp.disclosure import guests, services, states
from ehcp.disclosure.deadlines import SECOND, SEND
from ehcp.disclosure.models import Disclosure
from letters import choosing
from letters.outside import Other
from pupils import contacts
from pupils.consents import services as consents
from pupils.models import ChronologyEntry, Pupil
from pupils.services import update_pupil
from reminders.models import Deadline
from reminders.recount import differences
from sendcase import edits, moment
from sendcase.edits import IllegalMove, Stale
from sendcase.frozen.triggers import renew
from tests.factories.pupils import ContactFactory, PupilFactory

TODAY = moment.today()
DAY = timedelta(days=1)
MONDAY = datetime(2026, 3, 2, 10, tzinfo=moment.LONDON)


def ask(case, **facts):
    given = {
        "recipient": "Ms K. Lowe", "ground": "consent", "consent": case.consent,
        "reason": "She plans the help at the clinic.", "plan_version": case.version,
    }  # fmt: skip
    return services.ask(plan=case.plan, by=case.senco, **given | facts)


def test_on_an_agreement_it_may_go_and_the_register_says_so(case):
    row = ask(case)
    assert (row.state, row.consent) == ("ready", case.consent)
    row = services.send(row=row, by=case.senco, sent_on=TODAY, sent_how="Recorded post")
    assert (row.state, row.sent_by) == ("sent", case.senco)
    verbs = Event.objects.filter(object_id=row.pk, object_type__contains="disclosure")
    assert [e.verb for e in verbs.order_by("pk")] == [
        "ehc_disclosure.asked", "ehc_disclosure.sent",
    ]  # fmt: skip
    story = ChronologyEntry.objects.filter(summary__contains="outside the school").get()
    assert "Lowe" not in story.summary
    with pytest.raises(IllegalMove, match="it was sent"):
        services.send(row=row, by=case.senco, sent_on=TODAY, sent_how="Again")


def test_an_agreement_that_ended_meanwhile_stops_it(case):
    row = ask(case)
    consents.withdraw(consent=case.consent, on=TODAY, withdrawn_by="Leila", how="By phone",
                      by=case.senco)  # fmt: skip
    assert services.why_not(row) == services.NO_CONSENT
    with pytest.raises(IllegalMove, match="does not hold"):
        services.send(row=row, by=case.senco, sent_on=TODAY, sent_how="Post")
    with pytest.raises(IllegalMove, match="does not hold"):
        ask(case)
    assert Disclosure.objects.get().state == "ready"


def grown_up(case, may_be_told=""):
    """Over compulsory school age from now on; the agreement of a parent is from before."""
    case.pupil.born_on, case.pupil.parents_may_be_told = date(2008, 1, 5), may_be_told
    case.pupil.save()


def test_over_compulsory_school_age_only_the_young_persons_own_agreement_counts(case):
    row = ask(case)
    grown_up(case, "agreed")  # parents may hear of it; they do not agree in Amina's place
    row.refresh_from_db()
    assert "Ask Amina" in services.why_not(row)
    for refused in (ask, lambda case: services.send(row=row, by=case.senco, sent_on=TODAY,
                                                    sent_how="Post")):  # fmt: skip
        with pytest.raises(IllegalMove, match="only their own agreement counts"):
            refused(case)
    own = consents.record(
        pupil=case.pupil, kind="sharing", scope="The clinic reads the plan", answer="yes",
        given_by="Amina", given_on=TODAY, by_young_person=True, evidence="Said so", by=case.senco,
    )  # fmt: skip
    assert services.send(row=ask(case, consent=own), by=case.senco, sent_on=TODAY,
                         sent_how="Post").state == "sent"  # fmt: skip
    grown_up(case, "capacity")
    row.refresh_from_db()
    assert services.why_not(row) == "" and ask(case).state == "ready"


def test_what_is_sent_cannot_have_gone_before_the_second_person_agreed(case):
    with moment.at(moment.now() - 4 * DAY):
        row = ask(case, ground="court")
    with moment.at(moment.now() - 2 * DAY):
        row = services.agree(row=row, by=case.head)
    with pytest.raises(IllegalMove, match="before the second person agreed"):
        services.send(row=row, by=case.senco, sent_on=TODAY - 3 * DAY, sent_how="Post")
    assert services.send(row=row, by=case.senco, sent_on=TODAY - 2 * DAY, sent_how="Post").sent_on


def test_giving_up_leaves_what_the_second_person_said(case):
    row = services.agree(row=ask(case, ground="court"), by=case.head, words="The order names it.")
    row = services.give_up(row=row, by=case.senco, words="The hearing was called off.")
    row.refresh_from_db()
    assert (row.second_words, row.given_up_words, row.second_by) == (
        "The order names it.", "The hearing was called off.", case.head
    )  # fmt: skip
    assert Event.objects.get(verb="ehc_disclosure.given_up").detail.text["words"][0] == ""


def test_an_agreement_withdrawn_in_the_same_moment_is_respected(case, monkeypatch):
    """Withdrawing locks the child's row: so does sending, before it asks whether one holds."""
    row, locked, seen = ask(case), edits.locked, []

    def after_the_other(model, pk, version=None):
        if not seen:
            seen.append(model)
            consents.withdraw(consent=case.consent, on=TODAY, withdrawn_by="Leila", how="By phone",
                              by=case.senco)  # fmt: skip
        seen.append(model)
        return locked(model, pk, version)

    monkeypatch.setattr("ehcp.disclosure.services.edits.locked", after_the_other)
    with pytest.raises(IllegalMove, match="does not hold"):
        services.send(row=row, by=case.senco, sent_on=TODAY, sent_how="Post")
    assert seen[0] is Pupil


def test_on_a_ground_a_second_person_stands_behind_it(case):
    row = ask(case, ground="tribunal")
    assert (row.state, row.consent) == ("asked", None)
    with pytest.raises(IllegalMove, match="waits for a second person"):
        services.send(row=row, by=case.senco, sent_on=TODAY, sent_how="Post")
    with pytest.raises(IllegalMove, match="cannot be the second"):
        services.agree(row=row, by=case.senco)
    assert not services.may_decide(case.senco, row) and services.may_decide(case.head, row)
    row = services.agree(row=row, by=case.head, words="I read the order.")
    assert (row.state, row.second_by) == ("ready", case.head)
    services.send(row=row, by=case.senco, sent_on=TODAY, sent_how="Post")


def test_a_no_and_giving_up_need_words(case):
    row = ask(case, ground="interests")
    with pytest.raises(IllegalMove, match="Say why"):
        services.refuse(row=row, by=case.head, words=" ")
    with pytest.raises(Stale):
        services.refuse(row=row, by=case.head, words="No.", version=row.version - 1)
    assert services.refuse(row=row, by=case.head, words="Not needed.").state == "refused"
    assert services.give_up(row=ask(case), by=case.senco, words="Not asked any more.").state == (
        "refused"
    )


def test_what_goes_is_of_this_child_and_is_named(case):
    other = PupilFactory()
    case.pack.pupil = other
    for wrong in ({"plan_version": None}, {"pack": case.pack}, {"reason": ""}):
        with pytest.raises(IllegalMove):
            ask(case, **wrong)
    with pytest.raises(IllegalMove, match="before it was asked"):
        services.send(row=ask(case), by=case.senco, sent_on=TODAY - DAY, sent_how="Post")


def test_the_database_itself_keeps_two_people_and_what_was_sent(case):
    renew(using="default")
    row = services.send(row=ask(case), by=case.senco, sent_on=TODAY, sent_how="Post")
    waits = ask(case, ground="court")
    wrong = (
        lambda: Disclosure.objects.filter(pk=row.pk).update(recipient="Somebody else"),
        lambda: Disclosure.objects.filter(pk=row.pk).delete(),
        lambda: Disclosure.objects.filter(pk=waits.pk).update(state="ready"),
        lambda: Disclosure.objects.filter(pk=waits.pk).update(second_by=case.senco),
    )
    for change in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    Disclosure.objects.filter(pk=waits.pk).update(reason="Another.")  # not sent: not frozen


def test_no_paper_of_a_plan_goes_with_a_letter_to_somebody_outside(case):
    given = {"purpose": "advice-request", "pupil": case.pupil, "other": Other("Ms Lowe", "Road 1"),
             "facts": dict.fromkeys(("meeting_day", "advice_by", "what_asked"), "x")}  # fmt: skip
    choosing.refuse_wrong_call(attachments=[], **given)
    with pytest.raises(ValueError, match="disclosure only"):
        choosing.refuse_wrong_call(attachments=[case.version.document], **given)


def test_every_other_move_is_refused(case):
    row = ask(case)
    for state in Disclosure.State:
        row.state = state
        for step, pairs in states.MOVES.items():
            if state in pairs:
                assert states.check(row, step) == pairs[state]
            else:
                with pytest.raises(IllegalMove, match="cannot be done now"):
                    states.check(row, step)


def let_in(case, **facts):
    given = {"until": TODAY + 30 * DAY, "person": case.person} | facts
    return guests.let_in(row=case.review, by=case.senco, **given)


def test_a_guest_is_let_in_until_a_day_and_at_most_until_the_review_ends(case):
    for wrong in (TODAY - DAY, TODAY + 400 * DAY):
        with pytest.raises(IllegalMove, match="last day"):
            let_in(case, until=wrong)
    person = let_in(case)
    guest = person.user
    assert list(guests.with_pack(guests.open_for(guest)).values_list("pack_id", flat=True)) == [
        case.pack.pk
    ]
    with moment.at(moment.now() + 31 * DAY):
        assert not guests.open_for(guest).exists()
    guests.end(row=case.review, by=case.senco, person=person)
    assert not guests.open_for(guest).exists()
    with pytest.raises(IllegalMove, match="could not read"):
        guests.end(row=case.review, by=case.senco, person=person)
    let_in(case)
    type(case.review).objects.filter(pk=case.review.pk).update(
        state="called_off", called_off_reason="Moved."
    )
    assert not guests.open_for(guest).exists()
    with pytest.raises(IllegalMove, match="has ended"):
        let_in(case)


def test_only_who_is_invited_from_outside_is_let_in(case):
    parent = case.review.invitations.get(role="parent")
    with pytest.raises(IllegalMove, match="Invite them first"):
        guests.let_in(row=case.review, by=case.senco, person=parent, until=TODAY)
    case.person.email = case.head.email
    case.person.save()
    with pytest.raises(IllegalMove, match="somebody of the school"):
        let_in(case)
    case.person.email = ""
    case.person.save()
    with pytest.raises(IllegalMove, match="e-mail address"):
        let_in(case)


FLAG = {"do_not_contact": True, "do_not_contact_kind": "court", "do_not_contact_reason": "An order"}


def marked(case, **facts):
    """The guest is somebody around the child, and marked by the office."""
    known = {"pupil": case.pupil, "title": "Dr", "first_name": "P.", "last_name": "Okonjo"}
    contact = ContactFactory(**known | facts)
    return contacts.update_contact(contact=contact, version=None, by=case.senco, **FLAG)


@pytest.mark.parametrize("known", [{}, {"last_name": "Else", "email": "H@Clinic.example"}])
def test_who_is_marked_do_not_contact_reads_nothing_from_then_on(case, known):
    case.person.email = "h@clinic.example"
    case.person.save()
    guest = let_in(case).user
    other = let_in(case, person=case.review.invitations.get(role="authority")).user
    contact = marked(case, **known)
    assert not guests.open_for(guest).exists() and guests.open_for(other).exists()
    with pytest.raises(IllegalMove, match="marked “do not contact” .*cannot be let in"):
        let_in(case)
    case.person.refresh_from_db()
    ended = Event.objects.get(verb="ehc_review.guest_ended")
    assert case.person.reads_until is None and ended.actor_id is None
    forget_roles(guest)
    assert roles_by_school(guest) == {}
    free = dict.fromkeys(FLAG, "") | {"do_not_contact": False}
    contacts.update_contact(contact=contact, version=None, by=case.senco, **free)
    assert not guests.open_for(guest).exists(), "a mark taken away lets nobody in by itself"
    assert guests.open_for(let_in(case).user).exists()


def test_a_mark_counts_whichever_way_it_came_on_file(case, at_most):
    """As one that stands with a contact who is added; asked twice at any number of invitations."""
    guest = let_in(case).user
    ContactFactory(pupil=case.pupil, title="Dr", first_name="P.", last_name="Okonjo", **FLAG)
    with at_most(4):
        assert not guests.open_for(guest).exists()
    assert guests.readers_of(case.review) == []


def open_ones(case) -> dict:
    rows = Deadline.objects.open().filter(pupil=case.pupil, kind__startswith="ehc-disclosure")
    return {row.kind: (row.due_on, row.owner_role, row.is_legal) for row in rows}


def test_what_waits_stands_among_the_deadlines_of_whoever_acts_next(case):
    with moment.at(MONDAY):
        row = ask(case, ground="court")
        assert open_ones(case) == {SECOND: (date(2026, 3, 9), "head", False)}
        assert differences(case.school.pk) == []
    with moment.at(MONDAY + DAY):
        row = services.agree(row=row, by=case.head)
        assert open_ones(case) == {SEND: (date(2026, 3, 10), "senco", False)}
        assert differences(case.school.pk) == []
        services.send(row=row, by=case.senco, sent_on=moment.today(), sent_how="Post")
        assert open_ones(case) == {} and differences(case.school.pk) == []
    closed = Deadline.objects.filter(object_id=row.pk, kind__in=(SECOND, SEND))
    assert set(closed.values_list("state", flat=True)) == {"done"}


def test_what_does_not_go_out_leaves_no_deadline(case):
    refused, dropped, ready = ask(case, ground="court"), ask(case, ground="court"), ask(case)
    assert set(open_ones(case)) == {SECOND, SEND}
    services.refuse(row=refused, by=case.head, words="Not needed.")
    for row in (dropped, ready):
        services.give_up(row=row, by=case.senco, words="Not asked any more.")
    assert open_ones(case) == {} and differences(case.school.pk) == []
    ended = Deadline.objects.filter(kind__in=(SECOND, SEND)).order_by("object_id")
    assert list(ended.values_list("state", flat=True)) == ["done", "dropped", "dropped"]


def test_for_a_child_who_left_nothing_is_due_and_for_one_who_came_back_it_is_again(case):
    row, waits = ask(case), ask(case, ground="next_head")
    pupil = update_pupil(pupil=case.pupil, by=case.senco, version=None, left_on=TODAY)
    assert open_ones(case) == {} and differences(case.school.pk) == []
    services.agree(row=waits, by=case.head)  # the next head asks just then
    update_pupil(pupil=pupil, by=case.senco, version=None, left_on=None)
    ids = Deadline.objects.open().filter(kind=SEND).values_list("object_id", flat=True)
    assert set(ids) == {row.pk, waits.pk} and differences(case.school.pk) == []
