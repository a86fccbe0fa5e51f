"""The life of a letter: its states, what each step leaves behind, and what is refused."""

import json
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.permissions import Role
from audit.models import Event
from letters import deadlines, merge, services, wording
from letters.models import Letter, LetterVersion, Reply
from letters.purposes import purposes
from pupils.models import ChronologyEntry, Document
from reminders.models import Deadline
from schools.calendar import next_open
from schools.models import Closure
from sendcase import edits, moment
from tests.factories.letters import FACTS, Family, plan_document, prepare
from tests.factories.people import member
from tests.factories.pupils import ContactFactory, PupilFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def family(db):
    return Family(legal_first_name="Amina")


def verbs():
    return list(Event.objects.filter(verb__startswith="letter").values_list("verb", flat=True))


def open_kinds(letter):
    rows = Deadline.objects.filter(object_id=letter.pk, state="open")
    return set(rows.filter(kind__in=["check-letter", "letter-unanswered"]).values_list(
        "kind", flat=True))  # fmt: skip


def test_preparing_makes_one_letter_with_its_wording_facts_and_attachments(family):
    plan = plan_document(family.pupil, family.senco, b"%PDF-1.7 plan")

    letter = family.prepared(attachments=[plan])

    assert letter.state == "prepared"
    assert letter.contact == family.mother
    assert letter.facts["number_of_targets"] == "three targets"
    assert list(letter.attachments.all()) == [plan]
    assert letter.template == wording.current(family.school, "placed-on-register")
    assert verbs() == ["letter.prepared"]
    assert open_kinds(letter) == {"check-letter"}


def test_preparing_twice_leaves_one_letter_and_newer_facts_replace_older(family):
    first = family.prepared()
    second = family.prepared()
    third = family.prepared(noticed="Something new.")

    assert first.pk == second.pk == third.pk
    assert Letter.objects.get().facts["noticed"] == "Something new."
    assert verbs() == ["letter.prepared", "letter.prepared"]


def test_preparing_again_after_approval_withdraws_the_letter_that_was_not_sent(family):
    approved = family.approved()

    newer = family.prepared(noticed="Something new.")

    approved.refresh_from_db()
    assert approved.state == "withdrawn"
    assert newer.state == "prepared"


def test_two_homes_get_two_letters(family):
    father = ContactFactory(
        pupil=family.pupil, household=2, address="9 High Street", first_name="Omar"
    )

    letters = prepare(family.pupil, by=family.senco)

    assert [letter.contact for letter in letters] == [family.mother, father]


def test_a_young_person_is_written_to_in_words_of_their_own(family):
    pupil = PupilFactory(school=family.school, born_on=date(2008, 1, 5))
    ContactFactory(pupil=pupil)

    [letter] = prepare(pupil, by=family.senco)

    assert letter.contact is None
    assert letter.template.for_young_person
    assert "your child" not in letter.template.body


def test_nobody_to_write_to_stops_with_the_reason(family):
    family.mother.do_not_contact = True
    family.mother.do_not_contact_reason = "Court order"
    family.mother.save()

    with pytest.raises(services.CannotPrepare, match="do not contact"):
        family.prepared()
    teacher = member(family.school, Role.TEACHER)
    with pytest.raises(services.CannotPrepare) as told:
        prepare(family.pupil, by=teacher)
    assert "do not contact" not in str(told.value)
    assert Letter.objects.count() == 0


def test_what_a_caller_got_wrong_is_refused(family):
    others = plan_document(PupilFactory(school=family.school), family.senco, b"%PDF other")

    with pytest.raises(ValueError, match="another pupil"):
        family.prepared(attachments=[others])
    with pytest.raises(ValueError, match="no letter has the purpose"):
        family.prepared(purpose="unheard-of")
    with pytest.raises(ValueError, match="review_date"):
        services.prepare(
            purpose="plan-shared", pupil=family.pupil, attachments=[], about=family.pupil,
            facts={k: v for k, v in FACTS.items() if k != "review_date"}, by=family.senco,
        )  # fmt: skip


def test_only_the_role_that_signs_approves(family):
    letter = family.prepared()
    with pytest.raises(edits.IllegalMove, match="signed by the SENCO"):
        services.approve(letter=letter, by=family.head)
    letter.signed_by = Role.HEAD
    letter.save()

    with pytest.raises(edits.IllegalMove, match="signed by the head"):
        services.approve(letter=letter, by=family.senco)
    assert services.approve(letter=letter, by=family.head).state == "approved"


def test_issuing_freezes_the_paper_and_tells_everything_that_must_know(family, monkeypatch):
    told = []
    purpose = purposes["placed-on-register"]
    monkeypatch.setitem(
        purposes, purpose.key, _with(purpose, on_issue=lambda letter: told.append(letter.pk))
    )
    plan = plan_document(family.pupil, family.senco)

    letter = family.issued(attachments=[plan])

    version = LetterVersion.objects.get(letter=letter)
    assert letter.state == "issued"
    assert letter.issued_on == moment.today()
    assert version.number == 1
    assert json.loads(version.content)["to"]["lines"] == ["12 Mill Lane", "Westbridge", "WB1 2AB"]
    assert version.document.needs == "letter_print"
    assert version.document.file.open("rb").read(5) == b"%PDF-"
    assert told == [letter.pk]
    assert verbs() == ["letter.prepared", "letter.approved", "letter.issued"]
    assert ChronologyEntry.objects.filter(pupil=family.pupil, needs="letter_view").count() == 1
    assert open_kinds(letter) == {"letter-unanswered"}
    deadline = Deadline.objects.get(kind="letter-unanswered")
    assert deadline.is_waiting
    days = family.school.policy.letter_answer_days
    assert deadline.due_on == next_open(family.school, moment.today() + timedelta(days=days))


def _with(purpose, **changes):
    from dataclasses import replace

    return replace(purpose, **changes)


def test_pressing_send_twice_sends_once(family):
    letter = family.approved()
    services.issue(letter=letter, by=family.senco, version=letter.version)

    with pytest.raises(services.AlreadyDone):
        services.issue(letter=letter, by=family.senco, version=letter.version)

    assert LetterVersion.objects.count() == 1
    assert Document.objects.count() == 1


def test_what_was_frozen_refuses_to_change(family):
    version = LetterVersion.objects.get(letter=family.issued())

    for statement in (
        "UPDATE letters_letterversion SET content = 'x' WHERE id = %s",
        "DELETE FROM letters_letterversion WHERE id = %s",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [version.pk])


MOVES = {
    "approve": lambda letter, who: services.approve(letter=letter, by=who),
    "issue": lambda letter, who: services.issue(letter=letter, by=who),
    "withdraw": lambda letter, who: services.withdraw(letter=letter, reason="Wrong", by=who),
    "returned": lambda letter, who: services.returned(letter=letter, reason="Moved", by=who),
    "reply": lambda letter, who: services.record_reply(
        letter=letter, route="slip", received_on=moment.today(), by=who
    ),
    "edit": lambda letter, who: services.edit(
        letter=letter, version=letter.version, personal_note="x", facts={}, by=who
    ),
}
ALLOWED = {
    "prepared": {"approve", "withdraw", "edit"},
    "approved": {"issue", "withdraw"},
    "issued": {"withdraw", "returned", "reply"},
    "answered": set(),
    "returned": {"withdraw"},  # not sent again
    "withdrawn": set(),
}


@pytest.mark.parametrize("state", ALLOWED)
@pytest.mark.parametrize("move", MOVES)
def test_only_the_moves_of_the_state_table_are_made(family, state, move, monkeypatch):
    monkeypatch.setattr("letters.paper.whole_pdf", lambda *args, **kw: b"%PDF-1.7")
    letter = family.approved() if state != "prepared" else family.prepared()
    if state != "prepared":
        fields = {"state": state}
        if state != "approved":
            fields |= {"issued_on": moment.today(), "issued_by": family.senco, "answer_days": 10}
        Letter.objects.filter(pk=letter.pk).update(**fields)
    letter.refresh_from_db()
    before = Event.objects.count()

    if move in ALLOWED[state]:
        MOVES[move](letter, family.senco)
        assert Event.objects.count() > before
    else:
        with pytest.raises(edits.IllegalMove):
            MOVES[move](letter, family.senco)
        letter.refresh_from_db()
        assert letter.state == state
        assert Event.objects.count() == before


def test_an_address_that_went_missing_stops_the_letter_and_says_why(family):
    letter = family.approved()
    family.mother.address = ""
    family.mother.save()

    with pytest.raises(services.CannotIssue, match="no address for Ms Leila Brightwater"):
        services.issue(letter=letter, by=family.senco)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"do_not_contact": True, "do_not_contact_reason": "x"}, "do not contact"),
        ({"parental_responsibility": False}, "parental responsibility"),
        ({"ended_on": date(2020, 1, 1)}, "no longer a contact"),
    ],
)
def test_a_contact_who_may_no_longer_be_written_to_stops_the_letter(family, change, why):
    letter = family.approved()
    for name, value in change.items():
        setattr(family.mother, name, value)
    family.mother.save()

    with pytest.raises(services.CannotIssue, match=why):
        services.issue(letter=letter, by=family.senco)
    letter.refresh_from_db()
    assert letter.state == "approved"


def test_the_address_of_the_day_of_sending_is_used(family):
    letter = family.approved()
    family.mother.address = "77 New Road"
    family.mother.save()

    services.issue(letter=letter, by=family.senco)

    content = json.loads(LetterVersion.objects.get().content)
    assert content["to"]["lines"] == ["77 New Road", "WB1 2AB"]


def test_a_change_while_the_paper_was_made_stops_the_sending(family, monkeypatch):
    letter = family.approved()

    def meanwhile(*args, **kwargs):
        family.mother.address = "1 Elsewhere"
        family.mother.save()
        return b"%PDF-1.7"

    monkeypatch.setattr("letters.paper.whole_pdf", meanwhile)
    with pytest.raises(edits.IllegalMove, match="changed just now"):
        services.issue(letter=letter, by=family.senco)


def test_a_fact_nobody_filled_in_stops_the_letter_by_name(family):
    letter = family.prepared(noticed=" ")

    with pytest.raises(services.CannotIssue, match="noticed"):
        services.approve(letter=letter, by=family.senco)

    letter = services.edit(
        letter=letter, version=letter.version, personal_note="",
        facts={"noticed": "Reads slowly.", "planted": "x"}, by=family.senco,
    )  # fmt: skip
    assert "planted" not in letter.facts
    assert services.approve(letter=letter, by=family.senco).state == "approved"


def test_somebody_elses_change_in_between_is_not_overwritten(family):
    letter = family.prepared()
    services.edit(letter=letter, version=1, personal_note="First", facts={}, by=family.senco)

    with pytest.raises(edits.Stale):
        services.edit(letter=letter, version=1, personal_note="Second", facts={}, by=family.senco)
    with pytest.raises(edits.Stale):
        services.approve(letter=letter, version=1, by=family.senco)


def test_a_reply_closes_what_was_waited_for_and_calls_the_purpose(family, monkeypatch):
    heard = []
    purpose = purposes["placed-on-register"]
    hook = _with(purpose, on_reply=lambda letter, reply: heard.append(reply.words))
    monkeypatch.setitem(purposes, purpose.key, hook)
    letter = family.issued()

    services.record_reply(
        letter=letter, route="slip", received_on=moment.today(), wants_to_talk=True,
        words="Please ring after five.", by=family.office,
    )  # fmt: skip

    letter.refresh_from_db()
    assert letter.state == "answered"
    assert heard == ["Please ring after five."]
    assert open_kinds(letter) == set()
    assert Deadline.objects.get(kind="letter-unanswered").state == "done"
    with pytest.raises(services.AlreadyDone):
        services.record_reply(
            letter=letter, route="slip", received_on=moment.today(), by=family.office
        )
    assert Reply.objects.count() == 1


@pytest.mark.parametrize(("days", "why"), [(1, "has not come yet"), (-1, "was sent on")])
def test_an_answer_on_an_impossible_day_is_refused(family, days, why):
    letter = family.issued()

    with pytest.raises(edits.IllegalMove, match=why):
        services.record_reply(
            letter=letter, route="phone", by=family.office,
            received_on=moment.today() + timedelta(days=days),
        )  # fmt: skip


def test_a_letter_that_came_back_is_no_longer_waited_for(family):
    letter = family.issued()

    services.returned(letter=letter, reason="No such address", by=family.office)

    assert open_kinds(letter) == set()
    with pytest.raises(services.AlreadyDone):
        services.returned(letter=letter, reason="No such address", by=family.office)


def test_recounting_finds_exactly_the_deadlines_that_are_open(family):
    family.issued()
    prepare(PupilWithHome(family.school), by=family.senco)
    answered = Family(school=family.school).issued()
    services.record_reply(
        letter=answered, route="slip", received_on=moment.today(), by=family.office
    )

    counted = {
        (kind.key, row.object_id, row.due_on)
        for kind in deadlines.KINDS
        for row in kind.recount(family.school.pk)
    }
    kept = Deadline.objects.filter(
        school=family.school, state="open", kind__in=["check-letter", "letter-unanswered"]
    )
    assert counted == set(kept.values_list("kind", "object_id", "due_on"))
    assert len(counted) == 2


def PupilWithHome(school):
    pupil = PupilFactory(school=school)
    ContactFactory(pupil=pupil)
    return pupil


def test_new_wording_is_a_new_row_and_reaches_letters_not_yet_approved(family):
    approved, waiting = family.approved(), Family(school=family.school).prepared()
    old = waiting.template

    new = wording.save(
        school=family.school, purpose="placed-on-register", for_young_person=False,
        subject="New", body="Hello {noticed}", slip="", version=old.version, by=family.senco,
    )  # fmt: skip

    approved.refresh_from_db()
    waiting.refresh_from_db()
    assert (approved.template, waiting.template) == (old, new)
    assert list(wording.history(new)) == [old]
    with pytest.raises(edits.Stale):
        wording.save(
            school=family.school, purpose="placed-on-register", for_young_person=False,
            subject="Mine", body="x", slip="", version=old.version, by=family.senco,
        )  # fmt: skip


def test_a_letter_is_asked_back_on_a_day_the_school_is_open(family):
    letter = family.prepared()
    day = moment.today() + timedelta(days=family.school.policy.letter_answer_days)
    Closure.objects.create(
        school=family.school, name="Holiday", starts_on=day, ends_on=day + timedelta(days=9)
    )

    asked = merge.reply_by(letter, moment.today())

    assert asked == next_open(family.school, day) and asked > day + timedelta(days=9)
