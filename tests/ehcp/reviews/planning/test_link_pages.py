"""Advice by link, as a browser without an account sees it."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ehcp.reviews.planning import links, services
from sendcase import moment

FORM, THANKS, OVER, AGAIN = "Your advice", "Thank you", "does not work", "open the link again"
WORDS = {"words": "Speech is clearer."}


@pytest.fixture
def nobody(db):
    cache.clear()
    return Client()


@pytest.fixture
def health(invited):
    return invited.invitations.get(role="health")


@pytest.fixture
def at(invited, health, case):
    return f"/l/a/{links.make(health, case.senco)}/"


def text(page) -> str:
    return page.content.decode()


def test_the_token_leaves_the_address_at_once_and_the_form_takes_advice_once(nobody, at, health):
    first = nobody.get(at)
    plain = first.headers["Location"]
    assert first.status_code == 302 and at.split("/")[3] not in plain
    assert "no-store" in first.headers["Cache-Control"]
    kept = first.cookies["letter"]
    assert kept["path"] == plain and kept["httponly"] and at.split("/")[3] not in kept.value
    page = nobody.get(plain)
    assert FORM in text(page) and "Amina" not in text(page)
    assert page.headers["Referrer-Policy"] == "same-origin"  # no-referrer breaks the token
    assert at.split("/")[3] not in text(page)
    assert "Write your advice" in text(nobody.post(plain, {"words": ""}))
    assert THANKS in text(nobody.post(plain, WORDS))
    health.refresh_from_db()
    assert health.advice_words == WORDS["words"]
    assert nobody.get(plain).status_code == nobody.get(at).status_code == 404
    assert OVER in text(nobody.get(at))


def test_a_paper_alone_leaves_the_words_that_stand_there(nobody, at, invited, case, health):
    services.take_advice(row=invited, by=case.senco, person=health, on=moment.today(),
                         words="By phone: speech is clearer.")  # fmt: skip
    plain = nobody.get(at).headers["Location"]
    assert "By phone" not in text(nobody.get(plain))  # whoever sends it never saw them
    paper = SimpleUploadedFile("advice.pdf", b"%PDF-1.7 of the clinic\n%%EOF\n")
    assert THANKS in text(nobody.post(plain, {"words": "", "upload": paper}))
    health.refresh_from_db()
    assert health.advice_words == "By phone: speech is clearer." and health.advice_id


def test_without_the_cookie_the_form_opens_for_nobody(nobody, at, health):
    plain = nobody.get(at).headers["Location"]
    stranger = Client()
    for way in (stranger.get, stranger.post):
        page = way(plain, WORDS)
        assert page.status_code == 404 and AGAIN in text(page)
    unknown = text(stranger.get("/l/a/to/999999/"))
    assert unknown == text(stranger.get(plain))  # one answer: it does not say which there are
    health.refresh_from_db()
    assert health.advice_on is None


def test_the_cookie_of_one_link_opens_no_other(nobody, at, invited, case, health):
    """A browser keeps both, each for its own path; this one here keeps the newest only."""
    officer = invited.invitations.get(role="authority")
    first = nobody.get(f"/l/a/{links.make(officer, case.senco)}/")
    mine = nobody.get(at)
    other = first.headers["Location"]
    assert first.cookies["letter"]["path"] == other != mine.cookies["letter"]["path"]
    assert AGAIN in text(nobody.post(other, {"words": "The plan is in order."}))
    assert THANKS in text(nobody.post(mine.headers["Location"], WORDS))
    health.refresh_from_db(), officer.refresh_from_db()
    assert (health.advice_words, officer.advice_words) == (WORDS["words"], "")


def test_what_was_written_too_late_is_given_back(nobody, at, invited, case, health):
    plain = nobody.get(at).headers["Location"]
    with moment.at(moment.now() + timedelta(minutes=121)):
        page = nobody.post(plain, WORDS)
        assert page.status_code == 404 and WORDS["words"] in text(page)
    services.call_off(row=invited, by=case.senco, reason="The family is away.")
    page = nobody.post(plain, WORDS)
    assert AGAIN in text(page) and WORDS["words"] in text(page)
    assert OVER in text(nobody.get(at))


def test_a_flood_is_stopped_and_loses_no_words(nobody, at, health):
    plain = nobody.get(at).headers["Location"]
    for _ in range(20):
        assert nobody.post(plain, {"words": ""}).status_code == 200
    page = nobody.post(plain, WORDS)
    assert page.status_code == 429 and WORDS["words"] in text(page)
    health.refresh_from_db()
    assert health.advice_on is None


def test_a_post_from_elsewhere_is_refused(at, health):
    browser = Client(enforce_csrf_checks=True)
    plain = browser.get(at).headers["Location"]
    assert browser.post(plain, WORDS).status_code == 403
