"""The forms of signing in, in our words. The checks are the library's, and a few of our own."""

from allauth.account import forms as account_forms
from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.fields import PasswordField, SetPasswordField
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as code_forms
from allauth.mfa.totp import forms as totp_forms
from django import forms
from django.core.cache import cache

from accounts import resets

# A code counts in its own half minute and the ones beside it (MFA_TOTP_TOLERANCE); the library
# remembers a used one for half a minute only.
REMEMBER_USED_SECONDS = 150
PASSWORD_HINT = (
    "12 characters or more. Three or four words that do not belong together are easy to remember."
)


class Plain:
    """Labels in our words and no placeholders: a placeholder vanishes as soon as one types."""

    words: dict[str, str] = {}
    hints: dict[str, str] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.words.get(name, field.label)
            field.help_text = self.hints.get(name, "")


class SignInForm(Plain, account_forms.LoginForm):
    words = {"login": "E-mail address", "password": "Password"}


class ConfirmPasswordForm(Plain, account_forms.ReauthenticateForm):
    words = {"password": "Your password"}


class AskResetForm(Plain, account_forms.ResetPasswordForm):
    """Looks nobody up: an address of ours must cost no more than any other (accounts.resets)."""

    words = {"email": "E-mail address"}
    hints = {"email": "The one you sign in with"}

    def clean_email(self):
        return get_account_adapter().clean_email(self.cleaned_data["email"].lower())

    def save(self, request, **kwargs):
        resets.ask(self.cleaned_data["email"])
        return self.cleaned_data["email"]


class ResetForm(Plain, account_forms.ResetPasswordKeyForm):
    words = {"password1": "New password", "password2": "New password again"}
    hints = {"password1": PASSWORD_HINT}


class ChangePasswordForm(Plain, account_forms.ChangePasswordForm):
    words = ResetForm.words | {"oldpassword": "Your password now"}
    hints = ResetForm.hints


class FirstPasswordForm(Plain, account_forms.PasswordVerificationMixin, forms.Form):
    """The password somebody chooses through an invitation. Give the (perhaps unsaved) user."""

    words = {"password1": "Choose a password", "password2": "The password again"}
    hints = ResetForm.hints
    password1 = SetPasswordField()
    password2 = PasswordField(autocomplete="new-password")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password1"].user = user


class Once:
    """A code counts once, for as long as it could be used."""

    def clean_code(self):
        code = super().clean_code()
        key = f"second-factor-used-{self.user.pk}-{normalize_user_code(code)}"
        if not cache.add(key, "used", timeout=REMEMBER_USED_SECONDS):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(Plain, Once, code_forms.AuthenticateForm):
    words = {"code": "Code from your app, or a recovery code"}


class ConfirmCodeForm(Plain, Once, code_forms.ReauthenticateForm):
    words = CodeForm.words


class SetUpForm(Plain, Once, totp_forms.ActivateTOTPForm):
    words = {"code": "The six figures your app shows"}
