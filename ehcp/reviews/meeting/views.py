"""The meeting as it is held: the whole, and one page for each piece that is written down."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from ehcp.reviews import states
from ehcp.reviews.meeting import agenda, aids, content, finding, forms, services, showing
from ehcp.reviews.models import Invitation, OutcomeProgress, SectionChange
from pupils.access import may_about
from sendcase.drafts.sending import send
from sendcase.edits import IllegalMove

TOO_LATE = "This cannot be written down now: {}."


def kept(request, key, pk) -> dict:
    return {"kept_by": request.user, "kept_as": f"ehc-meeting-{key}", "kept_key": f"review-{pk}"}


def opened(request, pk, step="prepare the meeting"):
    """(row, None), or (row, where to go) once this cannot be written any more."""
    row = finding.writable(request, pk)
    if states.can(row, step):
        return row, None
    messages.warning(request, TOO_LATE.format(states.PHASE_WORDS[type(row).State(row.state)]))
    return row, redirect(showing.whole_url(row))


def shown(request, row, key, form, save, heading, **more):
    """The page of one piece. more: beside, done, submit, template and what that one needs."""
    template = more.pop("template", "ehcp/reviews/meeting/piece.html")
    done, beside = more.pop("done", "Saved."), more.pop("beside", [])
    cancel = more.pop("cancel_url", showing.whole_url(row))
    if answer := send(request, form, save, cancel_url=cancel, done=done):
        return answer
    value = content.of_review(row)
    context = showing.frame(row, value, key, may_edit=True) | {
        "form": form, "heading": heading, "aids": beside, "cancel_url": cancel,
        "submit": "Save and go on", **more,
    }  # fmt: skip
    return render(request, template, context)


@needs(P.EHC_VIEW)
@require_GET
@reads()
def meeting(request, pk):
    row = finding.readable(request, pk)
    may_edit = may_about(request.user, P.EHC_EDIT, row.pupil)
    context = showing.whole(row, content.of_review(row), may_edit)
    return render(request, "ehcp/reviews/meeting/whole.html", context)


@needs(P.EHC_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def words(request, pk, key):
    if key not in forms.WORDS_FORMS:
        raise Http404
    row, too_late = opened(request, pk)
    if too_late:
        return too_late
    form = forms.WORDS_FORMS[key](request.POST or None, row=row, **kept(request, key, pk))
    point = next(point for point in agenda.POINTS if point.key == key)

    def save():
        services.save_words(row=row, by=request.user, version=form.cleaned_data["version"],
                            **form.answers)  # fmt: skip
        return showing.url_after(finding.readable(request, pk), key)

    return shown(
        request, row, key, form, save, point.title(content.of_review(row)),
        beside=aids.beside(request.user, row, key), paper_url=showing.questions_url(row, key),
    )  # fmt: skip


@needs(P.EHC_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def people(request, pk):
    row, too_late = opened(request, pk)
    if too_late:
        return too_late
    found = list(Invitation.objects.visible_to(request.user).filter(review=row).order_by("pk"))
    form = forms.PeopleForm(request.POST or None, people=found, **kept(request, "people", pk))

    def save():
        services.save_attendance(row=row, by=request.user, came=form.came,
                                 version=form.cleaned_data["version"])  # fmt: skip
        return showing.url_after(finding.readable(request, pk), "people")

    added = [each for each in found if each.came and services.may_go(each)]
    return shown(request, row, "people", form, save, "Who is here",
                 template="ehcp/reviews/meeting/people.html", added=added)  # fmt: skip


@needs(P.EHC_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def person(request, pk):
    row, too_late = opened(request, pk)
    if too_late:
        return too_late
    form = forms.PersonForm(request.POST or None, **kept(request, "person", pk))

    def save():
        services.add_person(row=row, by=request.user, **form.answers)

    return shown(request, row, "people", form, save, "Somebody else is here", submit="Add them",
                 cancel_url=showing.url(row, "people"), done="Added.")  # fmt: skip


@needs(P.EHC_EDIT)
@require_http_methods(["POST"])
def person_off(request, pk, person):
    row, too_late = opened(request, pk)
    if too_late:
        return too_late
    try:
        found = finding.of_review(request, Invitation, row, person)
    except Http404:  # a second press
        messages.info(request, "They are not on the list any more.")
        return redirect(showing.url(row, "people"))
    return taken_off(request, showing.url(row, "people"), services.take_off_person,
                     row=row, person=found)  # fmt: skip


def taken_off(request, back, service, **what):
    try:
        service(by=request.user, **what)
    except IllegalMove as why:
        messages.warning(request, str(why))
    else:
        messages.success(request, "Taken off.")
    return redirect(back)


@needs(P.EHC_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def progress(request, pk, outcome):
    row, too_late = opened(request, pk)
    value = content.of_review(row)
    line = next((each for each in value["outcomes"] if each["id"] == outcome), None)
    if line is None:
        raise Http404
    if too_late:
        return too_late
    known = OutcomeProgress.objects.visible_to(request.user).filter(review=row, outcome=outcome)
    known, key = known.first(), f"progress-{outcome}"
    form = forms.ProgressForm(request.POST or None, known=known, **kept(request, key, pk))

    def save():
        services.save_progress(
            row=row, by=request.user, outcome=row.plan.ehcoutcomes.get(pk=outcome),
            version=form.cleaned_data["version"], **form.answers,
        )  # fmt: skip
        return showing.url_after(finding.readable(request, pk), key)

    plan = content.plan_in_force(row.plan)
    return shown(request, row, key, form, save, f"How far has {line['name']} come?", outcome=line,
                 beside=aids.beside_progress(request.user, row, plan, outcome))  # fmt: skip


@needs(P.EHC_EDIT)
@require_GET
@reads()
def changes(request, pk):
    row, too_late = opened(request, pk)
    if too_late:
        return too_late
    value = content.of_review(row)
    context = showing.frame(row, value, "changes", may_edit=True) | {
        "aids": aids.beside(request.user, row, "changes"),
        "next_url": showing.url_after(row, "changes"),
    }
    return render(request, "ehcp/reviews/meeting/changes.html", context)


@needs(P.EHC_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def change(request, pk, change=None):
    """A new one, or with `change` that one."""
    row, too_late = opened(request, pk)
    known = finding.of_review(request, SectionChange, row, change) if change else None
    if too_late:
        return too_late
    form = forms.ChangeForm(
        request.POST or None, change=known, **kept(request, f"change-{change or 'new'}", pk)
    )

    def save():
        version = form.cleaned_data["version"] if known else None
        services.save_change(row=row, by=request.user, change=known, version=version,
                             **form.answers)  # fmt: skip

    heading = "Change what is asked for" if known else "Ask for a change"
    return shown(request, row, "changes", form, save, heading, submit="Save",
                 cancel_url=showing.url(row, "changes"),
                 beside=aids.beside(request.user, row, "changes"))  # fmt: skip


@needs(P.EHC_EDIT)
@require_http_methods(["POST"])
def change_off(request, pk, change):
    row, too_late = opened(request, pk)
    if too_late:
        return too_late
    try:
        found = finding.of_review(request, SectionChange, row, change)
    except Http404:  # a second press
        messages.info(request, "This change is not on the list any more.")
        return redirect(showing.url(row, "changes"))
    return taken_off(request, showing.url(row, "changes"), services.take_off_change,
                     row=row, change=found)  # fmt: skip


@needs(P.EHC_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def held(request, pk):
    """The meeting took place; afterwards the same page puts the day right."""
    row = finding.writable(request, pk)
    is_held = row.state == row.State.HELD
    row, too_late = opened(request, pk, "prepare the meeting" if is_held else "hold")
    if too_late:
        return too_late
    kind, save_it = (
        (forms.CorrectHeldForm, services.correct_held) if is_held
        else (forms.HeldForm, services.hold)
    )  # fmt: skip
    form = kind(request.POST or None, row=row, **kept(request, "held", pk))

    def save():
        save_it(row=row, by=request.user, version=form.cleaned_data["version"], **form.answers)

    left = agenda.missing(content.of_review(row))
    heading = "Put the day right" if is_held else "The meeting was held"
    return shown(
        request, row, "held", form, save, heading, template="ehcp/reviews/meeting/held.html",
        submit="Put it right" if is_held else "It was held", is_held=is_held,
        missing=[words for words in left if not words.startswith("The meeting was held")],
        done="Written down. The report is due within two weeks of that day.",
    )  # fmt: skip
