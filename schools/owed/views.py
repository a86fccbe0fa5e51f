"""What we owe: the list, one of them with what was done, and the forms."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import may, needs, require
from accounts.permissions import Permission as P
from schools.access import record_or_404, school_or_404
from schools.owed import services, showing
from schools.owed.forms import ChangedForm, DoneForm, NewPolicyForm, PolicyForm, SencoForm
from schools.owed.models import Fulfilment, Obligation
from schools.views.tabs import tabs
from sendcase.drafts.sending import send
from sendcase.edits import IllegalMove, Stale

Kind = Obligation.Kind


@needs(P.OWED_VIEW)
@require_GET
def owed(request, school):
    school = school_or_404(request, school, P.OWED_VIEW)
    rows = showing.rows_of(school)
    context = {
        "tabs": tabs(request, "owed"),
        "rows": rows,
        "lacks_senco": showing.lacks_senco(rows),
        "late": sum(row["status"] == "late" for row in rows),
        "may_edit": may(request.user, P.OWED_EDIT, school.pk),
    }
    return render(request, "schools/owed/list.html", context)


@needs(P.OWED_VIEW)
@require_GET
def page(request, pk):
    row = row_or_404(request, pk, P.OWED_VIEW)
    context = {
        "row": row, "shown": showing.row_of(row), "history": showing.history(row),
        "may_edit": may(request.user, P.OWED_EDIT, row.school_id),
        "may_end": showing.may_end(row), "is_report": row.kind == Kind.INFORMATION_REPORT,
        "can_change": row.ended_on is None and row.kind in (Kind.POLICY, Kind.QUALIFICATION),
    }  # fmt: skip
    return render(request, "schools/owed/page.html", context)


def row_or_404(request, pk, permission=P.OWED_EDIT):
    rows = Obligation.objects.visible_to(request.user).with_last_done().select_related("school")
    row = record_or_404(request, rows, pk)
    require(request.user, permission, school_id=row.school_id)
    return row


@needs(P.OWED_EDIT)
@require_http_methods(["GET", "POST"])
def add_policy(request, school):
    school = school_or_404(request, school, P.OWED_EDIT)
    words = ("Add a policy to review", "", "The policy is in the list.")
    return added(request, school, NewPolicyForm, services.add_policy, words)


@needs(P.OWED_EDIT)
@require_http_methods(["GET", "POST"])
def add_senco(request, school):
    school = school_or_404(request, school, P.OWED_EDIT)
    words = ("Add a SENCO", "Whoever holds the qualification already: add them, then choose Done.",
             "Added.")  # fmt: skip
    return added(request, school, SencoForm, services.add_senco, words)


def added(request, school, form_class, service, words):
    """words: heading, what stands above the form, what is said when it is done."""
    form = form_class(
        request.POST or None,
        kept_by=request.user, kept_as=service.__name__, kept_key=f"school-{school.pk}",
    )  # fmt: skip
    back = f"/{school.slug}/owed/"

    def save():
        service(school=school, by=request.user, **form.answers)

    return form_page(request, form, save, words, back)


@needs(P.OWED_EDIT)
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    row = row_or_404(request, pk)
    if row.kind not in (Kind.POLICY, Kind.QUALIFICATION):
        raise Http404
    form_class = PolicyForm if row.kind == Kind.POLICY else SencoForm
    form = form_for(request, form_class, row, "owed")

    def save():
        version = form.cleaned_data["version"]
        services.change(obligation=row, version=version, by=request.user, **form.answers)

    words = (f"Change {showing.title(row)}", "", "Saved.")
    return form_page(request, form, save, words, row.get_absolute_url())


@needs(P.OWED_EDIT)
@require_http_methods(["GET", "POST"])
def done(request, pk):
    row = row_or_404(request, pk)
    form = form_for(request, DoneForm, row, "owed-done")

    def save():
        services.done(obligation=row, by=request.user, **form.answers)

    said = showing.row_of(row)
    words = (f"Done: {said['title']}", said["rule"], "Written down.")
    return form_page(request, form, save, words, row.get_absolute_url())


@needs(P.OWED_EDIT)
@require_http_methods(["GET", "POST"])
def changed(request, pk):
    row = row_or_404(request, pk)
    if row.kind != Kind.INFORMATION_REPORT:
        raise Http404
    form = form_for(request, ChangedForm, row, "owed-changed")

    def save():
        version = form.cleaned_data["version"]
        try:
            services.changed(obligation=row, version=version, by=request.user, **form.answers)
        except Stale as stale:
            stale.current = form.liken(stale.current)
            raise

    words = ("Something in the SEN Information Report has changed",
             "The report is then to be brought up to date as soon as practicable.",
             "Noted.")  # fmt: skip
    return form_page(request, form, save, words, row.get_absolute_url())


def form_for(request, form_class, row, kept_as):
    return form_class(
        request.POST or None, row=row,
        kept_by=request.user, kept_as=kept_as, kept_key=f"owed-{row.pk}",
    )  # fmt: skip


def form_page(request, form, save, words, back):
    heading, above, said = words
    if answer := send(request, form, save, cancel_url=back, done=said):
        return answer
    context = {"form": form, "heading": heading, "above": above, "back": back}
    return render(request, "schools/owed/form.html", context)


@needs(P.OWED_EDIT)
@require_POST
def end(request, pk):
    row = row_or_404(request, pk)
    try:
        services.end(obligation=row, by=request.user)
    except IllegalMove as refused:
        messages.error(request, str(refused))
        return redirect(row)
    messages.success(request, f"Ended: {showing.title(row)}.")
    return redirect(f"/{row.school.slug}/owed/")


@needs(P.OWED_EDIT)
@require_POST
def take_back(request, pk):
    rows = Fulfilment.objects.visible_to(request.user).select_related("school", "obligation")
    row = record_or_404(request, rows, pk)
    require(request.user, P.OWED_EDIT, school_id=row.school_id)
    services.take_back(fulfilment=row, by=request.user)
    messages.success(request, "Taken back. It counts no more.")
    return redirect(row.obligation)
