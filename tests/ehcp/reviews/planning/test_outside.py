"""The page behind a link for advice: its secret leaves the address bar, nothing typed is lost."""

from datetime import timedelta

import pytest
from django.test import Client

from ehcp.reviews.planning import links, services
from letters.links import cookie
from sendcase import moment

HERE = "/l/a/"


@pytest.fixture
def health(invited):
    return invited.invitations.get(role="health")


@pytest.fixture
def token(case, invited, health):
    return services.ask_again(row=invited, by=case.senco, person=health)


def test_the_secret_goes_from_the_address_into_the_browsers_keeping(client, case, token):
    sent_on = client.get(f"{HERE}{token}/")
    assert (sent_on.status_code, sent_on.url) == (302, HERE)
    assert sent_on.headers["Cache-Control"] == "no-store, private"
    jar = client.cookies[links.NAME]
    assert jar["path"] == HERE and jar["httponly"] and token not in jar.value

    page = client.get(HERE)

    words = page.content.decode()
    assert page.status_code == 200 and case.school.name in words
    assert [w for w in (token, case.pupil.first_name, case.pupil.last_name) if w in words] == []


def test_what_is_sent_arrives_once_and_the_browser_forgets(client, health, token):
    client.get(f"{HERE}{token}/")
    before = health.version
    client.head(f"{HERE}{token}/")
    health.refresh_from_db()
    assert health.version == before  # looking uses nothing up

    done = client.post(HERE, {"words": "Speech is clearer."})

    health.refresh_from_db()
    assert (done.status_code, health.advice_words) == (200, "Speech is clearer.")
    assert client.cookies[links.NAME].value == ""
    assert client.get(f"{HERE}{token}/").status_code == 404


def test_what_was_typed_too_late_comes_back_to_its_writer(client, case, invited, token):
    client.get(f"{HERE}{token}/")
    services.call_off(row=invited, by=case.senco, reason="Moved away.")

    late = client.post(HERE, {"words": "A long evening’s <work>"})

    assert late.status_code == 404
    assert "A long evening’s &lt;work&gt;" in late.content.decode()


def test_without_the_link_there_is_nothing(token):
    nobody = Client()
    assert nobody.get(HERE).status_code == nobody.get(f"{HERE}{'x' * 22}/").status_code == 404
    nobody.cookies[links.NAME] = "made:up"
    assert nobody.get(HERE).status_code == 404


def test_a_browser_forgets_overnight(client, token):
    client.get(f"{HERE}{token}/")
    with moment.at(moment.now() + timedelta(hours=11)):
        assert client.get(HERE).status_code == 200
    with moment.at(moment.now() + timedelta(hours=13)):
        assert client.get(HERE).status_code == 404


def test_a_cookie_of_a_letter_opens_no_form(client, health, token):
    class Response(dict):
        def set_cookie(self, name, value, **given):
            self[name] = value

    jar = Response()
    cookie.put(jar, health.links.get(ended_at=None), HERE)  # signed as for a letter
    client.cookies[links.NAME] = jar[cookie.NAME]
    assert client.get(HERE).status_code == 404
