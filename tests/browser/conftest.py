"""A real Chromium against the real site; a person is signed in with the second factor given."""

import os

import pytest
from django.conf import settings
from django.test import Client

from tests.conftest import CHROMIUM
from tests.factories.people import sign_in


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
            if not os.path.exists(CHROMIUM):
                item.add_marker(pytest.mark.skip(reason=f"no Chromium at {CHROMIUM}"))


@pytest.fixture
def browser_page(live_server, page):
    """A page nobody is signed in on. Addresses are relative: page.goto(live_server.url + "/")."""
    page.set_default_timeout(10_000)
    return page


@pytest.fixture
def open_as(live_server, browser_page):
    """open_as(person, "/oakfield/today/") → the page, signed in as that person."""

    def open_page(person, path="/"):
        take_session(browser_page.context, person, live_server.url)
        browser_page.goto(live_server.url + path)
        return browser_page

    return open_page


def take_session(context, person, url):
    """Give the browser the session that signing in with password and code would have made."""
    client = sign_in(Client(), person)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": url}])
