"""Every page is closed unless it says who may open it, and the second factor was given."""

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import redirect
from django_htmx.http import HttpResponseClientRedirect

from accounts import second_factor, sessions
from accounts.access import roles_by_school
from accounts.permissions import Permission

SIGN_IN_KINDS = ("public", "signed_in")


class AccessMiddleware:
    """Sign-in, its age, second factor, declared access. The view still finds and requires."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        access = getattr(view, "access", None)
        if access not in SIGN_IN_KINDS and not isinstance(access, Permission):
            raise Http404  # whoever forgot to declare a page has closed it
        if request.user.is_authenticated and not sessions.still_good(request):
            logout(request)
        if access == "public":
            return None
        if not request.user.is_authenticated:
            return self.ask_to_sign_in(request)
        if missing := self.missing_second_factor(request, view):
            return missing
        is_own = access == "signed_in" and not getattr(view, "of_the_work", False)
        if not is_own and not roles_by_school(request.user):
            raise Http404
        return None

    @staticmethod
    def ask_to_sign_in(request):
        if request.method == "POST" and request.POST:
            from sendcase.drafts.timeouts import keep_typed

            return keep_typed(request)
        answer = redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
        return HttpResponseClientRedirect(answer.url) if request.htmx else answer

    @staticmethod
    def missing_second_factor(request, view):
        """The answer to a session without it: out, or to setting it up. None where it was given."""
        if not settings.SECOND_FACTOR or second_factor.was_given(request):
            return None
        if second_factor.is_set_up(request.user):
            # A session from before it was set up, or one that never asked: it proves too little.
            logout(request)
            return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
        if getattr(view, "before_second_factor", False):
            return None
        return redirect("mfa_activate_totp")
