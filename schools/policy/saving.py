"""A form of the policy: typed, checked with its consequences, confirmed. Works without scripts."""

from django.contrib import messages
from django.shortcuts import redirect, render

from schools.policy import services
from sendcase.drafts.comparing import carried
from sendcase.drafts.sending import send
from sendcase.drafts.services import AlreadySent, keep
from sendcase.drafts.typed import OWN_NAMES, fields_of
from sendcase.drafts.views import clash
from sendcase.edits import IllegalMove, Stale

NOTHING = "Nothing differs from the policy as it is. Nothing was saved."
SAVED = "Saved. What runs already goes on by the old rules; this one counts from today."
STEPS = {"confirmed", "back"}


def answer(request, form, write, *, title):
    """The response to any request for a form's page.

    write() → what services.change takes, from the valid form.
    """
    page = {"form": form, "title": title, "back": f"/{request.school.slug}/policy/"}
    is_sent = request.method == "POST" and "back" not in request.POST
    if is_sent and (response := posted(request, form, write, page)):
        return response
    return render(request, "schools/policy_form.html", page)


def posted(request, form, write, page):
    """Confirmed: saved once. Else the page before saving. None where the form is shown again."""
    if "confirmed" not in request.POST:
        return form.save_draft_if_asked(request) or check(request, form, write, page)
    # Who confirmed what somebody else has changed since, checks again what then stands there.
    request.POST = request.POST.copy()
    for name in STEPS:
        request.POST.pop(name, None)

    def do():
        with likened(form):
            services.change(
                school=request.school, by=request.user, version=form.cleaned_data["version"],
                write=write(),
            )  # fmt: skip

    return send(request, form, do, cancel_url=page["back"], leads_to=page["back"], done=SAVED)


def check(request, form, write, page):
    """What would change and what that does, with a button that saves it."""
    if not form.is_valid():
        return None
    try:
        with likened(form):
            version = form.cleaned_data["version"]
            ahead = services.look_ahead(school=request.school, version=version, write=write())
    except Stale as stale:
        return clash(request, form=form, current=stale.current, cancel_url=page["back"])
    except IllegalMove as why:
        form.add_error(None, str(why))
        return None
    if not ahead.changes:
        messages.info(request, NOTHING)
        return redirect(page["back"])
    keep_typed(request, form)
    context = {**page, "ahead": ahead, "carried": carried(form, request.POST, ())}
    return render(request, "schools/policy_check.html", context)


def keep_typed(request, form) -> None:
    """Whoever leaves at the check finds the form as it was typed."""
    data = fields_of(request.POST, without=OWN_NAMES | {"csrfmiddlewaretoken"})
    try:
        keep(form_id=form.form_id, by=request.user, kind=form.kept_as, key=form.kept_key, data=data)
    except AlreadySent:
        return  # saving it says so


class likened:
    """Inside, a Stale carries the policy with the names of the form's fields."""

    def __init__(self, form):
        self.form = form

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if isinstance(error, Stale):
            error.current = self.form.liken(error.current)
        return False
