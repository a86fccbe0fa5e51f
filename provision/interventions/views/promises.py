"""Promises by themselves: made, changed, ended, given a place."""

from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from provision.interventions import listing, placing, saying
from provision.interventions.forms.placing import (
    ChangePromiseForm,
    EndPromiseForm,
    FindPlaceForm,
    PromiseForm,
)
from provision.interventions.views import finding
from provision.interventions.views.answering import form_page
from provision.interventions.views.finding import kept
from provision.models import Intervention
from provision.promised import services as promised
from pupils.access import pupil_or_404
from pupils.wording import day_text
from sendcase import moment

MOST = 40


def tab(pupil_id) -> str:
    return f"/pupils/{pupil_id}/provision/"


def page_of(request, template, form, save, row, done, **context):
    """A form about one promise, which leads back to the child's tab."""
    return form_page(
        request, template, form, save, back=tab(row.pupil_id), done=done, row=row,
        amount=saying.promised(row), **context,
    )  # fmt: skip


@needs(P.PROVISION_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def new(request, pk):
    pupil = pupil_or_404(request, pk, P.PROVISION_EDIT)
    form = PromiseForm(request.POST or None, **kept(request, "promise", f"pupil-{pk}"))

    def save():
        row = promised.promise(pupil=pupil, by=request.user, **form.answers)
        return f"/promises/{row.pk}/place/"

    done = "Promised. Now find a place where it is given."
    return form_page(
        request, "provision/promise.html", form, save, back=tab(pk), done=done, pupil=pupil
    )


@needs(P.PROVISION_EDIT)
@require_http_methods(["GET", "POST"])
@reads("read")
def change(request, pk):
    """Another amount from a day on."""
    row = finding.promise(request, pk)
    form = ChangePromiseForm(
        request.POST or None, promise=row, **kept(request, "promise", f"promise-{pk}")
    )

    def save():
        said, version = form.answers, form.cleaned_data["version"]
        promised.change(promise=row, version=version, by=request.user, **said)

    template = "provision/promise_change.html"
    return page_of(request, template, form, save, row, "Saved.", since=day_text(row.from_on))


@needs(P.PROVISION_EDIT)
@require_http_methods(["GET", "POST"])
@reads("read")
def end(request, pk):
    row = finding.promise(request, pk)
    form = EndPromiseForm(
        request.POST or None, promise=row, **kept(request, "promise-end", f"promise-{pk}")
    )

    def save():
        said, version = form.answers, form.cleaned_data["version"]
        promised.end(promise=row, version=version, by=request.user, **said)

    return page_of(request, "provision/promise_end.html", form, save, row, "The promise ends.")


@needs(P.PROVISION_EDIT)
@require_http_methods(["GET", "POST"])
@reads("read")
def place(request, pk):
    """Interventions with a place left, from which one is chosen."""
    row = finding.promise(request, pk)
    today = moment.today()
    first = max(row.from_on, today)
    seen = Intervention.objects.visible_to(request.user).filter(school=row.school_id)
    free = placing.with_room(listing.for_list(seen), first)
    found = [said(each, today) for each in not_in(row, free)[:MOST]]
    form = FindPlaceForm(
        request.POST or None, rows=found, first=first, **kept(request, "find-place", f"p-{pk}")
    )

    def save():
        placing.join(
            intervention=form.chosen, pupils=[row.pupil], by=request.user,
            from_on=form.cleaned_data["from_on"], keeps={row.pupil_id: row},
        )  # fmt: skip

    return page_of(
        request, "provision/find_place.html", form, save, row, "The place is found.",
        has_any=bool(found),
    )  # fmt: skip


def not_in(promise, rows):
    """Without those the pupil is in already; those that begin first stand first."""
    today = moment.today()
    mine = rows.filter(pupils__pupil=promise.pupil_id, pupils__until_on=None)
    held = rows.filter(pupils__pupil=promise.pupil_id, pupils__until_on__gte=today)
    there = {*mine.values_list("pk", flat=True), *held.values_list("pk", flat=True)}
    return rows.exclude(pk__in=there).order_by("starts_on", "sort_key", "pk")


def said(row, today):
    """With what the choice says of it."""
    day = listing.day_of(row, today)
    parts = [
        saying.amount(row), saying.when(listing.held(row.slots.all(), day)),
        saying.given_by(listing.held(row.staff.all(), day)),
        f"{row.taken} of {row.places} places taken",
        f"begins on {day_text(row.starts_on)}" if row.starts_on > today else "",
    ]  # fmt: skip
    row.said = ", ".join(filter(None, parts))
    return row
