"""An answer on the wrong letter: taken off by name, and all that came of it undone at once."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from accounts.permissions import Role
from letters import facts, services
from letters.chasers import services as chasers
from letters.consents import why_none
from letters.models import Letter, Reply
from letters.replies import mistakes
from letters.replies import services as replies
from letters.starters import CONSENT_CONFIRMED
from pupils.consents import services as consents
from pupils.consents.models import Consent
from pupils.models import ChronologyEntry, Contact
from reminders.models import Deadline
from reminders.recount import differences
from sendcase import moment
from sendcase.edits import IllegalMove
from tests.factories.answers import coded, sent
from tests.factories.letters import Family
from tests.factories.people import member, sign_in

pytestmark = pytest.mark.django_db
WHY = "The slip was for another child."


@pytest.fixture
def family(db):
    return Family(legal_first_name="Amina")


@pytest.fixture
def letter(family):
    row = sent(3, pupil=family.pupil, contact=family.mother)
    coded(row)
    return row


def answered(letter, by, **said):
    given = {"route": "slip", "received_on": moment.today(), **said}
    return services.record_reply(letter=letter, by=by, **given)


def take_off(letter, by):
    reply = mistakes.take_off(letter=letter, reason=WHY, by=by)
    letter.refresh_from_db()
    return reply


def open_kinds(letter):
    rows = Deadline.objects.open().filter(object_id=letter.pk)
    return set(rows.values_list("kind", flat=True))


def test_the_letter_waits_as_before_and_takes_the_right_answer(family, letter):
    before = Deadline.objects.get(kind="letter-unanswered", object_id=letter.pk).due_on
    answered(letter, family.office, wants_to_talk=True)

    wrong = take_off(letter, family.office)

    assert (letter.state, letter.closed_at, hasattr(letter, "reply")) == ("issued", None, False)
    assert (wrong.was_for, wrong.taken_off_by, wrong.taken_off_reason) == (
        letter, family.office, WHY,
    )  # fmt: skip
    assert open_kinds(letter) == {"letter-unanswered"}
    due = Deadline.objects.open().get(object_id=letter.pk)
    assert due.due_on == before
    assert not differences(family.school.pk)
    assert replies.is_open(replies.code_for(letter))
    assert ChronologyEntry.objects.filter(summary__startswith=mistakes.STORY).count() == 1
    right = answered(letter, family.office)
    letter.refresh_from_db()
    assert (letter.state, letter.reply) == ("answered", right)
    assert Reply.objects.count() == 2


def test_it_is_taken_off_once_and_never_without_a_reason(family, letter):
    answered(letter, family.office)
    with pytest.raises(IllegalMove):
        mistakes.take_off(letter=letter, reason=" ", by=family.senco)
    take_off(letter, family.senco)
    with pytest.raises(IllegalMove):
        take_off(letter, family.senco)
    with pytest.raises(DatabaseError), transaction.atomic():
        Reply.objects.update(taken_off_reason="")


def test_the_senco_takes_off_any_the_office_its_own_and_nobody_else(family, letter):
    colleague = member(family.school, Role.OFFICE)
    answered(letter, colleague)
    for other in (family.office, family.head):
        with pytest.raises(PermissionDenied):
            take_off(letter, other)
    take_off(letter, colleague)
    answered(letter, None, route="code")
    with pytest.raises(PermissionDenied):
        take_off(letter, family.office)
    take_off(letter, family.senco)


@pytest.mark.parametrize("days_left", [0, -1])
def test_the_code_is_open_only_while_it_has_days(family, days_left):
    letter = sent(3, pupil=family.pupil, contact=family.mother)
    coded(letter, days_left=days_left)
    answered(letter, family.office)
    take_off(letter, family.office)
    assert replies.is_open(replies.code_for(letter)) == (days_left == 0)


def test_the_code_stays_closed_where_its_reader_may_no_longer_be_written_to(family, letter):
    answered(letter, family.office)
    family.mother.do_not_contact = True
    family.mother.save()
    take_off(letter, family.senco)
    assert replies.code_for(letter).closed_reason == replies.BARRED


@pytest.mark.parametrize("gone", [{"parental_responsibility": False}, {"ended_on": moment.today()}])
def test_the_code_stays_closed_for_who_is_no_parent_on_file_any_more(family, letter, gone):
    answered(letter, family.office)
    Contact.objects.filter(pk=family.mother.pk).update(**gone)
    take_off(letter, family.senco)
    assert replies.code_for(letter).closed_reason == replies.BARRED


def test_words_and_talk_that_came_with_it_go_too(family, letter):
    answered(letter, family.office, words="Our son is glad.", wants_to_talk=True)
    take_off(letter, family.office)

    word = family.pupil.family_words.get()
    assert (word.withdrawn_by, WHY in word.withdrawn_reason) == (family.office, True)
    assert Deadline.objects.get(kind="talk-wanted").state == "dropped"


def asks(family, purpose="agency-consent"):
    letter = sent(3, pupil=family.pupil, contact=family.mother, purpose=purpose)
    Letter.objects.filter(pk=letter.pk).update(about_type="pupils.pupil", about_id=family.pupil.pk)
    letter.refresh_from_db()
    return letter


def test_a_consent_that_came_with_it_holds_no_more_and_the_right_answer_makes_its_own(family):
    letter = asks(family)
    answered(letter, None, route="code", consent="yes", name_given="Leila Brightwater")
    assert consents.holds(family.pupil, "agency")

    take_off(letter, family.senco)

    wrong = Consent.objects.get()
    assert (wrong.in_error_by, WHY in wrong.in_error_reason) == (family.senco, True)
    assert not consents.holds(family.pupil, "agency")
    assert Letter.objects.get(purpose=CONSENT_CONFIRMED.key).state == "withdrawn"
    with pytest.raises(IllegalMove):
        consents.withdraw(consent=wrong, on=moment.today(), withdrawn_by="Leila", how="Phone",
                          by=family.senco)  # fmt: skip
    right = answered(letter, family.office, consent="no", name_given="Leila Brightwater")
    assert why_none(letter, right) == ""
    assert Consent.objects.said().get().answer == "no"


def photo(family, answer, on):
    return consents.record(
        pupil=family.pupil, kind="photo", scope="A photo.", answer=answer, given_by="Leila",
        given_on=on, evidence="Slip.", by=family.senco,
    )  # fmt: skip


@pytest.mark.parametrize("refused_since", [False, True])
def test_a_no_in_error_had_ended_a_yes_about_the_photo_that_holds_again(family, refused_since):
    photo(family, "yes", moment.today() - timedelta(days=30))
    letter = asks(family, "photo-consent")
    answered(letter, family.office, consent="no", name_given="Leila",
             received_on=moment.today() - timedelta(days=2))  # fmt: skip
    if refused_since:
        photo(family, "no", moment.today())
    assert not consents.holds(family.pupil, "photo")

    take_off(letter, family.office)

    assert consents.holds(family.pupil, "photo") != refused_since


def test_what_asked_again_waits_again_with_the_first(family, monkeypatch):
    monkeypatch.setattr("letters.paper.whole_pdf", lambda *args, **kw: b"%PDF-1.7")
    letter = sent(20, pupil=family.pupil, contact=family.mother)
    chasers.prepare_due(family.school.pk)
    chaser = Letter.objects.get(purpose="chaser")
    services.issue(letter=services.approve(letter=chaser, by=family.senco), by=family.senco)
    answered(letter, family.office)
    chaser.refresh_from_db()
    assert chaser.state == "answered"

    take_off(letter, family.office)

    chaser.refresh_from_db()
    assert chaser.state == "issued"
    assert not differences(family.school.pk)


def test_the_page_says_what_follows_and_keeps_what_it_said_from_the_office(client, family, letter):
    answered(letter, family.office, words="Our son is glad.", times="Mondays")
    sign_in(client, family.office)
    page = client.get(f"/letters/{letter.pk}/wrong-answer/")
    assert "words that came with it are withdrawn" in page.content.decode()
    form = page.context["form"]
    data = {"form_id": str(form.form_id), "reason": WHY}

    after = client.post(f"/letters/{letter.pk}/wrong-answer/", data, follow=True).content.decode()

    assert WHY in after and "Record the answer" in after
    assert "Our son is glad." not in after and "Mondays" not in after
    seen = sign_in(client, family.senco).get(letter.get_absolute_url()).content.decode()
    assert "Our son is glad." in seen and "Times that suit: Mondays" in seen
    # Twice, from another tab: said kindly, nothing done.
    again = client.get(f"/letters/{letter.pk}/wrong-answer/", follow=True).content.decode()
    assert mistakes.NONE_HERE in again
    assert [label for label, _ in facts.history(letter)].count("Recorded here in error") == 1
