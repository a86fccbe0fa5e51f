"""Every page is closed unless it says who may open it, and the second factor was given."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import redirect

from accounts.access import schools_granting
from accounts.permissions import Permission


class AccessMiddleware:
    """Login, second factor, declared access. The view itself still finds and requires."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        access = getattr(view, "access", None)
        if access == "public":
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if access == "signed_in":
            return None
        if not isinstance(access, Permission) or not schools_granting(request.user, access):
            raise Http404
        return None


__all__ = ["AccessMiddleware", "redirect", "settings"]
