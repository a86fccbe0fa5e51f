"""What holds for every page: the token, the second step, the account, and the headers."""

import time

import pytest
from allauth.account.internal.flows import login as flow
from django.urls import reverse

from accounts.models import User
from tests.access.asking import ask, undone
from tests.access.matrix_own import PUBLIC
from tests.access.rows import GET, POST, body_of, posting, who_may

pytestmark = pytest.mark.django_db
BEFORE_SECOND_STEP = {"account_reauthenticate", "mfa_activate_totp", "mfa_add_webauthn"}
# Open to everybody: the secret in the address, or in the browser's keeping, is the key.
BY_A_SECRET = {"ehc_advice:link", "ehc_advice:form"}


@pytest.mark.parametrize("row", POST, ids=lambda row: row.label)
def test_a_form_without_its_token_does_nothing(cast, row):
    body = body_of(row, cast.a) | {"csrfmiddlewaretoken": "forged"}
    answer = ask(cast, who_may(row), "post", row.address(cast.a), body, enforce_csrf_checks=True)
    assert (answer.status, answer.wrote) == (403, frozenset())


@pytest.mark.parametrize("route", sorted(PUBLIC - {"health", "gallery"}))
def test_an_open_form_without_its_token_does_nothing(cast, route):
    args = {"account_welcome": ["x"], "people:accept": ["x"],
            "replies:answer": ["BCDFGHJKMN"],
            "published:page": ["oakfield", "sen-information-report"],
            "published:pdf": ["oakfield", "sen-information-report"],
            "published:logo": ["oakfield"],
            "ehc_advice:form": ["1"], "reminders:calendar": ["A" * 22],
            **dict.fromkeys(["links:link", "links:code", "links:letter"], ["A" * 22]),
            "account_reset_password_from_key": ["1", "set-password"]}.get(route, [])  # fmt: skip
    address = reverse(route, args=args)
    answer = ask(cast, "nobody", "post", address, {"login": "x"}, enforce_csrf_checks=True)
    assert (answer.status, answer.wrote) == (403, frozenset())


def change_session(client, **changes):
    session = client.session
    session.update(changes)
    session.save()


@pytest.mark.parametrize("way", ["get", "post"])
def test_a_password_without_a_code_opens_nothing(cast, way):
    rows = {"get": GET, "post": POST}[way]
    opened = []
    with undone():
        only_password = [{"method": "password", "at": time.time()}]
        for actor in ("senco", "office", "head", "own_teacher"):
            change_session(
                cast.client(actor), **{flow.AUTHENTICATION_METHODS_SESSION_KEY: only_password}
            )
        for row in rows:
            if row.route in BEFORE_SECOND_STEP | BY_A_SECRET:
                continue
            actor = who_may_or_senco(row)
            body = body_of(row, cast.a) if way == "post" else {}
            answer = ask(cast, actor, way, row.address(cast.a), body)
            if answer.status != 302 or "/accounts/" not in answer.response.url or done(answer):
                opened.append((row.label, actor, answer.status, answer.wrote))
    assert opened == []


def who_may_or_senco(row):
    best = [a for a in ("senco", "office", "head", "own_teacher") if row.expected[a] in (200, 302)]
    return best[0] if best else "senco"


def done(answer):
    """Something beside the session's own end was written."""
    return answer.wrote - {"usersessions_usersession"}


def test_a_deactivated_account_opens_nothing(cast):
    with undone():
        User.objects.filter(pk=cast.people["senco"].pk).update(is_active=False)
        got = {row.label: ask(cast, "senco", "get", row.address(cast.a)).status for row in GET
               if row.route not in BY_A_SECRET}  # fmt: skip
    assert set(got.values()) == {302}


CONFIRMED = [
    row
    for row in POST
    if row.route
    in {
        "people:invite",
        "people:invitation",
        "people:member",
        "people:second_step",
        "people:deputy",
    }
]


@pytest.mark.parametrize("row", CONFIRMED, ids=lambda row: row.label)
def test_roles_change_only_with_the_password_given_again(cast, row):
    actor, hour_ago = who_may(row), time.time() - 3600
    methods = [{"method": "password", "at": hour_ago},
               {"method": "mfa", "type": "totp", "at": hour_ago}]  # fmt: skip
    with undone():
        change_session(cast.client(actor), **{flow.AUTHENTICATION_METHODS_SESSION_KEY: methods})
        answer = ask(cast, actor, "post", row.address(cast.a), body_of(row, cast.a))
    assert answer.status == 302 and "/accounts/confirm/" in answer.response.url
    assert answer.wrote == frozenset()


@pytest.mark.parametrize("label", ["pupils:document plan_paper", "pupils:document letter_paper",
                                   "iep:version shared/1", "letters:pdf issued"])  # fmt: skip
def test_papers_come_in_a_sandbox(cast, label):
    row = next(row for row in GET if row.label == label)
    response = ask(cast, "senco", "get", row.address(cast.a)).response
    assert "sandbox" in response["Content-Security-Policy"].split("; ")
    assert response["Content-Type"] == "application/pdf"


def test_a_document_is_saved_and_not_opened(cast):
    response = ask(cast, "senco", "get", f"/documents/{cast.a.plan_paper.pk}/").response
    assert response["Content-Disposition"].startswith("attachment")


def test_the_way_back_after_signing_in_leads_to_this_site_only(cast):
    address = reverse("drafts:discard", args=[cast.a.typing.form_id])
    row = posting("drafts:discard typing")
    for elsewhere in (
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:x",
    ):
        answer = ask(cast, who_may(row), "post", address, {"next": elsewhere})
        assert answer.response.url == "/"
