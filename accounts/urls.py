"""Signing in. These are all the pages of the library that exist here: no sign-up, no change of
address, no social accounts. What is not listed is not there.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.urls import path, re_path

from accounts import views
from accounts.access import public, signed_in


def before_second_factor(view):
    """Declare: open to somebody signed in who has yet to set up the second step."""
    view.before_second_factor = True
    return signed_in(view)


urlpatterns = [
    path("login/", public(account.login), name="account_login"),
    path("logout/", public(account.logout), name="account_logout"),
    path("code/", public(mfa.authenticate), name="mfa_authenticate"),
    path("password/reset/", public(account.password_reset), name="account_reset_password"),
    path(
        "password/reset/sent/",
        public(account.password_reset_done),
        name="account_reset_password_done",
    ),
    re_path(
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        public(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/done/",
        public(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("welcome/<str:token>/", views.welcome, name="account_welcome"),
    # Signed in.
    path("", views.account_page, name="account_page"),
    path("confirm/", before_second_factor(account.reauthenticate), name="account_reauthenticate"),
    path("confirm/code/", signed_in(mfa.reauthenticate), name="mfa_reauthenticate"),
    path(
        "confirm/key/",
        signed_in(keys.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("password/", signed_in(account.password_change), name="account_change_password"),
    path("sessions/", views.session_list, name="usersessions_list"),
    path("second-step/", signed_in(mfa.index), name="mfa_index"),
    path("second-step/app/", before_second_factor(totp.activate_totp), name="mfa_activate_totp"),
    path("second-step/app/remove/", signed_in(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path(
        "second-step/codes/", signed_in(codes.view_recovery_codes), name="mfa_view_recovery_codes"
    ),
    path(
        "second-step/codes/new/",
        signed_in(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "second-step/codes/file/",
        signed_in(codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("second-step/keys/", signed_in(keys.list_webauthn), name="mfa_list_webauthn"),
    path("second-step/keys/add/", before_second_factor(keys.add_webauthn), name="mfa_add_webauthn"),
    path(
        "second-step/keys/<int:pk>/remove/",
        signed_in(keys.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path(
        "second-step/keys/<int:pk>/name/", signed_in(keys.edit_webauthn), name="mfa_edit_webauthn"
    ),
]
