"""Password and throttle: nobody learns who has an account, nobody gets to guess for long."""

import re

import pytest
import time_machine
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache
from django.urls import reverse

from accounts import services
from tests.factories.accounts import account, type_password
from tests.factories.people import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
NOON = "2026-11-24T12:00:00Z"
WRONG = "The e-mail address or the password is not right."


@pytest.fixture(autouse=True)
def empty_cache(db):
    cache.clear()


def without_marks(response, email) -> str:
    """The page without what differs at every opening: token, nonce and the typed address."""
    text = re.sub(
        r'(name="csrfmiddlewaretoken" value=|nonce=)"[^"]+"', "", response.content.decode()
    )
    text = re.sub(r'X-CSRFToken": "[^"]+"', "", text)
    return text.replace(email, "ADDRESS")


def test_a_wrong_password_looks_like_an_unknown_person_and_like_a_leaver(client):
    known, left = account(), account()
    services.deactivate(left, by=known)
    left.set_password(PASSWORD)
    left.save()

    tries = [
        (known.email, "not the password at all"),
        ("nobody@example.org", "not the password at all"),
        (left.email, PASSWORD),
    ]
    answers = [(type_password(client, *one), one[0]) for one in tries]

    assert {response.status_code for response, _ in answers} == {200}
    pages = {without_marks(response, email) for response, email in answers}
    assert len(pages) == 1
    assert WRONG in pages.pop()


def test_an_unknown_person_costs_as_much_hashing_as_a_wrong_password(client, monkeypatch):
    known, hashed = account(), []
    for name in ("encode", "verify"):
        real = getattr(Argon2PasswordHasher, name)

        def counted(self, *args, real=real, name=name, **kwargs):
            hashed.append(name)
            return real(self, *args, **kwargs)

        monkeypatch.setattr(Argon2PasswordHasher, name, counted)

    costs = []
    for email in (known.email, "nobody@example.org", UserFactory(password="!x").email):
        hashed.clear()
        type_password(client, email, "not the password at all")
        costs.append(len(hashed))

    assert costs == [1, 1, 1]


def test_passwords_are_stored_with_argon2_and_nothing_else(settings):
    assert account().password.startswith("argon2$")
    assert settings.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def test_after_ten_wrong_tries_even_the_right_password_waits_five_minutes(client):
    user = account()
    with time_machine.travel(NOON, tick=False) as clock:
        for number in range(10):
            response = type_password(client, user.email, "wrong", REMOTE_ADDR=f"10.0.0.{number}")
            assert WRONG in response.content.decode()

        response = type_password(client, user.email, REMOTE_ADDR="10.0.1.1")
        assert response.status_code == 200
        assert "Too many tries" in response.content.decode()

        clock.shift(5 * 60 + 1)
        assert type_password(client, user.email, REMOTE_ADDR="10.0.1.1").status_code == 302


def test_ten_wrong_tries_from_one_address_stop_it_for_every_account(client):
    user = account()
    with time_machine.travel(NOON, tick=False):
        for number in range(10):
            type_password(client, f"guess{number}@example.org", "wrong")
        assert "Too many tries" in type_password(client, user.email).content.decode()
        other = type_password(client, user.email, REMOTE_ADDR="10.9.9.9")
        assert other.status_code == 302


def test_an_unknown_account_is_throttled_in_the_same_words(client):
    with time_machine.travel(NOON, tick=False):
        for number in range(11):
            response = type_password(
                client, "nobody@example.org", "wrong", REMOTE_ADDR=f"10.0.0.{number}"
            )
    assert "Too many tries" in response.content.decode()


def test_a_stranger_guessing_does_not_lock_the_owner_out_of_their_own_computer(client, settings):
    settings.SECOND_FACTOR = False
    user, stranger = account(), type(client)()
    with time_machine.travel(NOON, tick=False):
        type_password(client, user.email)
        client.post(reverse("account_logout"))
        for number in range(11):
            type_password(stranger, user.email, "wrong", REMOTE_ADDR=f"10.0.0.{number}")

        assert type_password(client, user.email, REMOTE_ADDR="10.5.5.5").status_code == 302


def test_tries_survive_hundreds_of_other_rows_in_the_cache(client):
    user = account()
    with time_machine.travel(NOON, tick=False):
        for number in range(10):
            type_password(client, user.email, "wrong", REMOTE_ADDR=f"10.0.0.{number}")
        for number in range(400):
            cache.set(f"other-{number}", number, 300)
        response = type_password(client, user.email, REMOTE_ADDR="10.0.1.1")
    assert "Too many tries" in response.content.decode()


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example/", "https:evil.example", "javascript:alert(1)",
     "/\\evil.example", "http://testserver@evil.example/"],
)  # fmt: skip
def test_next_to_another_host_leads_to_the_own_start_page(client, settings, target):
    settings.SECOND_FACTOR = False
    response = client.post(
        reverse("account_login"),
        {"login": account().email, "password": PASSWORD, "next": target},
    )
    assert (response.status_code, response.url) == (302, "/")


def test_next_on_this_host_is_followed(client, settings):
    settings.SECOND_FACTOR = False
    response = type_password(client, account().email, query="?next=/accounts/sessions/")
    assert response.url == "/accounts/sessions/"


def test_signing_in_gives_a_new_session_id(client, settings):
    settings.SECOND_FACTOR = False
    client.get(reverse("account_login"))
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key

    type_password(client, account().email)

    assert client.session.session_key != before


@pytest.mark.parametrize(
    "path",
    ["signup/", "email/", "confirm-email/", "password/set/", "social/connections/",
     "3rdparty/", "login/code/", "login/code/confirm/", "inactive/", "mfa/trust/"],
)  # fmt: skip
def test_other_pages_of_the_library_do_not_exist(client, path):
    from tests.factories.people import sign_in

    sign_in(client, UserFactory())
    assert client.get("/accounts/" + path).status_code == 404
    assert client.post("/accounts/" + path).status_code == 404


def test_the_pages_of_signing_in_show_without_an_account(client):
    for name in ("account_login", "account_reset_password", "account_reset_password_done",
                 "account_reset_password_from_key_done"):  # fmt: skip
        assert client.get(reverse(name)).status_code == 200, name
