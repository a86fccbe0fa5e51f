"""What follows from signing in and from changes to an account: clocks, ended sessions, audit."""

from allauth.account import signals as account_signals
from allauth.account.signals import password_changed, password_reset
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.dispatch import receiver

from accounts import second_factor, sessions
from accounts.services import end_sessions
from audit import log
from audit.models import NO_SCHOOL


@transaction.atomic
def _note(verb, user) -> None:
    log.record(verb, target=user, by=user, school_id=NO_SCHOOL)


@receiver(user_logged_in)
def on_sign_in(sender, request, user, **kwargs):
    sessions.begin(request)


@receiver(account_signals.user_logged_in)
def on_signed_in_here(sender, request, user, **kwargs):
    _note("account.signed_in", user)


@receiver(password_changed)
def on_password_changed(sender, request, user, **kwargs):
    end_sessions(user, keep=request.session.session_key)
    _note("account.password_changed", user)


@receiver(password_reset)
def on_password_reset(sender, request, user, **kwargs):
    end_sessions(user)
    _note("account.password_reset", user)


@receiver(authenticator_added)
def on_added(sender, request, user, authenticator, **kwargs):
    second_factor.added(request, user, authenticator)
    _note("account.second_factor_added", user)


@receiver(authenticator_removed)
def on_removed(sender, request, user, authenticator, **kwargs):
    second_factor.removed(request, user)
    _note("account.second_factor_removed", user)


@receiver(authenticator_reset)
def on_reset(sender, request, user, **kwargs):
    _note("account.recovery_codes_made", user)
