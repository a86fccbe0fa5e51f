"""From the letter that goes to the mail, and from the mail that failed to a person."""

import re
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from audit.models import Event
from letters import services
from letters.batches.listing import uncertain_mails
from letters.links import services as links
from letters.links import showing, tokens
from letters.models import Letter, LetterLink
from letters.replies.words import words
from pupils import contacts
from pupils.models import Contact
from sendcase import moment
from sendcase.edits import IllegalMove
from sendcase.outbox import services as outbox
from sendcase.outbox.models import Message
from tests.factories.links import chose_email, mailed, tokens_in_mails
from tests.factories.people import sign_in
from tests.factories.pupils import ContactFactory

pytestmark = pytest.mark.django_db


def fresh(row):
    return type(row)._base_manager.get(pk=row.pk)


def states_of_mails() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


class TestSent:
    def test_a_letter_by_e_mail_has_one_link_and_one_mail_in_its_own_transaction(self, family):
        chose_email(family.mother)
        letter = family.approved()
        with suppress(ZeroDivisionError), transaction.atomic():
            services.issue(letter=fresh(letter), by=family.senco)
            raise ZeroDivisionError
        assert not LetterLink.objects.exists() and not Message.objects.exists()

        services.issue(letter=letter, by=family.senco)
        with pytest.raises(services.AlreadyDone):
            services.issue(letter=letter, by=family.senco)

        link, mail = LetterLink.objects.get(), Message.objects.get()
        assert (link.mail, link.to_email, mail.to) == (mail, mail.to, "leila@home.example")
        assert link.expires_on == moment.today() + timedelta(days=14)
        assert mail.key == f"letter-link-{letter.pk}-{link.pk}"
        assert mail.blank_after and mail.school_id == family.school.pk
        event = Event.objects.get(verb="letter_link.made")
        assert (event.pupil_id, event.actor_id) == (family.pupil.pk, family.senco.pk)

    def test_each_of_two_parents_has_their_own(self, family):
        father = ContactFactory(pupil=family.pupil, first_name="Omar")
        chose_email(father, "omar@home.example")
        chose_email(family.mother)
        family.issued()

        found = dict(LetterLink.objects.values_list("contact__first_name", "to_email"))
        assert found == {"Leila": "leila@home.example", "Omar": "omar@home.example"}
        assert len(set(tokens_in_mails())) == 2

    def test_a_letter_by_post_has_none(self, family):
        family.issued()
        assert not LetterLink.objects.exists() and not Message.objects.exists()

    def test_the_token_is_128_random_bits_and_only_its_hash_is_kept(self, sent):
        assert len(sent.token) == 22 and tokens.is_token(sent.token)
        assert tokens.new_token() != tokens.new_token()
        row = LetterLink.objects.values().get()
        assert row["token_hash"] == tokens.hashed(sent.token)
        assert sent.token not in str(row)
        assert sent.token not in str(list(Event.objects.values()))

    def test_the_words_of_the_mail_are_gone_once_it_is_sent(self, sent):
        assert outbox.claim(sent.link.mail_id) and outbox.begin(fresh(sent.link.mail))
        outbox.sent(fresh(sent.link.mail))
        assert fresh(sent.link.mail).text == ""

    def test_the_mail_is_in_the_letters_language_and_so_is_its_link(self, family):
        from letters.models import LetterTemplate

        chose_email(family.mother)
        Contact.objects.update(language="Urdu")
        LetterTemplate.objects.create(
            school=family.school, purpose="placed-on-register", language="ur", subject="x", body="x"
        )
        family.issued()

        mail = Message.objects.get()
        assert mail.subject == words("ur")["mail_subject"].format(school=family.school.name)
        assert re.search(r"/l/[\w-]{22}/\?lang=ur\s", mail.text)

    def test_two_open_links_of_one_reader_cannot_be(self, sent):
        with pytest.raises(IntegrityError):
            LetterLink.objects.create(
                school=sent.letter.school, letter=sent.letter, contact=sent.link.contact,
                to_email="x@home.example", token_hash="0" * 64, expires_on=moment.today(),
            )  # fmt: skip


class TestClosed:
    def test_withdrawn_or_come_back_closes_and_takes_the_mail_back(self, family, sent):
        services.withdraw(letter=sent.letter, reason="Wrong day", by=family.senco)

        link = fresh(sent.link)
        assert (link.revoked_at is None, link.revoked_reason) == (
            False, "The letter was withdrawn."
        )  # fmt: skip
        assert (fresh(link.mail).state, fresh(link.mail).text) == ("dropped", "")
        assert not outbox.claim(link.mail_id)

    def test_an_answer_leaves_the_letter_to_be_read(self, family, sent):
        services.record_reply(
            letter=sent.letter, route="phone", received_on=moment.today(), by=family.office
        )
        assert fresh(sent.link).revoked_at is None

    def test_a_worker_that_holds_the_mail_does_not_send_it_any_more(self, family, sent):
        assert outbox.claim(sent.link.mail_id)
        held = fresh(sent.link.mail)
        links.revoke(link=sent.link, reason="A wrong address", by=family.head)
        assert not outbox.begin(held)

    def test_a_flag_closes_the_links_of_the_whole_home_and_of_no_other(self, family):
        father = ContactFactory(pupil=family.pupil, first_name="Omar")
        other = ContactFactory(
            pupil=family.pupil, first_name="Ada", household=2, address="9 High Street"
        )
        for person in (family.mother, father, other):
            chose_email(person, f"{person.first_name.lower()}@home.example")
        from tests.factories.letters import prepare

        for each in prepare(family.pupil, by=family.senco):
            services.issue(letter=services.approve(letter=each, by=family.senco), by=family.senco)
        flag(father, family.senco)

        found = dict(LetterLink.objects.values_list("contact__first_name", "revoked_reason"))
        assert found == {"Leila": links.BARRED, "Omar": links.BARRED, "Ada": ""}

    def test_a_flag_reaches_a_letter_that_was_answered(self, family, sent):
        services.record_reply(
            letter=sent.letter, route="phone", received_on=moment.today(), by=family.office
        )
        flag(family.mother, family.senco)
        assert fresh(sent.link).revoked_reason == links.BARRED

    def test_by_a_person_with_a_reason_once(self, family, sent):
        with pytest.raises(IllegalMove, match="Say why"):
            links.revoke(link=sent.link, reason=" ", by=family.head)
        links.revoke(link=sent.link, reason="A wrong address", by=family.head)
        with pytest.raises(services.AlreadyDone):
            links.revoke(link=sent.link, reason="Again", by=family.senco)

        link = fresh(sent.link)
        assert (link.revoked_by, link.revoked_reason) == (family.head, "A wrong address")
        assert Event.objects.filter(verb="letter_link.closed", actor_id=family.head.pk).count() == 1


def flag(contact, by):
    row = Contact.objects.get(pk=contact.pk)
    contacts.update_contact(
        contact=row, version=row.version, by=by, do_not_contact=True, do_not_contact_kind="court",
        do_not_contact_reason="An order",
    )  # fmt: skip


class TestSentAgain:
    def test_a_new_link_to_the_address_of_today_closes_the_old_one(self, family, sent):
        chose_email(family.mother, "new@home.example")
        new = links.send_again(link=sent.link, by=family.senco)

        assert fresh(sent.link).revoked_reason == links.REPLACED
        assert (new.to_email, new.mail.to) == ("new@home.example", "new@home.example")
        assert states_of_mails() == ["dropped", "waiting"]

    def test_pressed_twice_it_is_one(self, family, sent):
        links.send_again(link=sent.link, by=family.senco)
        with pytest.raises(services.AlreadyDone, match="not sent twice"):
            links.send_again(link=sent.link, by=family.senco)
        assert LetterLink.objects.count() == 2

    @pytest.mark.parametrize(
        ("now", "words"),
        [({"email": ""}, "no e-mail address"), ({"letters_by": "post"}, "no e-mail address"),
         ({"do_not_contact": True, "do_not_contact_kind": "court"}, "do not contact"),
         ({"parental_responsibility": False}, "no longer recorded")],
    )  # fmt: skip
    def test_all_is_asked_again(self, family, sent, now, words):
        Contact.objects.filter(pk=family.mother.pk).update(**now)
        with pytest.raises(IllegalMove, match=words):
            links.send_again(link=sent.link, by=family.senco)
        assert LetterLink.objects.count() == 1

    def test_a_closed_letter_sends_nothing_more(self, family, sent):
        services.withdraw(letter=sent.letter, reason="Wrong day", by=family.senco)
        with pytest.raises(IllegalMove, match="withdrawn"):
            links.send_again(link=sent.link, by=family.senco)

    def test_on_paper_after_all(self, family, sent):
        links.post_instead(letter=sent.letter, by=family.senco)
        assert fresh(sent.letter).way == "post"
        assert fresh(sent.link).revoked_reason == links.ON_PAPER
        with pytest.raises(services.AlreadyDone):
            links.post_instead(letter=sent.letter, by=family.senco)

    def test_not_on_a_paper_without_an_address(self, family):
        Contact.objects.filter(pk=family.mother.pk).update(address="", postcode="")
        sent = mailed(family)
        with pytest.raises(IllegalMove, match="no postal address"):
            links.post_instead(letter=sent.letter, by=family.senco)
        assert fresh(sent.letter).way == "email"


class TestShown:
    """To a person, on the letter's page and in the list, and what to do."""

    @pytest.mark.parametrize("state", ["failed", "uncertain", "held", "dropped"])
    def test_a_mail_that_may_not_have_arrived_asks_a_person(self, client, family, sent, state):
        Message.objects.update(state=state)
        sign_in(client, family.senco)
        page = client.get(f"/letters/{sent.letter.pk}/").content.decode()
        listed = client.get(f"/{family.school.slug}/letters/")

        assert showing.MARK in page and "Send a new link" in page and "Post it instead" in page
        assert "1 went by e-mail and may not have arrived" in listed.content.decode()
        assert listed.context["rows"][0]["mark"] == showing.MARK
        links.send_again(link=sent.link, by=family.senco)
        assert showing.MARK not in client.get(f"/letters/{sent.letter.pk}/").content.decode()
        assert "mark" not in client.get(f"/{family.school.slug}/letters/").context["rows"][0]

    def test_it_came_says_a_person_who_asked(self, client, family, sent):
        Message.objects.update(state="uncertain")
        sign_in(client, family.senco)
        page = client.post(f"/letter-links/{sent.link.pk}/came/", follow=True).content.decode()
        assert showing.MARK not in page and "It came<" not in page
        assert fresh(sent.link.mail).state == "sent"
        page = client.post(f"/letter-links/{sent.link.pk}/came/", follow=True).content.decode()
        assert "already dealt with" in page

    @pytest.mark.parametrize("state", ["waiting", "claimed", "sending", "sent"])
    def test_one_on_its_way_asks_nobody(self, client, family, sent, state):
        Message.objects.update(state=state)
        page = sign_in(client, family.senco).get(f"/letters/{sent.letter.pk}/").content.decode()
        assert showing.MARK not in page and "leila@home.example" in page

    def test_another_address_since_is_named(self, family, sent):
        Message.objects.update(state="sent")
        chose_email(family.mother, "new@home.example")
        [row] = showing.rows(fresh(sent.letter))
        assert row["why"] == showing.OTHER_ADDRESS

    def test_who_may_close_and_who_may_send(self, client, family, sent):
        sign_in(client, family.head)
        page = client.get(f"/letters/{sent.letter.pk}/").content.decode()
        assert f"/letter-links/{sent.link.pk}/close/" in page
        assert "Send a new link" not in page and "Post it instead" not in page
        sign_in(client, family.office)
        page = client.get(f"/letters/{sent.letter.pk}/").content.decode()
        assert "leila@home.example" in page and "/close/" not in page

    def test_the_buttons(self, client, family, sent):
        sign_in(client, family.senco)
        client.post(f"/letter-links/{sent.link.pk}/again/")
        new = LetterLink.objects.get(revoked_at=None)
        answer = client.post(
            f"/letter-links/{new.pk}/close/", {"reason": "Somebody else reads there"}, follow=True
        )
        assert "Somebody else reads there" in answer.content.decode()
        seen = {"version": fresh(sent.letter).version}
        client.post(f"/letters/{sent.letter.pk}/by-post/", seen)
        assert fresh(sent.letter).way == "post"

    def test_uncertain_ones_of_a_batch_are_counted(self, family, sent):
        from tests.letters.test_who import batch_of

        batch = batch_of(family)
        Letter.objects.update(batch=batch)
        assert uncertain_mails(batch) == 0
        Message.objects.update(state="uncertain")
        assert uncertain_mails(batch) == 1
