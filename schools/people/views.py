"""The people page: who works here, who was invited, who ends when."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import invitations, sessions
from accounts.access import may, needs, public, require
from accounts.forms import FirstPasswordForm
from accounts.models import User
from accounts.permissions import Permission as P
from accounts.permissions import Role
from accounts.reauth import confirm_password
from accounts.services import find_account
from schools.access import school_or_404
from schools.models import School
from schools.people import leaving, roles, rows, services
from schools.people.forms import DeputyForm, EndForm, InviteForm
from sendcase import edits

# What a button on an invitation does: service, permission, what is said afterwards.
MOVES = {
    "approve": (services.approve, P.ACCOUNT_APPROVE, "Agreed. The invitation is on its way."),
    "refuse": (services.refuse, P.ACCOUNT_APPROVE, "You said no. No link was sent."),
    "revoke": (services.revoke, P.ACCOUNT_EDIT, "Withdrawn. The link no longer works."),
    "resend": (services.resend, P.ACCOUNT_EDIT, "A new link is on its way; the old one is dead."),
}


@needs(P.ACCOUNT_VIEW)
@require_GET
def people_list(request, school):
    school = school_or_404(request, school, P.ACCOUNT_VIEW)
    return render(request, "schools/people/list.html", rows.page_of(school, request.user))


@needs(P.ACCOUNT_EDIT)
@require_http_methods(["GET", "POST"])
@confirm_password
def invite(request, school):
    school = school_or_404(request, school, P.ACCOUNT_EDIT)
    form = InviteForm(request.POST or None, school=school)
    if form.is_valid():
        try:
            sent = services.invite(school=school, by=request.user, **form.cleaned_data)
        except edits.IllegalMove as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, f"{sent.name}: {sent.get_state_display().lower()}.")
            return redirect("people:list", school.slug)
    return render(request, "schools/people/invite.html", {"form": form})


@needs(P.ACCOUNT_VIEW)
@require_POST
@confirm_password
def invitation(request, school, pk, move):
    """One button of one invitation: approve, refuse, revoke or resend."""
    school = school_or_404(request, school, P.ACCOUNT_VIEW)
    row = get_object_or_404(rows.invitations(school), pk=pk)
    service, permission, said = MOVES[move]
    require(request.user, permission, school_id=school.pk)
    try:
        service(school=school, invitation=row, by=request.user)
        messages.success(request, said)
    except edits.IllegalMove as no:
        messages.error(request, str(no))
    return redirect("people:list", school.slug)


@needs(P.ACCOUNT_VIEW)
@require_http_methods(["GET", "POST"])
@confirm_password
def member(request, school, pk):
    """One person's role: end it, or the person leaves. A deputy's can be ended by the head too."""
    school = school_or_404(request, school, P.ACCOUNT_VIEW)
    row = _membership(request, school, pk)
    form = EndForm(request.POST or None, membership=row)
    if form.is_valid():
        try:
            _end(form.cleaned_data, school=school, membership=row, by=request.user)
        except (edits.IllegalMove, edits.Stale) as no:
            form.add_error(None, _sentence(no))
        else:
            messages.success(request, f"{row.user.name}: {row.get_role_display()} ends.")
            return redirect("people:list", school.slug)
    context = {"form": form, "person": row.user, "facts": _facts(row), "row": row,
               "can_reset": may(request.user, P.ACCOUNT_EDIT, school.pk)}  # fmt: skip
    return render(request, "schools/people/member.html", context)


def _membership(request, school, pk):
    """The row, or 404; 403 unless one keeps accounts, or is the head and it is a deputy's."""
    row = get_object_or_404(roles.memberships_of(school), pk=pk)
    deputy = row.deputy_for_id and may(request.user, P.ACCOUNT_APPROVE, school.pk)
    require(request.user, P.ACCOUNT_APPROVE if deputy else P.ACCOUNT_EDIT, school_id=school.pk)
    return row


def _end(data, **where):
    service = leaving.leave if data.pop("what") == EndForm.LEAVES else leaving.end_role
    if service is leaving.leave:
        require(where["by"], P.ACCOUNT_EDIT, school_id=where["school"].pk)
    service(**where, **data)


def _sentence(no) -> str:
    if isinstance(no, edits.Stale):
        return "Somebody changed this role meanwhile. Look at it again, then decide."
    return str(no)


def _facts(row):
    return [("E-mail address", row.user.email), ("Role", roles.words(row)),
            ("When", roles.when(row))]  # fmt: skip


@needs(P.ACCOUNT_EDIT)
@require_POST
@confirm_password
def reset_second_step(request, school, pk):
    school = school_or_404(request, school, P.ACCOUNT_VIEW)
    row = get_object_or_404(roles.memberships_of(school), pk=pk)
    require(request.user, P.ACCOUNT_EDIT, school_id=school.pk)
    try:
        leaving.reset_second_step(school=school, user=row.user, by=request.user)
        messages.success(request, f"{row.user.name} sets up a new second step at the next sign-in.")
    except edits.IllegalMove as no:
        messages.error(request, str(no))
    return redirect("people:list", school.slug)


@needs(P.ACCOUNT_APPROVE)
@require_http_methods(["GET", "POST"])
@confirm_password
def deputy(request, school):
    school = school_or_404(request, school, P.ACCOUNT_APPROVE)
    form = DeputyForm(request.POST or None, school=school, by=request.user)
    if form.is_valid():
        try:
            row = leaving.deputise(school=school, by=request.user, **form.cleaned_data)
        except edits.IllegalMove as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, f"{row.user.name}: {roles.words(row)}, {roles.when(row)}.")
            return redirect("people:list", school.slug)
    return render(request, "schools/people/deputy.html", {"form": form})


@public
@require_http_methods(["GET", "POST"])
def accept(request, token):
    """Where the link of an invitation leads. Opening it changes nothing."""
    found = invitations.find(token)
    if found is None or found.role == Role.GUEST:
        return render(request, "accounts/link_spent.html", status=404)
    account = find_account(found.email)
    if services.in_use(account):
        return _accept_with_account(request, token, found, account)
    return _accept_as_new(request, token, found, account)


def _accept_as_new(request, token, found, account):
    if request.user.is_authenticated:
        return _page(request, found, other=True)
    school = School.objects.get(pk=found.school_id)
    person = account or User(email=found.email, name=found.name)
    person.invited_to = [school.name]
    form = FirstPasswordForm(request.POST or None, user=person)
    if form.is_valid():
        try:
            services.accept(token=token, password=form.cleaned_data["password1"])
        except edits.IllegalMove:
            return render(request, "accounts/link_spent.html", status=404)
        messages.success(request, "Your password is set. Sign in with it now.")
        return redirect("account_login")
    return _page(request, found, form=form)


def _accept_with_account(request, token, found, account):
    if not request.user.is_authenticated:
        return _page(request, found, sign_in=True)
    if request.user.pk != account.pk:
        return _page(request, found, other=True)
    if request.method == "GET":
        return _page(request, found, add=True)
    try:
        services.accept(token=token, user=request.user)
    except edits.IllegalMove:
        return render(request, "accounts/link_spent.html", status=404)
    sessions.renew(request)
    messages.success(request, "The new role is yours.")
    return redirect("/")


def _page(request, found, **how):
    school = School.objects.filter(pk=found.school_id).first()
    if school is None:
        raise Http404
    context = {"invitation": found, "at": school.name, **how}
    return render(request, "schools/people/accept.html", context)
