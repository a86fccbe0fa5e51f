"""One intervention: its page, the answer to a proposal, the review, the end."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from provision.interventions import placing, reviewing, services, showing, states
from provision.interventions.forms.deciding import DecideForm, EndForm, ReviewForm
from provision.interventions.views.answering import form_of
from provision.interventions.views.finding import intervention, kept
from provision.models import Intervention, Promise
from sendcase.drafts.sending import send

State = Intervention.State


@needs(P.PROVISION_VIEW)
@require_GET
@reads("read")
def page(request, pk):
    return render(request, "provision/page.html", showing.page(request, intervention(request, pk)))


@needs(P.PROVISION_EDIT)
@require_http_methods(["GET", "POST"])
@reads("read")
def decide(request, pk):
    """The SENCO's answer to what was proposed."""
    row = intervention(request, pk, P.PROVISION_EDIT)
    back = row.get_absolute_url()
    form = DecideForm(
        request.POST or None, intervention=row, **kept(request, "decide", f"intervention-{pk}")
    )
    waits = row.state == State.PROPOSED or form.wishes
    if request.method == "GET" and not waits:
        return redirect(back)

    def save():
        placing.answer(intervention=row, by=request.user, **form.call)

    done = "Answered. Whoever asked hears of it."
    if answer := send(request, form, save, cancel_url=back, done=done):
        return answer
    context = {"form": form, "row": row, "back": back, "facts": showing.facts(row),
               "left": row.places - placing.taken(row, form.day),
               "is_proposal": row.state == State.PROPOSED}  # fmt: skip
    return render(request, "provision/decide.html", context)


@needs(P.PROVISION_EDIT)
@require_http_methods(["GET", "POST"])
@reads("read")
def end(request, pk):
    row = intervention(request, pk, P.PROVISION_EDIT)
    back = row.get_absolute_url()
    if request.method == "GET" and "end" not in open_moves(row):
        return redirect(back)
    form = EndForm(request.POST or None, intervention=row, **kept(request, "end", f"i-{pk}"))

    def save():
        version, said = form.cleaned_data["version"], form.answers
        services.end(intervention=row, version=version, by=request.user, **said)

    kept_by_it = Promise.objects.visible_to(request.user).filter(places__intervention=row)
    return form_of(
        request, "provision/end.html", form, save, row,
        "Ended. What was promised to the pupils stands.", count=kept_by_it.distinct().count(),
    )  # fmt: skip


@needs(P.PROVISION_EDIT)
@require_http_methods(["GET", "POST"])
@reads("read")
def review(request, pk):
    """Does it go on, change or stop?"""
    row = intervention(request, pk, P.PROVISION_EDIT)
    back = row.get_absolute_url()
    if request.method == "GET" and "review" not in open_moves(row):
        return redirect(back)
    form = ReviewForm(request.POST or None, intervention=row, **kept(request, "look", f"i-{pk}"))

    def save():
        version, said = form.cleaned_data["version"], form.answers
        reviewing.review(intervention=row, version=version, by=request.user, **said)
        return f"{back}edit/" if said["finding"] == "change" else back

    return form_of(
        request, "provision/review.html", form, save, row, "The review is noted.",
        facts=showing.facts(row), reviews=showing.reviews(request.user, row),
    )  # fmt: skip


def open_moves(row) -> list[str]:
    return [action for action, moves in states.MOVES.items() if row.state in moves]
