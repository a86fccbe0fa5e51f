"""Beginning a handover, its days, and who may read before the day."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.permissions import Permission as P
from iep.dates import words
from iep.forms import VersionForm
from iep.handover import services, states
from iep.handover.forms import DaysForm, ReadingForm, StartForm
from iep.handover.views import finding
from schools.access import school_or_404
from sendcase import edits

CHANGED = "Somebody changed this handover since you opened it. Look again, then decide."


@needs(P.HANDOVER_START)
@require_http_methods(["GET", "POST"])
def start(request, slug):
    school = school_or_404(request, slug, P.HANDOVER_START)
    form = StartForm(request.POST or None, school=school, user=request.user)
    if form.is_valid():
        answers = {name: x for name, x in form.cleaned_data.items() if name != "version"}
        try:
            handover = services.start(school=school, by=request.user, **answers)
        except edits.IllegalMove as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, "The handover is begun.")
            return redirect(handover)
    return render(request, "handover/start.html", {"form": form})


@needs(P.HANDOVER_START)
@require_http_methods(["GET", "POST"])
def change(request, pk):
    handover = finding.handover_of(request, pk, P.HANDOVER_START)
    if (no := not_now(request, handover, "change days")) is not None:
        return no
    start = {name: getattr(handover, name) for name in ("to_class", "receiver", "takes_on",
             "write_by", "accept_by", "version")}  # fmt: skip
    form = DaysForm(request.POST or None, initial=start, school=handover.school, user=request.user)
    if form.is_valid():
        given = form.cleaned_data
        answer = attempted(request, handover, form, services.change, "Saved.", **given)
        if answer is not None:
            return answer
    return render(request, "handover/days.html", {"form": form, "handover": handover})


@needs(P.HANDOVER_OPEN)
@require_http_methods(["GET", "POST"])
def open_reading(request, pk):
    """The next teacher reads the notes before the class is theirs: from a day, or no longer."""
    handover = finding.handover_of(request, pk, P.HANDOVER_OPEN)
    if (no := not_now(request, handover, "open")) is not None:
        return no
    start = {"opens_on": handover.opens_on, "version": handover.version}
    form = ReadingForm(request.POST or None, initial=start)
    if form.is_valid():
        day = form.cleaned_data["opens_on"]
        done = f"The next teacher can read from {words(day)}." if day else "The reading is ended."
        if answer := attempted(
            request, handover, form, services.open_reading, done, **form.cleaned_data
        ):
            return answer
    context = {"form": form, "handover": handover, "day": words(handover.takes_on)}
    return render(request, "handover/reading.html", context)


def attempted(request, handover, form, service, done, **answers):
    """The response where the service did it or came too late; None with the error on the form."""
    answers["version"] = answers.get("version") or 0
    try:
        service(handover=handover, by=request.user, **answers)
    except edits.Stale:
        messages.warning(request, CHANGED)
    except edits.IllegalMove as why:
        form.add_error(None, str(why))
        return None
    else:
        messages.success(request, done)
    return redirect(handover)


def not_now(request, handover, action):
    """Says why this cannot be done now, on the handover's own page; None where it can."""
    try:
        states.check(handover, action)
    except edits.IllegalMove as why:
        messages.warning(request, str(why))
        return redirect(handover)
    return None


def press(request, handover, service, done):
    """One button, on the version the person was looking at."""
    form = VersionForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        service(handover=handover, by=request.user, version=version)
    except edits.Stale:
        messages.warning(request, CHANGED)
    except edits.IllegalMove as why:
        messages.warning(request, str(why))
    else:
        messages.success(request, done)
    return redirect(handover)


@needs(P.HANDOVER_OPEN)
@require_http_methods(["POST"])
def call_off(request, pk):
    handover = finding.handover_of(request, pk, P.HANDOVER_OPEN)
    return press(request, handover, services.call_off, "The handover is called off.")
