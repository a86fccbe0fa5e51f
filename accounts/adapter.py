"""How our house uses the sign-in library: mail through the outbox, own hosts only, no sign-up."""

import base64
import hashlib

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib.messages import SUCCESS
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from qrcode.image.svg import SvgPathFillImage

from accounts import devices, mail, second_factor

SAID = {"account/messages/password_changed.txt", "account/messages/password_set.txt"}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The e-mail address or the password is not right. Try again.",
        "too_many_login_attempts": "Too many tries. Wait five minutes, then try again. "
        "You can also choose a new password.",
        "rate_limited": "Too many tries. Wait five minutes, then try again.",
        "incorrect_code": "That code is not right, or it was used before. Wait for the next one.",
        "incorrect_password": "That is not your password. Try again.",
        "enter_current_password": "That is not your password now. Try again.",
        "invalid_password_reset": "This link no longer works. Ask for a new one.",
    }

    def is_open_for_signup(self, request):
        return False

    def is_safe_url(self, url):
        """Only this host: a `next` to anywhere else leads to the person's own start page."""
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure()
        )

    def authenticate(self, request, **credentials):
        """A leaver's right password gets the answer of a wrong one."""
        user = super().authenticate(request, **credentials)
        return user if user is not None and user.is_active else None

    def _get_login_attempts_cache_key(self, request, **credentials):
        """Tries are counted for the account; on a computer it signed in from before, apart, so
        that a stranger's guessing cannot lock its owner out.
        """
        login = credentials.get("email", "").strip().lower()
        return devices.key_for(request, login) or login

    def post_login(self, request, user, **kwargs):
        response = super().post_login(request, user, **kwargs)
        devices.remember(response, user.email)
        return response

    def get_login_stages(self):
        stages = super().get_login_stages()
        if settings.SECOND_FACTOR:
            return stages
        return [stage for stage in stages if not stage.startswith("allauth.mfa.")]

    def is_reauthentication_required(self, *, app, **kwargs):
        """Setting up the first second factor needs no password typed a minute ago once more."""
        return not (app == "allauth.mfa" and second_factor.is_setting_up(self.request))

    def add_message(self, request, level, message_template=None, *args, **kwargs):
        """Says what the page does not show anyway."""
        if message_template in SAID and level == SUCCESS:
            kwargs["message"] = "Your password was changed."
            return super().add_message(request, level, message_template, *args, **kwargs)
        return None

    def get_reset_password_from_key_url(self, key):
        """Built on our own address, never on the one the request claims."""
        path = reverse("account_reset_password_from_key", args=["UID", "KEY"])
        return settings.SITE_URL + path.replace("UID-KEY", key)

    def get_password_change_redirect_url(self, request):
        return reverse("account_page")

    def send_mail(self, template_prefix, email, context):
        subject = render_to_string(f"{template_prefix}_subject.txt", context).strip()
        text = render_to_string(f"{template_prefix}_message.txt", context)
        mail.send(to=email, subject=subject, text=text)


class MFAAdapter(DefaultMFAAdapter):
    """Secrets of authenticator apps lie encrypted: a stolen backup opens no account."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }

    def generate_authenticator_name(self, user, type):
        return f"Passkey {Authenticator.objects.filter(user=user, type=type).count() + 1}"

    def build_totp_svg(self, url):
        """Inline and on white, dark theme or not; the policy for scripts lets no data: image in."""
        return qrcode.make(url, image_factory=SvgPathFillImage, box_size=12).to_string(
            encoding="unicode"
        )

    def encrypt(self, text):
        return locksmith().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return locksmith().decrypt(encrypted_text.encode()).decode()


def locksmith() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    made = (hashlib.sha256(b"accounts.second-factor" + key.encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in made])


def second_factors_open() -> bool:
    """Whether this site's SECRET_KEY opens what sign-in apps share with it. Looks at the newest."""
    newest = Authenticator.objects.filter(type=Authenticator.Type.TOTP).order_by("-pk").first()
    try:
        return newest is None or bool(MFAAdapter().decrypt(newest.data["secret"]))
    except InvalidToken:
        return False
