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
# No file, but what makes one: by hand.
STEPS = [row for row in GET if row.route in {"school_exports:new", "school_exports:step"}]
# Every other file asks. These do not, and why.
ONE_CHILD = {
    "ehc_forms:preview", "ehc_packs:paper", "ehc_reviews:meeting_paper",
    "ehc_reviews:meeting_questions", "ehc_reviews:report_paper", "iep:pdf", "iep:version",
    "ledger:paper", "letters:pdf", "parent_meetings:pdf", "profile:blank", "profile:pdf",
    "profile:view-pdf", "pupils:document", "pupils:photo", "referrals:print", "voice:pdf",
    "complaints:pdf",
}  # fmt: skip
NO_CHILD = {
    "board:draft", "board:pdf", "public:draft_pdf", "public:version_pdf", "sampler:pdf",
    "sampler:note_pdf", "schools:logo", "schools:signature",
}  # fmt: skip
# The day's work of one adult, taken to the lesson: it says what their page says.
TO_THE_LESSON = {"lesson:class-pdf", "lesson:group-pdf", "sessions:paper"}
WHAT_A_GUEST_WAS_GIVEN = {"agencies:mine_paper", "ehc_disclosures:mine_paper"}
FREE = ONE_CHILD | NO_CHILD | TO_THE_LESSON | WHAT_A_GUEST_WAS_GIVEN
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


def is_file(answer) -> bool:
    """Whatever is neither a page, nor the way to one."""
    kind = answer.response.headers.get("Content-Type", "")
    return answer.status == 200 and not kind.startswith("text/html")


def asks(answer) -> bool:
    return answer.status == 302 and "/accounts/confirm/" in answer.response.url


@pytest.mark.timeout(600)
def test_every_file_of_several_children_asks_for_the_password_of_these_ten_minutes(cast):
    """Every address that anybody of the cast may open is asked, eleven minutes after the password:
    no file comes but those above, and all of those do.
    """
    old, came = of_the_site.ACCOUNT_REAUTHENTICATION_TIMEOUT + 60, set()
    for row in GET:
        if set(row.expected.values()) & {200, 302} and is_file(asked(cast, row, confirmed=old)):
            came.add(row.route)
    assert came == FREE


@pytest.mark.parametrize("row", STEPS, ids=lambda row: row.label)
def test_no_step_to_all_records_without_the_password_of_these_ten_minutes(cast, row):
    limit = of_the_site.ACCOUNT_REAUTHENTICATION_TIMEOUT
    assert asked(cast, row, confirmed=limit - 60).status == 200
    answer = asked(cast, row, confirmed=limit + 1)
    assert asks(answer) and answer.wrote == frozenset()


@pytest.mark.parametrize("row", OPENED, ids=lambda row: row.label)
def test_nothing_opens_after_half_an_hour_without_a_word(cast, row):
    limit = of_the_site.SESSION_IDLE_MINUTES * 60
    assert asked(cast, row, seen=limit - 60).status == 200
    answer = asked(cast, row, seen=limit + 1)
    assert answer.status == 302 and "/accounts/login/" in answer.response.url
