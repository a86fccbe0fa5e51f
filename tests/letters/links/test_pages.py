"""The page behind the link: from the mail to the letter and the answer, and every kind of no."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from audit.models import Event
from letters import services
from letters.links import opening, tokens
from letters.links import services as links
from letters.models import Letter, LetterLink, Reply
from letters.replies.words import words
from pupils.models import ChronologyEntry, Contact
from sendcase.outbox.models import Message
from tests.factories.letters import FACTS
from tests.factories.links import chose_email, later, mailed, newest_code

pytestmark = pytest.mark.django_db
W = words("en")
RECEIVED = {"received": "on", "answer": "1"}
UNKNOWN = "/l/AAAAAAAAAAAAAAAAAAAAAA/"


def text_of(response) -> str:
    return response.content.decode()


def ask(browser, at):
    return browser.post(f"{at}code/", follow=True)


def give(browser, at, code):
    return browser.post(at, {"code": code}, follow=True)


def opened(browser, at):
    """The page after the right code."""
    ask(browser, at)
    return give(browser, at, newest_code())


def wrong_code() -> str:
    return f"{(int(newest_code()) + 1) % 1_000_000:06}"


def link_now() -> LetterLink:
    return LetterLink.objects.latest("pk")


class TestTheWay:
    def test_from_the_mail_to_the_letter_and_the_answer(self, family, sent, nobody):
        first = nobody.get(sent.at)
        assert W["link_button"] in text_of(first) and "second_code" not in text_of(first)
        asked = ask(nobody, sent.at)
        assert W["code_sent"] in text_of(asked) and W["second_code"] in text_of(asked)
        page = give(nobody, sent.at, f" {newest_code()[:3]} {newest_code()[3:]} ")
        assert page.redirect_chain == [(sent.at, 302)]
        assert W["open_letter"] in text_of(page) and W["received"] in text_of(page)

        paper = nobody.post(f"{sent.at}letter/")
        assert b"".join(paper.streaming_content) == b"%PDF-1.7 paper"
        assert not Reply.objects.exists()
        assert Letter.objects.get(pk=sent.letter.pk).state == "issued"

        thanks = nobody.post(sent.at, RECEIVED | {"words": "We will practise."})
        assert W["thanks"] in text_of(thanks) and W["open_letter"] in text_of(thanks)
        reply = Reply.objects.get(letter=sent.letter)
        assert (reply.route, reply.words, reply.recorded_by) == ("link", "We will practise.", None)

    def test_an_answered_letter_can_still_be_read_and_takes_no_second_answer(
        self, family, sent, nobody
    ):
        services.record_reply(
            letter=sent.letter, route="phone", received_on=sent.letter.issued_on, by=family.office
        )
        page = opened(nobody, sent.at)
        assert W["thanks"] in text_of(page) and W["received"] not in text_of(page)
        assert nobody.post(f"{sent.at}letter/").status_code == 200
        nobody.post(sent.at, RECEIVED | {"words": "second"})
        assert Reply.objects.get().route == "phone"

    def test_a_letter_that_asks_for_no_answer_is_only_read(self, family, sent, nobody):
        sent.letter.reply_code.delete()
        page = opened(nobody, sent.at)
        assert W["open_letter"] in text_of(page) and W["received"] not in text_of(page)

    def test_an_answer_to_a_letter_that_asks_again_answers_the_first(self, family, nobody):
        from letters.chasers import services as chasers

        family.school.policy.__class__.objects.update(chase_times=2)
        sent = mailed(family)
        with later(days=30):
            assert chasers.prepare_due(family.school.pk) == 1
            chaser = Letter.objects.latest("pk")
            services.approve(letter=chaser, by=family.senco)
            services.issue(letter=chaser, by=family.senco)
            from tests.factories.links import tokens_in_mails

            at = f"/l/{tokens_in_mails()[-1]}/"
            opened(nobody, at)
            nobody.post(at, RECEIVED)
        assert Reply.objects.get().letter_id == sent.letter.pk

    def test_each_look_at_the_paper_is_one_row_of_the_log_without_an_actor(self, sent, nobody):
        opened(nobody, sent.at)
        nobody.post(f"{sent.at}letter/")
        event = Event.objects.get(verb="letter_link.read")
        assert (event.actor_id, event.pupil_id) == (None, sent.letter.pupil_id)

    def test_without_the_tick_the_words_stay(self, sent, nobody):
        opened(nobody, sent.at)
        page = text_of(nobody.post(sent.at, {"answer": "1", "words": "Kept as typed"}))
        assert W["received_needed"] in page and "Kept as typed" in page

    def test_the_language_chosen_stays_through_every_step(self, sent, nobody):
        page = nobody.post(f"{sent.at}code/?lang=ar", follow=True)
        assert '<html lang="ar" dir="rtl">' in text_of(page)
        page = nobody.post(f"{sent.at}?lang=ar", {"code": newest_code()}, follow=True)
        assert '<html lang="ar" dir="rtl">' in text_of(page)
        assert words("ar")["open_letter"] in text_of(page)

    @pytest.mark.parametrize(
        ("typed", "plain"),
        [("٠٤٢١٧٧", "042177"), (" 042-177 ", "042177"), ("০৪২১৭৭", "042177"), ("42177", ""),
         ("0421777", ""), ("04217x7", ""), ("", ""), ("²42177", "")],
    )  # fmt: skip
    def test_figures_of_any_keyboard(self, typed, plain):
        assert tokens.figures(typed) == plain


class TestNothingBeforeTheCode:
    def test_neither_mail_nor_page_names_child_need_letter_or_reader(self, family, nobody):
        facts = {"noticed": "Planted: loses her place when reading aloud."}
        chose_email(family.mother)
        family.pupil.save()
        sent = mailed_with(family, facts)
        pages = [nobody.get(sent.at), ask(nobody, sent.at), give(nobody, sent.at, wrong_code()),
                 nobody.get(UNKNOWN)]  # fmt: skip
        said = [text_of(page) for page in pages]
        said += [f"{row.subject}\n{row.text}" for row in Message.objects.all()]
        assert len(said) == 6
        title = services.purposes[sent.letter.purpose].title
        planted = ["Amina", "Brightwater", "Leila", family.pupil.last_name, "Planted", "SEN",
                   "register", title, "leila@", family.mother.address.splitlines()[0],
                   family.mother.postcode, f"L{sent.letter.pk} ", *FACTS.values()]  # fmt: skip
        for each in said:
            read = each.replace("SENDcase", "")  # who made the page, where no school is named
            assert [secret for secret in planted if secret and secret in read] == []

    def test_before_the_code_no_way_leads_to_the_paper_or_the_form(self, sent, nobody):
        ask(nobody, sent.at)
        for page in (nobody.get(sent.at), nobody.post(f"{sent.at}letter/", follow=True),
                     nobody.post(sent.at, RECEIVED)):  # fmt: skip
            assert W["open_letter"] not in text_of(page) and W["received"] not in text_of(page)
        assert not Reply.objects.exists()
        assert not Event.objects.filter(verb="letter_link.read").exists()

    @pytest.mark.parametrize("where", ["", "code/", "letter/"])
    @pytest.mark.parametrize("method", ["get", "head"])
    def test_a_guard_that_opens_links_changes_nothing(self, sent, nobody, method, where):
        """No code is sent, no try used, nothing read; the page is the same afterwards."""
        opened(nobody, sent.at)
        ask(nobody, sent.at)
        before = LetterLink.objects.values().get(), Message.objects.count(), Event.objects.count()
        with CaptureQueriesContext(connection) as asked:
            for browser in (nobody, Client()):
                answer = getattr(browser, method)(sent.at + where)
                assert answer.status_code in (200, 302)
        wrote = [q["sql"] for q in asked if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
        assert wrote == []
        after = LetterLink.objects.values().get(), Message.objects.count(), Event.objects.count()
        assert before == after


def mailed_with(family, facts):
    from types import SimpleNamespace

    from tests.factories.links import tokens_in_mails

    letter = family.issued(**facts)
    [token] = tokens_in_mails()
    return SimpleNamespace(letter=letter, token=token, at=f"/l/{token}/")


class TestCodes:
    def test_a_code_works_once_and_for_half_an_hour(self, sent, nobody):
        ask(nobody, sent.at)
        code = newest_code()
        with later(minutes=29):
            assert W["open_letter"] in text_of(give(nobody, sent.at, code))
        assert W["second_over"] in text_of(give(Client(), sent.at, code))

        ask(nobody, sent.at)
        with later(minutes=31):
            other = Client()
            assert W["second_over"] in text_of(give(other, sent.at, newest_code()))
            assert W["open_letter"] not in text_of(other.get(sent.at))

    def test_a_new_code_ends_the_one_before_and_its_waiting_mail(self, sent, nobody):
        ask(nobody, sent.at)
        old, first = newest_code(), Message.objects.latest("pk")
        with later(minutes=2):
            ask(nobody, sent.at)
            first.refresh_from_db()
            assert (first.state, first.text) == ("dropped", "")
            if old != newest_code():
                assert W["second_wrong"] in text_of(give(nobody, sent.at, old))
            assert W["open_letter"] in text_of(give(nobody, sent.at, newest_code()))

    def test_the_button_pressed_twice_is_one_mail(self, sent, nobody):
        ask(nobody, sent.at)
        ask(Client(), sent.at)
        assert Message.objects.count() == 2  # the link, one code

    def test_five_wrong_tries_end_a_code(self, sent, nobody):
        ask(nobody, sent.at)
        code, wrong = newest_code(), wrong_code()
        said = [text_of(give(nobody, sent.at, wrong)) for _ in range(5)]
        assert all(W["second_wrong"] in page for page in said[:4])
        assert W["second_over"] in said[4]
        assert W["open_letter"] not in text_of(give(nobody, sent.at, code))

    def test_what_can_be_no_code_costs_no_try(self, sent, nobody):
        ask(nobody, sent.at)
        for typed in ("", "12345", "hello", "<b>"):
            assert W["second_wrong"] in text_of(give(nobody, sent.at, typed))
        assert link_now().tries == 0
        assert W["open_letter"] in text_of(give(nobody, sent.at, newest_code()))

    def test_five_mails_are_the_most(self, sent, nobody):
        for minutes in range(0, 12, 2):
            with later(minutes=minutes):
                page = ask(nobody, sent.at)
        assert Message.objects.filter(key__startswith="letter-link-code-").count() == 5
        assert W["code_sent"] in text_of(nobody.get(sent.at))  # the fifth is alive
        assert W["link_over"] in text_of(page)
        with later(minutes=60):
            assert nobody.get(sent.at).status_code == 404

    def test_guessing_to_the_end_closes_the_link_and_the_school_hears(self, sent, nobody):
        for minutes in range(0, 10, 2):
            with later(minutes=minutes):
                ask(nobody, sent.at)
                cache.clear()  # as from many addresses
                wrong = wrong_code()
                pages = [give(nobody, sent.at, wrong) for _ in range(5)]
        assert W["link_over"] in text_of(pages[-1])
        link = link_now()
        assert link.revoked_reason == opening.GUESSED
        assert ChronologyEntry.objects.filter(summary__contains="too many wrong codes").count() == 1
        assert nobody.get(sent.at).status_code == 404

    def test_a_code_of_another_link_opens_nothing(self, family, sent, nobody):
        links.send_again(link=sent.link, by=family.senco)
        first = sent.link
        ask(nobody, sent.at)  # closed: no mail
        assert Message.objects.filter(key__startswith="letter-link-code-").count() == 0
        code = "123456"
        one, other = (tokens.code_hash(x.uid, code) for x in (first, link_now()))
        assert one != other
        assert code not in one

    def test_an_address_that_guesses_on_many_links_is_stopped(self, sent, nobody):
        ask(nobody, sent.at)
        for _ in range(4):
            opening.LetterLink.objects.update(tries=0)
            for _ in range(5):
                LetterLink.objects.update(tries=0)
                give(nobody, sent.at, wrong_code())
        stopped = give(nobody, sent.at, newest_code())
        assert stopped.status_code == 429 and W["too_many"] in text_of(stopped)
        elsewhere = Client(REMOTE_ADDR="10.1.1.1")
        assert W["open_letter"] in text_of(give(elsewhere, sent.at, newest_code()))

    def test_an_address_that_asks_for_many_mails_is_stopped(self, sent, nobody):
        answers = [nobody.post(f"{sent.at}code/").status_code for _ in range(21)]
        assert answers == [302] * 20 + [429]
        assert Message.objects.count() == 2


def ended(family, sent, how):
    if how == "closed":
        links.revoke(link=sent.link, reason="A wrong address", by=family.senco)
    elif how == "withdrawn":
        services.withdraw(letter=sent.letter, reason="Wrong day", by=family.senco)
    elif how == "replaced":
        links.send_again(link=sent.link, by=family.senco)
    elif how == "on paper":
        links.post_instead(letter=sent.letter, by=family.senco)
    elif how == "address changed":
        chose_email(family.mother, "other@home.example")
    elif how == "flagged, whatever was told":
        Contact.objects.update(do_not_contact=True)
    elif how == "no responsibility":
        Contact.objects.update(parental_responsibility=False)


ENDS = ["closed", "withdrawn", "replaced", "on paper", "address changed",
        "flagged, whatever was told", "no responsibility"]  # fmt: skip


class TestEnded:
    @pytest.mark.parametrize("how", ENDS)
    def test_at_once_also_for_who_has_it_open_and_as_if_it_had_never_been(
        self, family, sent, nobody, how
    ):
        opened(nobody, sent.at)
        ended(family, sent, how)
        mails = Message.objects.count()
        never = Client().get(UNKNOWN)
        for browser in (nobody, Client()):
            for answer in (
                browser.get(sent.at), browser.post(sent.at, RECEIVED),
                browser.post(sent.at, {"code": "123456"}), browser.post(f"{sent.at}code/"),
                browser.post(f"{sent.at}letter/"), browser.get(f"{sent.at}letter/"),
            ):  # fmt: skip
                assert (answer.status_code, text_of(answer)) == (404, text_of(never))
        assert W["link_over"] in text_of(never)
        assert not Reply.objects.exists() and Message.objects.count() == mails
        assert not Event.objects.filter(verb="letter_link.read").exists()

    def test_after_fourteen_days(self, sent, nobody):
        with later(days=14):
            assert W["link_button"] in text_of(nobody.get(sent.at))
        with later(days=15):
            assert text_of(nobody.get(sent.at)) == text_of(nobody.get(UNKNOWN))

    @pytest.mark.parametrize("at", ["/l/x/", "/l/<script>/", "/l/" + "A" * 300 + "/", "/l/é/"])
    def test_what_can_be_no_token_gets_the_same_answer(self, db, nobody, at):
        assert text_of(nobody.get(at)) == text_of(nobody.get(UNKNOWN))

    def test_the_words_are_those_of_the_language_in_the_mail(self, db, nobody):
        assert words("pl")["link_over"] in text_of(nobody.get(f"{UNKNOWN}?lang=pl"))
