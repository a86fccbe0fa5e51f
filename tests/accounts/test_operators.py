"""What whoever runs the site does to accounts: a lost phone, a new key."""

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from cryptography.fernet import InvalidToken
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.core.signing import BadSignature, dumps, loads

from audit.models import Event
from sendcase.outbox.models import Message
from tests.factories.accounts import SECRET, account
from tests.factories.people import sign_in

pytestmark = pytest.mark.django_db
BY = "R. Okafor, called the school on 01632 960001"


def test_the_only_heads_lost_second_step_is_reset_noted_and_told(client, capsys):
    head, other = account(name="Mrs P. Adeyemi"), account()
    sign_in(client, head)
    key = client.session.session_key
    UserSession.objects.create(user=head, session_key=key, ip="127.0.0.1", user_agent="x")

    call_command("reset_second_factor", head.email.upper(), "--by", BY)

    assert not Authenticator.objects.filter(user=head).exists()
    assert Authenticator.objects.filter(user=other).exists()
    assert not Session.objects.filter(session_key=key).exists()
    [mail] = Message.objects.all()
    assert mail.to == head.email and "whoever runs SENDcase" in mail.text
    event = Event.objects.get(verb="account.checked_by_operator")
    assert (event.actor_id, event.object_id) == (None, head.pk)
    assert event.detail.text == {"who checked, and how": BY}
    assert Event.objects.filter(verb="account.second_factor_reset", object_id=head.pk).exists()
    assert "signed out everywhere" in capsys.readouterr().out


def test_it_is_not_done_without_a_check_nor_for_nobody():
    head = account()
    with pytest.raises(CommandError, match="who checked and how"):
        call_command("reset_second_factor", head.email, "--by", "me")
    with pytest.raises(CommandError, match="Nobody signs in"):
        call_command("reset_second_factor", "nobody@example.org", "--by", BY)
    head.is_active = False
    head.save()
    with pytest.raises(CommandError, match="Nobody signs in"):
        call_command("reset_second_factor", head.email, "--by", BY)
    assert Authenticator.objects.filter(user=head).exists()


def test_a_new_secret_key_takes_nobodys_second_factor(settings):
    user = account()
    old = settings.SECRET_KEY
    signed = dumps("a link", salt="x")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "n" * 40, [old]
    assert secret_of(user) == SECRET and loads(signed, salt="x") == "a link"

    call_command("renew_second_factors")
    call_command("renew_second_factors")

    settings.SECRET_KEY_FALLBACKS = []
    assert secret_of(user) == SECRET
    codes = Authenticator.objects.get(user=user, type="recovery_codes")
    assert get_adapter().decrypt(codes.data["seed"])
    with pytest.raises(BadSignature):
        loads(signed, salt="x")


def test_a_key_that_was_forgotten_is_said_and_nothing_is_changed(settings):
    user = account()
    before = list(Authenticator.objects.order_by("pk").values_list("data", flat=True))
    settings.SECRET_KEY = "n" * 40
    with pytest.raises(CommandError, match="SECRET_KEY_BEFORE"):
        call_command("renew_second_factors")
    assert list(Authenticator.objects.order_by("pk").values_list("data", flat=True)) == before
    with pytest.raises(InvalidToken):
        secret_of(user)


def secret_of(user) -> str:
    row = Authenticator.objects.get(user=user, type="totp")
    return get_adapter().decrypt(row.data["secret"])
