"""Text from a time-out becomes a person's draft with the second factor, and not before."""

import time

import pytest
from django.core import signing
from django.core.cache import cache
from django.urls import reverse

from sendcase.drafts import timeouts
from sendcase.drafts.models import Draft
from tests.factories.accounts import account, code, type_code, type_password
from tests.factories.people import PASSWORD, member, sign_in
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_cache(db):
    cache.clear()


@pytest.fixture
def person():
    return account(member(SchoolFactory(), "teacher"))


def kept(words="Typed before the bell") -> str:
    content = {"path": "/plans/7/edit/", "fields": {"words": [words]}, "had_files": False}
    return signing.dumps(content, salt=timeouts.SALT, compress=True)


def sign_in_again(client, person, text=None, password=PASSWORD):
    body = {"login": person.email, "password": password, "kept": text or kept()}
    return client.post(reverse("drafts:sign_in"), body)


def words() -> list:
    return [(row.author, row.data["fields"]["words"]) for row in Draft.objects.order_by("pk")]


def test_the_password_alone_writes_no_draft(client, person):
    answer = sign_in_again(client, person)
    assert answer.url == reverse("mfa_authenticate")
    assert not Draft.objects.exists()
    type_code(client, "000000")
    assert not Draft.objects.exists()


def test_with_the_code_it_is_theirs_and_the_page_with_the_button_follows(client, person):
    sign_in_again(client, person)
    answer = type_code(client, code(time.time()))
    draft = Draft.objects.get()
    assert words() == [(person, ["Typed before the bell"])]
    assert answer.url == reverse("drafts:typed", args=[draft.form_id])
    page = client.get(answer.url).content.decode()
    assert "Typed before the bell" in page and "Send it now" in page


def test_two_tabs_lose_neither_text(client, person):
    sign_in_again(client, person, kept("One"))
    sign_in_again(client, person, kept("Two"))
    type_code(client, code(time.time()))
    assert words() == [(person, ["One"]), (person, ["Two"])]


def test_the_next_person_at_the_computer_gets_nothing_of_it(client, person):
    sign_in_again(client, person, kept("The first one's"))
    other = account()
    sign_in_again(client, other, kept("The second one's"))
    type_code(client, code(time.time()))
    assert words() == [(other, ["The second one's"])]


def test_signed_in_by_password_only_it_waits_for_the_second_step(client):
    """Somebody who has yet to set it up: the session is there, what it may is not."""
    new = account(second_step=False)
    type_password(client, new.email)
    answer = client.post(reverse("drafts:sign_in"), {"kept": kept()})
    assert not Draft.objects.exists()
    assert client.get(answer.url).url == reverse("mfa_activate_totp")


def test_signed_in_meanwhile_with_both_it_is_there_at_once(client, person):
    sign_in(client, person)
    answer = client.post(reverse("drafts:sign_in"), {"kept": kept()})
    assert words() == [(person, ["Typed before the bell"])]
    assert client.get(answer.url).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_setting_the_second_step_up_brings_it(client):
    new = account(second_step=False)
    sign_in_again(client, new)
    assert not Draft.objects.exists()
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code(time.time(), secret)})
    assert words() == [(new, ["Typed before the bell"])]


def test_where_the_second_step_is_off_the_password_brings_it(client, person, settings):
    settings.SECOND_FACTOR = False
    answer = sign_in_again(client, person)
    assert words() == [(person, ["Typed before the bell"])]
    assert client.get(answer.url).status_code == 200
