"""What a family’s browser keeps, sends and is told: cookie, headers, paper, tokens of forms."""

import pytest
from django.test import Client

from letters.links import cookie
from letters.links import services as links
from letters.models import Reply
from letters.replies import codes
from sendcase.outbox.models import Message
from tests.factories.links import later
from tests.factories.people import sign_in
from tests.letters.links.test_pages import RECEIVED, UNKNOWN, W, opened, text_of

pytestmark = pytest.mark.django_db


class TestTheBrowser:
    def test_the_cookie_is_signed_shut_to_scripts_and_told_to_this_link_only(self, sent, nobody):
        opened(nobody, sent.at)
        morsel = nobody.cookies[cookie.NAME]
        assert morsel["path"] == sent.at
        assert morsel["httponly"] and morsel["samesite"] == "Lax" and morsel["max-age"] == 7200
        assert sent.token not in morsel.value

    @pytest.mark.parametrize("secure", [True, False])
    def test_over_https_it_goes_no_other_way(self, sent, nobody, settings, secure):
        settings.SESSION_COOKIE_SECURE = secure
        opened(nobody, sent.at)
        assert bool(nobody.cookies[cookie.NAME]["secure"]) == secure

    def test_a_cookie_of_one_link_opens_no_other(self, family, sent, nobody):
        opened(nobody, sent.at)
        value = nobody.cookies[cookie.NAME].value
        links.send_again(link=sent.link, by=family.senco)
        from tests.factories.links import tokens_in_mails

        at = f"/l/{tokens_in_mails()[-1]}/"
        nobody.cookies[cookie.NAME] = value
        nobody.cookies[cookie.NAME]["path"] = at
        assert W["open_letter"] not in text_of(nobody.get(at))
        for forged in ("", "x", value[:-2], value.replace(":", ".")):
            nobody.cookies[cookie.NAME] = forged
            assert W["open_letter"] not in text_of(nobody.get(at))

    def test_reading_ends_after_half_an_hour_and_a_long_answer_is_not_lost(self, sent, nobody):
        opened(nobody, sent.at)
        with later(minutes=31):
            assert W["open_letter"] not in text_of(nobody.get(sent.at))
            assert nobody.post(f"{sent.at}letter/").status_code == 302
        with later(minutes=119):
            assert W["thanks"] in text_of(nobody.post(sent.at, RECEIVED))
        assert Reply.objects.exists()

    def test_after_two_hours_nothing_is_left_of_it(self, sent, nobody):
        opened(nobody, sent.at)
        with later(minutes=121):
            assert W["thanks"] not in text_of(nobody.post(sent.at, RECEIVED))
        assert not Reply.objects.exists()

    def test_no_session_is_begun_and_one_that_is_there_is_left_alone(self, family, sent, nobody):
        opened(nobody, sent.at)
        assert "sessionid" not in nobody.cookies
        signed_in = sign_in(Client(), family.senco)
        before = dict(signed_in.session)
        assert W["link_button"] in text_of(signed_in.get(sent.at))  # an account opens no link
        opened(signed_in, sent.at)
        assert dict(signed_in.session) == before

    def test_nothing_is_kept_framed_indexed_or_told_to_others(self, sent, nobody):
        pages = [nobody.get(sent.at), nobody.post(f"{sent.at}code/"), opened(nobody, sent.at),
                 nobody.post(f"{sent.at}letter/"), nobody.get(UNKNOWN)]  # fmt: skip
        for page in pages:
            assert "no-store" in page.headers["Cache-Control"]
            assert page.headers["Referrer-Policy"] == "same-origin"  # no-referrer breaks the token
            assert page.headers["X-Frame-Options"] == "DENY"
            assert page.headers["X-Content-Type-Options"] == "nosniff"
            if page.status_code != 302:
                assert page.headers["X-Robots-Tag"] == "noindex"

    def test_the_paper_comes_in_a_sandbox_under_a_name_that_says_nothing(self, sent, nobody):
        opened(nobody, sent.at)
        paper = nobody.post(f"{sent.at}letter/")
        assert paper.headers["Content-Disposition"] == 'inline; filename="letter.pdf"'
        assert paper.headers["Content-Type"] == "application/pdf"
        assert "sandbox" in paper.headers["Content-Security-Policy"].split("; ")

    @pytest.mark.parametrize("where", ["", "code/", "letter/"])
    def test_a_press_from_elsewhere_does_nothing(self, sent, where):
        from tests.factories.links import tokens_in_mails

        browser = Client(enforce_csrf_checks=True)
        answer = browser.post(sent.at + where, {"code": "123456"})
        assert answer.status_code == 403
        assert len(tokens_in_mails()) == Message.objects.count() == 1

    def test_the_printed_code_and_the_link_are_different_secrets(self, sent, nobody):
        code = codes.normal(codes.code_of(sent.letter))
        assert nobody.get(f"/l/{code}/").status_code == 404
        assert nobody.get(f"/r/{sent.token}/").status_code == 404

    @pytest.mark.parametrize(("path", "most"), [("", 28), ("code/", 36), ("letter/", 12)])
    def test_pages_ask_little(self, sent, nobody, path, most, django_assert_max_num_queries):
        """Most of it is the throttle's; the mail and the log are the rest."""
        opened(nobody, sent.at)
        with django_assert_max_num_queries(most):
            nobody.post(sent.at + path, {"code": "123456"})
