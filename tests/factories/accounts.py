"""Signing in the way people do: password, then code."""

from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.urls import reverse

from tests.factories.people import PASSWORD, UserFactory

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def account(user=None, *, second_step=True, **fields):
    """A person who can sign in: password, checked address, and (if asked) an app set up."""
    user = user or UserFactory(**fields)
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    EmailAddress.objects.get_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    if second_step:
        Authenticator.objects.create(
            user=user,
            type=Authenticator.Type.TOTP,
            data={"secret": get_adapter().encrypt(SECRET)},
        )
        RecoveryCodes.activate(user)
    return user


def code(at: float, secret=SECRET) -> str:
    """What the app shows at this moment (seconds since 1970)."""
    return format_hotp_value(hotp_value(secret, int(at) // 30))


def type_password(client, email, password=PASSWORD, **extra):
    return client.post(
        reverse("account_login") + extra.pop("query", ""),
        {"login": email, "password": password},
        **extra,
    )


def type_code(client, value):
    return client.post(reverse("mfa_authenticate"), {"code": value})
