"""A real Chromium against the real site; a person is signed in with the second factor given."""

import os
from types import SimpleNamespace

import pytest
from django.core.cache import cache

from accounts.permissions import Role
from reminders import sharing
from tests.browser.looks import WIDE
from tests.browser.walking import A_PDF, Walk, take_session
from tests.conftest import CHROMIUM
from tests.factories.people import member
from tests.factories.pupils import ContactFactory, PupilFactory, assign, share
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class


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
    page.set_viewport_size(WIDE)  # as it is looked at first
    return page


@pytest.fixture
def open_as(live_server, browser_page):
    """open_as(person, "/oakfield/today/") → the page, signed in as that person."""

    def open_page(person, path="/"):
        take_session(browser_page.context, person, live_server.url)
        browser_page.goto(live_server.url + path)
        return browser_page

    return open_page


@pytest.fixture
def walk(live_server, browser_page):
    cache.clear()
    browser_page.set_default_timeout(30_000)
    with Walk(browser_page, live_server.url) as walk:
        yield walk


@pytest.fixture
def case(transactional_db):
    """A school with somebody in each role, a class, and Amina with her mother."""
    school = SchoolFactory()
    willow = ClassGroupFactory(school=school, name="Willow")
    pupil = PupilFactory(school=school, class_group=willow, legal_first_name="Amina")
    ContactFactory(pupil=pupil)
    people = {role.value: member(school, role) for role in Role if role not in {"trust_lead"}}
    hold_class(people["teacher"], willow)
    assign(people["support"], pupil)
    sharing.follow(share(pupil, people["guest"]))
    return SimpleNamespace(
        school=school, willow=willow, pupil=pupil, at=f"/{school.slug}", **people
    )


@pytest.fixture
def no_paper(monkeypatch):
    """Pages are looked at, not the paper."""
    monkeypatch.setattr("iep.printing.render_pdf", lambda html: A_PDF)
    monkeypatch.setattr("iep.handover.printing.render_many", lambda pages: [A_PDF for _ in pages])
    monkeypatch.setattr("letters.paper.whole_pdf", lambda *args, **kwargs: A_PDF)
