"""A PDF takes a second. What changed in that second is asked again before the letter is out."""

import threading
from datetime import date

import pytest
from django.db import connection

from audit.models import Event
from letters import services
from letters.models import Letter, LetterVersion
from pupils import contacts
from pupils.models import Contact, Document
from tests.factories.letters import Family, prepare
from tests.letters.test_at_once import somebody_waits

OF_AGE = date(2008, 1, 5)


@pytest.fixture
def meanwhile(monkeypatch):
    """meanwhile(change): what happens while the paper is made."""

    def during(change):
        def whole_pdf(*args, **kwargs):
            change()
            return b"%PDF-1.7"

        monkeypatch.setattr("letters.paper.whole_pdf", whole_pdf)

    return during


def of_age(**fields):
    return Family(legal_first_name="Amina", born_on=OF_AGE, **fields)


def now_says(pupil, **fields):
    """The pupil's record is changed; nothing on the letter itself is."""
    return lambda: type(pupil).objects.filter(pk=pupil.pk).update(**fields)


def nothing_left(letter):
    letter.refresh_from_db()
    return (letter.state, Document.objects.count(), LetterVersion.objects.count()) == (
        "approved", 0, 0
    )  # fmt: skip


def approved_for(family, contact):
    """The letter to this contact, or to the young person for None."""
    letters = prepare(family.pupil, by=family.senco)
    letter = next(row for row in letters if row.contact == contact)
    return services.approve(letter=letter, by=family.senco)


@pytest.mark.django_db
def test_the_young_person_takes_the_agreement_back(meanwhile):
    family = of_age(parents_may_be_told="agreed")
    letter = approved_for(family, family.mother)
    meanwhile(now_says(family.pupil, parents_may_be_told=""))
    with pytest.raises(services.CannotIssue, match="has not agreed that we write to the parents"):
        services.issue(letter=letter, by=family.senco)
    assert nothing_left(letter)


@pytest.mark.django_db
def test_the_parents_are_written_to_in_their_place(meanwhile):
    family = of_age()
    letter = approved_for(family, None)
    meanwhile(now_says(family.pupil, parents_may_be_told="capacity"))
    with pytest.raises(services.CannotIssue, match="The parents are written to, not Amina"):
        services.issue(letter=letter, by=family.senco)
    assert nothing_left(letter)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"do_not_contact": True, "do_not_contact_reason": "Court"}, "marked “do not contact”"),
        ({"parental_responsibility": False}, "parental responsibility"),
        ({"ended_on": date(2020, 1, 1)}, "no longer a contact"),
    ],
)
def test_the_contact_may_not_be_written_to_any_more_and_it_says_so(meanwhile, fields, why):
    family = Family()
    letter = family.approved()
    meanwhile(lambda: Contact.objects.filter(pk=family.mother.pk).update(**fields))
    with pytest.raises(services.CannotIssue, match=why):
        services.issue(letter=letter, by=family.senco)
    assert nothing_left(letter)
    assert not Event.objects.filter(verb="letter.issued").exists()


@pytest.mark.django_db
def test_the_agreement_taken_back_is_seen_before_approving_too():
    family = of_age(parents_may_be_told="agreed")
    letter = next(row for row in prepare(family.pupil, by=family.senco) if row.contact_id)
    now_says(family.pupil, parents_may_be_told="")()
    with pytest.raises(services.CannotIssue, match="over school age"):
        services.approve(letter=letter, by=family.senco)


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one in at a time")
@pytest.mark.django_db(transaction=True)
def test_a_flag_set_in_the_moment_of_sending_waits_until_it_is_out(monkeypatch):
    family = Family()
    letter = family.approved()
    asked, flagged, waited = threading.Event(), threading.Event(), []
    monkeypatch.setattr("letters.paper.whole_pdf", lambda *args, **kwargs: b"%PDF-1.7")
    stored = services.documents.store

    def slowly(**fields):
        asked.set()
        while not (somebody_waits() or flagged.is_set()):
            pass
        waited.append(not flagged.is_set())
        return stored(**fields)

    monkeypatch.setattr("letters.services.documents.store", slowly)

    def send():
        services.issue(letter=letter, by=family.senco)
        connection.close()

    sender = threading.Thread(target=send)
    sender.start()
    assert asked.wait(20)
    contacts.update_contact(
        contact=family.mother, version=family.mother.version, by=family.office,
        do_not_contact=True, do_not_contact_kind="court", do_not_contact_reason="Court order",
    )  # fmt: skip
    flagged.set()
    sender.join(20)
    assert waited == [True]
    assert Letter.objects.get().state == "issued"
