"""A form that came back too late, or without its proof of origin, loses no word."""

import html
import re

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from sendcase.drafts import timeouts
from sendcase.drafts.models import Draft
from tests.factories.people import UserFactory, member, sign_in
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db
TYPED = {"words": "Loses <her> place\nwhen reading", "areas": ["ci", "cl"], "password": "hush"}


def request_of(rf, path="/plans/7/edit/?tab=2", data=TYPED):
    from django.contrib.auth.models import AnonymousUser
    from django.contrib.sessions.backends.db import SessionStore

    request = rf.post(path, data)
    request.user, request.session = AnonymousUser(), SessionStore()
    request.htmx = False
    return request


def kept_in(response) -> str:
    found = re.search(r'name="kept" value="([^"]*)"', response.content.decode())
    return html.unescape(found[1])


def test_the_text_comes_back_inside_the_sign_in_form_and_the_server_keeps_nothing(rf):
    response = timeouts.keep_typed(request_of(rf))

    assert response.status_code == 401
    content = timeouts.unpack(kept_in(response))
    assert content["path"] == "/plans/7/edit/?tab=2"
    assert content["fields"] == {"words": [TYPED["words"]], "areas": ["ci", "cl"]}
    assert "hush" not in response.content.decode()
    assert not Draft.objects.exists()


def test_sign_in_forms_are_never_carried(rf):
    response = timeouts.keep_typed(request_of(rf, "/accounts/password/change/"))
    assert response.status_code == 302


def test_a_wrong_password_brings_the_text_back(rf, client):
    kept = kept_in(timeouts.keep_typed(request_of(rf)))
    person = UserFactory()
    answer = client.post(
        reverse("drafts:sign_in"), {"login": person.email, "password": "wrong", "kept": kept}
    )
    assert answer.status_code == 200
    assert kept_in(answer) == kept
    assert not Draft.objects.exists()


def test_signed_in_meanwhile_the_text_waits_behind_a_button(rf, client):
    kept = kept_in(timeouts.keep_typed(request_of(rf)))
    person = member(SchoolFactory(), "teacher")
    sign_in(client, person)

    answer = client.post(reverse("drafts:sign_in"), {"kept": kept}, follow=True)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'action="/plans/7/edit/?tab=2"' in page
    assert "Loses &lt;her&gt; place\nwhen reading</textarea>" in page
    assert page.count('name="areas"') == 2
    assert "Send it now" in page
    assert "csrfmiddlewaretoken" in page


@pytest.mark.parametrize("path", ["//evil.example/", "https://evil.example/", "plans/7/"])
def test_text_is_bound_to_this_site(path):
    kept = signing.dumps({"path": path, "fields": {}, "had_files": False}, salt=timeouts.SALT)
    assert timeouts.unpack(kept) is None


def test_text_we_did_not_sign_is_not_taken(client):
    sign_in(client, UserFactory())
    other = signing.dumps({"path": "/x/", "fields": {}, "had_files": False}, salt="other")
    assert client.post(reverse("drafts:sign_in"), {"kept": other}).url == "/"
    assert not Draft.objects.exists()


def post_without_token(path="/drafts/keep/", **headers):
    strict = Client(enforce_csrf_checks=True)
    sign_in(strict, UserFactory())
    return strict.post(path, TYPED, headers=headers)


def test_without_its_token_a_form_is_refused_and_its_text_shown():
    answer = post_without_token(origin="http://testserver")
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Loses &lt;her&gt; place" in page
    assert "Send it now" in page
    assert "hush" not in page


def test_words_from_another_site_get_no_button():
    page = post_without_token(origin="https://evil.example").content.decode()
    assert "Loses &lt;her&gt; place" in page
    assert "Send it now" not in page


def test_a_refused_sign_in_shows_nothing_of_it():
    page = post_without_token("/accounts/login/", origin="http://testserver").content.decode()
    assert "Loses" not in page
