"""A password alone opens nothing."""

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.cache import cache
from django.urls import reverse

from accounts import services
from accounts.permissions import Role
from tests.factories.accounts import SECRET, account, code, type_code, type_password
from tests.factories.people import UserFactory, member, sign_in
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db
NOON = 1795521600  # Tue 24 Nov 2026 12:00
PAGE = "/accounts/sessions/"


@pytest.fixture(autouse=True)
def noon(db):
    cache.clear()
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def is_in(client) -> bool:
    return client.get(PAGE).status_code == 200


def test_the_password_alone_leads_to_the_code_and_opens_nothing(client):
    response = type_password(client, account().email)

    assert response.url == reverse("mfa_authenticate")
    assert client.get(PAGE).url.startswith(reverse("account_login"))


def test_password_and_code_open_the_account(client):
    type_password(client, account().email)
    assert client.get(reverse("mfa_authenticate")).status_code == 200
    type_code(client, code(NOON))
    assert is_in(client)


@pytest.mark.parametrize("wait", [0, 20, 35, 59])
def test_a_code_counts_once_as_long_as_it_could_be_used(client, noon, wait):
    user, shown = account(), code(NOON + 30)  # the app runs half a minute ahead
    type_password(client, user.email)
    type_code(client, shown)
    assert is_in(client)

    thief = type(client)()
    type_password(thief, user.email)
    noon.shift(wait)
    type_code(thief, shown)

    assert not is_in(thief)


def test_a_recovery_code_counts_once(client):
    user = account()
    spare = RecoveryCodes.activate(user).get_unused_codes()[0]
    type_password(client, user.email)
    type_code(client, spare)
    assert is_in(client)

    thief = type(client)()
    type_password(thief, user.email)
    type_code(thief, spare)
    assert not is_in(thief)


def test_ten_wrong_codes_stop_the_guessing(client):
    user = account()
    type_password(client, user.email)
    for _ in range(10):
        type_code(client, "000000")
    response = type_code(client, code(NOON))
    assert "Too many tries" in response.content.decode()
    assert not is_in(client)


def test_a_session_that_never_gave_the_code_is_refused_and_ended(client):
    client.force_login(account())
    assert client.get(PAGE).url.startswith(reverse("account_login"))
    assert "_auth_user_id" not in client.session


def test_the_mark_of_another_person_does_not_count(client):
    sign_in(client, account())
    session = client.session
    session["account_authentication_methods_user"] = str(UserFactory().pk)
    session.save()
    assert client.get(PAGE).status_code == 302


def test_somebody_without_a_second_step_sets_it_up_before_anything_else(client):
    school = SchoolFactory()
    user = account(member(school, Role.SENCO), second_step=False)
    type_password(client, user.email)

    for path in (PAGE, "/", reverse("account_page"), f"/{school.slug}/pupils/"):
        assert client.get(path).url == reverse("mfa_activate_totp"), path
    for name in ("mfa_activate_totp", "mfa_add_webauthn"):
        assert client.get(reverse(name)).status_code == 200, name
    assert client.post(reverse("account_logout")).status_code == 302
    assert client.get(PAGE).url.startswith(reverse("account_login"))


@pytest.mark.django_db(transaction=True)  # the library tells of it after the commit
def test_setting_it_up_opens_the_account_and_shows_recovery_codes(client):
    user = account(second_step=False)
    type_password(client, user.email)
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret

    response = client.post(reverse("mfa_activate_totp"), {"code": code(NOON, secret)})

    assert response.url == reverse("mfa_view_recovery_codes")
    assert client.get(response.url).status_code == 200
    assert is_in(client)
    assert Authenticator.objects.filter(user=user).count() == 2


def test_the_secret_lies_encrypted_in_the_database(client):
    user = account(second_step=False)
    type_password(client, user.email)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code(NOON, secret)})

    stored = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP).data["secret"]
    assert secret not in stored and len(stored) > 80


def test_a_stranger_with_only_the_password_cannot_add_a_second_step_of_their_own(client):
    user = account()
    type_password(client, user.email)
    for name in ("mfa_activate_totp", "mfa_add_webauthn", "mfa_index"):
        assert client.get(reverse(name)).url.startswith(reverse("account_login")), name


def test_removing_the_app_takes_its_mark_from_every_session(client):
    user = account()
    elsewhere = type(client)()
    type_password(elsewhere, user.email)
    type_code(elsewhere, code(NOON - 30))
    assert is_in(elsewhere)
    sign_in(client, user)

    client.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.filter(user=user).exists()
    assert client.get(PAGE).url == reverse("mfa_activate_totp")
    assert not is_in(elsewhere)


def test_choosing_a_new_password_keeps_the_second_step(client):
    from sendcase.jobs import running
    from sendcase.outbox.models import Message

    user = account()
    client.post(reverse("account_reset_password"), {"email": user.email})
    running.sweep()
    link = next(w for w in Message.objects.get().text.split() if "/password/reset/" in w)
    page = client.get(link.removeprefix("http://localhost:8000"), follow=True)
    new = "violet tractor umbrella 9"
    answer = client.post(page.request["PATH_INFO"], {"password1": new, "password2": new})
    assert answer.url == reverse("account_reset_password_from_key_done")

    assert type_password(client, user.email, new).url == reverse("mfa_authenticate")
    assert not is_in(client)


def test_lost_phone_the_office_resets_and_every_session_ends(client):
    user, office = account(), UserFactory()
    type_password(client, user.email)
    type_code(client, code(NOON))

    services.reset_second_factor(user, by=office)

    assert not is_in(client)
    type_password(client, user.email)
    assert client.get(PAGE).url == reverse("mfa_activate_totp")


def test_the_off_switch_of_the_demo_needs_no_code(client, settings):
    settings.SECOND_FACTOR = False
    type_password(client, account(second_step=False).email)
    assert is_in(client)


def test_pages_of_the_second_step_open(client):
    sign_in(client, account())
    for name in ("mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
                 "mfa_download_recovery_codes", "mfa_list_webauthn", "mfa_add_webauthn",
                 "mfa_deactivate_totp", "mfa_reauthenticate", "account_reauthenticate",
                 "account_change_password", "account_page"):  # fmt: skip
        assert client.get(reverse(name)).status_code == 200, name
    assert SECRET not in client.get(reverse("mfa_index")).content.decode()
