"""A computer somebody left open, and whoever sits down at it: with the limits of the site itself,
which the other tests here do without.
"""

import time

import pytest
from allauth.account.internal.flows import login as flow

from accounts.sessions import SEEN
from sendcase import settings as of_the_site
from tests.access.asking import ask, undone
from tests.access.rows import GET, who_may

pytestmark = pytest.mark.django_db
# By hand: all that takes many children away at once, or lets somebody do so. And every list.
TAKES_AWAY = {
    "register_list:paper", "case_trails:paper", "case_trails:paper_of",
    "school_exports:new", "school_exports:step", "school_exports:file",
}  # fmt: skip
ROWS = [row for row in GET if row.route in TAKES_AWAY or row.route.endswith("sheet")]
OPENED = [row for row in GET if row.route in {
    "case_trails:page", "census:day", "head:page", "past:children", "register_list:list",
    "sampler:item", "school_exports:page",
}]  # fmt: skip


@pytest.fixture(autouse=True)
def true_limits(signed_in_a_moment_ago, settings):
    for name in ("ACCOUNT_REAUTHENTICATION_TIMEOUT", "SESSION_IDLE_MINUTES"):
        setattr(settings, name, getattr(of_the_site, name))


def asked(cast, row, *, confirmed=0, seen=0):
    """The answer to whoever may, who gave both secrets and was seen so many seconds ago."""
    actor, now = who_may(row), int(time.time())
    with undone():
        session = cast.client(actor).session
        session[flow.AUTHENTICATION_METHODS_SESSION_KEY] = [
            {"method": "password", "at": now - confirmed},
            {"method": "mfa", "type": "totp", "at": now - confirmed, "reauthenticated": True},
        ]
        session[SEEN] = now - seen
        session.save()
        return ask(cast, actor, "get", row.address(cast.a))


def test_the_limits_are_short(settings):
    assert settings.ACCOUNT_REAUTHENTICATION_TIMEOUT <= 10 * 60
    assert settings.SESSION_IDLE_MINUTES <= 30
    assert {row.route for row in ROWS} > TAKES_AWAY | {"pupils:sheet", "census:version_sheet"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.label)
def test_nothing_is_taken_away_without_the_password_of_these_ten_minutes(cast, row):
    limit = of_the_site.ACCOUNT_REAUTHENTICATION_TIMEOUT
    assert asked(cast, row, confirmed=limit - 60).status == 200
    answer = asked(cast, row, confirmed=limit + 1)
    assert answer.status == 302 and "/accounts/confirm/" in answer.response.url
    assert answer.wrote == frozenset()


@pytest.mark.parametrize("row", OPENED, ids=lambda row: row.label)
def test_nothing_opens_after_half_an_hour_without_a_word(cast, row):
    limit = of_the_site.SESSION_IDLE_MINUTES * 60
    assert asked(cast, row, seen=limit - 60).status == 200
    answer = asked(cast, row, seen=limit + 1)
    assert answer.status == 302 and "/accounts/login/" in answer.response.url
