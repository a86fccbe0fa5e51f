"""The invitation: whom it reaches, and what the family answers."""

from datetime import date

import pytest

from letters import services as letters
from letters.batches import services as batches
from letters.replies import mistakes
from provision.family_meetings import purposes, services
from provision.models import ParentMeeting
from pupils.models import Contact
from sendcase.edits import IllegalMove
from sendcase.jobs import running
from tests.factories.pupils import ContactFactory, PupilFactory
from tests.provision.family_meetings.conftest import TODAY, day, on

OF_AGE = date(2008, 1, 5)


@pytest.fixture(autouse=True)
def no_paper(monkeypatch):
    monkeypatch.setattr("letters.paper.whole_pdf", lambda *args, **kwargs: b"%PDF-1.7")


def sent(place, meeting):
    [letter] = services.prepare_letters(meeting=meeting, by=place.teacher)
    return letters.issue(letter=letters.approve(letter=letter, by=place.senco), by=place.senco)


def reply(letter, by, **said):
    return letters.record_reply(letter=letter, route="slip", received_on=TODAY, by=by, **said)


def now(meeting):
    return ParentMeeting.objects.get(pk=meeting.pk)


def test_the_family_counts_as_invited_once_the_letter_is_sent(place, planned):
    [letter] = services.prepare_letters(meeting=planned, by=place.office)
    assert now(planned).state == "planned"
    assert letter.facts["meeting_time"] == "15:40"
    letters.issue(letter=letters.approve(letter=letter, by=place.senco), by=place.senco)
    row = now(planned)
    assert (row.state, row.invited_on, list(row.contacts.all())) == (
        "invited", TODAY, [place.mother]
    )  # fmt: skip


def test_a_slip_without_another_day_says_that_they_come(place, planned):
    reply(sent(place, planned), place.office, words="Thank you.")
    assert (now(planned).answer, now(planned).answer_words) == ("coming", "Thank you.")


def test_one_home_that_needs_another_day_is_heard(place, planned):
    ContactFactory(pupil=place.pupil, first_name="Omar", address="4 High Street", household=2)
    made = services.prepare_letters(meeting=planned, by=place.teacher)
    assert len(made) == 2
    first, second = (
        letters.issue(letter=letters.approve(letter=each, by=place.senco), by=place.senco)
        for each in made
    )
    reply(first, place.office, times="Thursdays after four")
    reply(second, place.office)
    assert now(planned).answer == "another_day"
    assert "Thursdays" in now(planned).answer_words


def test_an_answer_to_another_letter_is_taken_off_here_too(place, planned):
    letter = sent(place, planned)
    reply(letter, place.office)
    letter.refresh_from_db()
    mistakes.take_off(letter=letter, reason="L12 was meant.", by=place.senco)
    assert now(planned).answer == ""


def test_nobody_who_is_barred_is_invited(place, planned):
    father = ContactFactory(
        pupil=place.pupil, first_name="Omar", address="4 High Street", household=2,
        do_not_contact=True, do_not_contact_kind="court",
    )  # fmt: skip
    [letter] = services.prepare_letters(meeting=planned, by=place.teacher)
    assert letter.contact == place.mother
    with pytest.raises(IllegalMove, match="may not be invited"):
        services.told(meeting=planned, version=None, by=place.office, how="By phone", on=TODAY,
                      contacts=[father.pk])  # fmt: skip
    Contact.objects.update(do_not_contact=True, do_not_contact_kind="court")
    with pytest.raises(letters.CannotPrepare):
        services.prepare_letters(meeting=planned, by=place.teacher)
    assert now(planned).state == "planned"


def test_a_young_person_is_invited_in_their_own_right(place, planned):
    type(place.pupil).objects.filter(pk=place.pupil.pk).update(born_on=OF_AGE)
    letter = sent(place, planned)
    assert letter.contact is None and letter.template.for_young_person
    assert now(planned).invited_young_person and not now(planned).contacts.exists()
    with pytest.raises(IllegalMove, match="may not be invited"):
        services.told(meeting=planned, version=None, by=place.office, how="By phone", on=TODAY,
                      contacts=[place.mother.pk])  # fmt: skip


def test_a_child_is_not_invited_in_place_of_the_family(place, planned):
    with pytest.raises(IllegalMove, match="may not be invited"):
        services.told(meeting=planned, version=None, by=place.office, how="In person", on=TODAY,
                      young_person=True)  # fmt: skip


def test_the_letter_needs_a_time_and_a_place_and_a_day_to_come(place):
    bare = services.plan(
        pupil=place.pupil, by=place.teacher, planned_on=date(2026, 12, 1), led_by=place.teacher
    )
    with pytest.raises(IllegalMove, match="the time and the place"):
        services.prepare_letters(meeting=bare, by=place.teacher)
    late = services.plan(pupil=place.pupil, by=place.teacher, **day(place))
    with on(date(2026, 12, 2)), pytest.raises(IllegalMove, match="past"):
        services.prepare_letters(meeting=late, by=place.teacher)


def test_letters_together_take_the_next_meeting_and_say_where_there_is_none(place):
    with pytest.raises(letters.CannotPrepare, match="No meeting is planned for Amina"):
        purposes.gather(place.pupil)
    row = services.plan(pupil=place.pupil, by=place.teacher, **day(place))
    found = purposes.gather(place.pupil)
    assert (found.about, found.facts["who_comes"]) == (row, "Mrs Holt")
    assert set(found.facts) == set(purposes.INVITATION.facts)


def test_letters_together_are_one_for_each_family_and_about_its_meeting(place, planned):
    ben = PupilFactory(school=place.school, class_group=place.willow, legal_first_name="Ben")
    ContactFactory(pupil=ben)
    batch = batches.begin(
        school=place.school, purpose=purposes.INVITATION.key, title="Invitations", chosen={},
        facts={}, pupils=[place.pupil.pk, ben.pk], by=place.senco,
    )  # fmt: skip
    running.sweep()
    rows = {row.pupil: row for row in batch.rows.select_related("pupil")}
    assert rows[place.pupil].state == "ready"
    assert "No meeting is planned for Ben" in rows[ben].why
    [letter] = batch.letters.all()
    letters.issue(letter=letters.approve(letter=letter, by=place.senco), by=place.senco)
    assert now(planned).state == "invited"
