"""Pages about accounts that the sign-in library has not: a guest's welcome, open sessions."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts import facts_about, invitations, services, sessions
from accounts.access import public, signed_in
from accounts.forms import FirstPasswordForm
from accounts.permissions import Role
from sendcase import edits


@public
@require_http_methods(["GET", "POST"])
def welcome(request, token):
    """Where the link of a guest's mail leads. Opening it changes nothing."""
    invitation = invitations.find(token)
    if invitation is None or invitation.role != Role.GUEST:
        return render(request, "accounts/link_spent.html", status=404)
    user = services.find_account(invitation.email)
    form = FirstPasswordForm(request.POST or None, user=user)
    if form.is_valid():
        try:
            services.accept_as_guest(token=token, password=form.cleaned_data["password1"])
        except edits.IllegalMove:
            return render(request, "accounts/link_spent.html", status=404)
        messages.success(request, "Your password is set. Sign in with it now.")
        return redirect("account_login")
    return render(request, "accounts/welcome.html", {"form": form, "invitation": invitation})


@signed_in
@require_GET
def account_page(request):
    """Your account: who you are here, how you sign in, what you may do where."""
    facts = [("Name", request.user.name), ("E-mail address", request.user.email)]
    roles = [line for source in facts_about.role_lines for line in source(request.user)]
    context = {"facts": facts, "roles": roles, "second_step": settings.SECOND_FACTOR}
    return render(request, "accounts/account.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def session_list(request):
    """Where the person is signed in; the button ends all but this one."""
    if request.method == "POST":
        ended = services.end_sessions(request.user, keep=request.session.session_key)
        messages.success(request, "You are signed out everywhere else.")
        return redirect("usersessions_list") if ended else redirect("account_page")
    rows = sessions.open_sessions(request.user, current=request.session.session_key)
    return render(request, "usersessions/list.html", {"sessions": rows})
