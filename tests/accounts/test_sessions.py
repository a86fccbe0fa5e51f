"""How long a session lives and what ends it."""

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import RequestFactory
from django.urls import reverse

from accounts import services
from accounts.access import signed_in
from accounts.middleware import AccessMiddleware
from accounts.permissions import Role
from audit.models import Event
from tests.factories.accounts import account, code, type_code, type_password
from tests.factories.people import PASSWORD, UserFactory, member, sign_in
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db
NOON = 1795521600
PAGE = "/accounts/sessions/"


@pytest.fixture
def clock(db):
    cache.clear()
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def is_in(client) -> bool:
    return client.get(PAGE).status_code == 200


def test_thirty_quiet_minutes_end_a_session(client, clock):
    sign_in(client, UserFactory())
    clock.shift(settings.SESSION_IDLE_MINUTES * 60)
    assert is_in(client)
    clock.shift(settings.SESSION_IDLE_MINUTES * 60 + 1)
    assert not is_in(client)
    clock.shift(-settings.SESSION_IDLE_MINUTES * 60)
    assert not is_in(client)  # it ended, it did not only pause


def test_twelve_hours_end_a_session_in_use(client, clock):
    sign_in(client, UserFactory())
    for _ in range(36):
        clock.shift(20 * 60)
        assert is_in(client)
    clock.shift(60)
    assert not is_in(client)


def test_seen_is_written_at_most_once_a_minute(client, clock):
    sign_in(client, UserFactory())

    def stored():
        return Session.objects.get(pk=client.session.session_key).get_decoded()["seen_at"]

    clock.shift(59)
    client.get(PAGE)
    assert stored() == NOON
    clock.shift(1)
    client.get(PAGE)
    assert stored() == NOON + 60


def test_a_session_not_begun_by_signing_in_is_no_good(client, clock):
    sign_in(client, UserFactory())
    session = client.session
    del session["began_at"]
    session.save()
    assert not is_in(client)


def test_what_was_typed_after_the_time_out_comes_back(client, clock):
    school = SchoolFactory()
    sign_in(client, member(school, Role.OFFICE))
    clock.shift(settings.SESSION_IDLE_MINUTES * 60 + 1)

    response = client.post(f"/{school.slug}/people/invite/", {"name": "Ms Typed Already"})

    assert response.status_code == 401
    assert response.context["kept"]


def test_a_part_of_a_page_asked_for_too_late_sends_the_whole_page_to_sign_in(client):
    response = client.get(PAGE, headers={"HX-Request": "true"})
    assert response.headers["HX-Redirect"].startswith(reverse("account_login"))


def test_signing_out_needs_a_post_and_ends_the_session(client):
    sign_in(client, UserFactory())
    key = client.session.session_key
    assert client.get(reverse("account_logout")).status_code == 200
    assert is_in(client)
    client.post(reverse("account_logout"))
    assert not is_in(client)
    assert not Session.objects.filter(pk=key).exists()


def signed_in_for_real(client, user):
    type_password(client, user.email)
    type_code(client, code(NOON))
    return client


def test_somebody_deactivated_is_out_at_the_next_request(client, clock):
    user, by = account(), UserFactory()
    signed_in_for_real(client, user)
    assert is_in(client)
    key = client.session.session_key

    services.deactivate(user, by=by)

    assert not is_in(client)
    assert not Session.objects.filter(pk=key).exists()
    type_password(client, user.email)
    assert "_auth_user_id" not in client.session
    assert Event.objects.filter(verb="account.deactivated", actor_id=by.pk).count() == 1


def test_a_session_the_list_does_not_know_dies_with_the_account_too(client, clock):
    user = account()
    sign_in(client, user)
    assert is_in(client)
    services.deactivate(user, by=user)
    assert not is_in(client)


def test_changing_the_password_ends_the_other_sessions_and_keeps_this_one(client, clock):
    user = account()
    elsewhere = signed_in_for_real(type(client)(), user)
    sign_in(client, user)
    key = client.session.session_key
    new = "violet tractor umbrella 9"

    response = client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )

    assert response.url == reverse("account_page")
    assert is_in(client)
    assert client.session.session_key != key
    assert not is_in(elsewhere)


def test_signing_out_everywhere_else_keeps_this_session(client, clock):
    user = account()
    elsewhere = signed_in_for_real(type(client)(), user)
    clock.shift(60)
    type_password(client, user.email)
    type_code(client, code(NOON + 60))
    assert len(client.get(PAGE).context["sessions"]) == 2

    client.post(PAGE)

    assert is_in(client)
    assert not is_in(elsewhere)


def test_nobody_sees_or_ends_sessions_of_others(client, clock):
    other = signed_in_for_real(type(client)(), account())
    sign_in(client, UserFactory())
    assert client.get(PAGE).context["sessions"] == []
    client.post(PAGE)
    assert is_in(other)


def test_a_page_that_declares_nothing_does_not_exist_for_anybody():
    from django.http import Http404

    middleware = AccessMiddleware(lambda request: None)
    request = RequestFactory().get("/")
    request.user = UserFactory()

    def forgotten(request):
        raise AssertionError("it was opened")

    with pytest.raises(Http404):
        middleware.process_view(request, forgotten, (), {})


def test_a_page_for_the_signed_in_asks_to_sign_in(client):
    assert getattr(signed_in(lambda request: None), "access", None) == "signed_in"
    response = client.get(PAGE + "?x=1")
    assert response.url == f"{reverse('account_login')}?next=/accounts/sessions/%3Fx%3D1"


def test_signing_in_leaves_a_trace(client, clock):
    user = account()
    signed_in_for_real(client, user)
    assert Event.objects.filter(verb="account.signed_in", object_id=user.pk).count() == 1
