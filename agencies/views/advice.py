"""What came: written down, read, decided point by point, and the family told."""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import needs
from accounts.permissions import Permission as P
from agencies import advice_forms as forms
from agencies import fields, showing, uses
from agencies.models import Advice, Agency, Recommendation
from agencies.services import advising, deciding, informing
from agencies.views.requests import found_or_404, kept
from audit.reads import reads
from pupils.access import may_about, pupil_or_404, require_about
from schools.access import record_or_404
from sendcase.drafts.sending import send

JOINED = ("school__policy", "pupil__class_group", "agency", "request", "paper", "told_by",
          "recorded_by")  # fmt: skip


def advice_or_404(request, pk) -> Advice:
    rows = Advice.objects.visible_to(request.user).select_related(*JOINED)
    return record_or_404(request, rows, pk)


@needs(P.AGENCY_VIEW)
@require_http_methods(["GET", "POST"])
@reads()
def new(request, pk):
    """On a request."""
    row = found_or_404(request, pk)
    require_about(request.user, P.AGENCY_EDIT, row.pupil)
    form = forms.AdviceForm(request.POST or None, request.FILES or None, row=row,
                            **kept(request, "advice", f"request-{pk}"))  # fmt: skip

    def save():
        return advising.receive(row=row, by=request.user, version=form.cleaned_data["version"],
                                **form.facts)  # fmt: skip

    return _form(request, form, save, row.pupil, row.get_absolute_url(), "Their advice has come",
                 row.agency.name)  # fmt: skip


@needs(P.AGENCY_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def unasked(request, pk):
    """A report nobody here asked for."""
    pupil = pupil_or_404(request, pk, P.AGENCY_EDIT)
    form = forms.UnaskedForm(request.POST or None, request.FILES or None, pupil=pupil,
                             **kept(request, "unasked", f"pupil-{pk}"))  # fmt: skip

    def save():
        return advising.receive_unasked(pupil=pupil, by=request.user, **form.facts)

    back = f"{pupil.get_absolute_url()}agencies/"
    if not Agency.objects.visible_to(request.user).filter(school=pupil.school).exists():
        context = {"pupil": pupil, "heading": "A report that came"}
        return render(request, "agencies/no_agency.html", context)
    return _form(request, form, save, pupil, back, "A report that came by itself")


def _form(request, form, save, pupil, back, heading, agency=""):
    if reply := send(request, form, save, cancel_url=back, done="Written down."):
        return reply
    context = {"form": form, "pupil": pupil, "cancel_url": back, "heading": heading,
               "submit": "Write it down", "agency": agency, "asks_text": True}  # fmt: skip
    return render(request, "agencies/form.html", context)


@needs(P.AGENCY_VIEW)
@require_GET
@reads()
def page(request, pk):
    row = advice_or_404(request, pk)
    points = showing.points(row)
    undecided = sum(each["row"].decision == "open" for each in points)
    context = {
        "row": row, "pupil": row.pupil, "points": points,
        "status": showing.advice_status(row, undecided), "told": showing.told_words(row),
        "may_edit": may_about(request.user, P.AGENCY_EDIT, row.pupil),
        "letters": showing.letters_of(request.user, row),
    }  # fmt: skip
    return render(request, "agencies/advice.html", context)


@dataclass(frozen=True)
class Step:
    heading: str
    form: type
    service: object
    done: str
    submit: str
    asks: str = ""


LETTER = ("Each home gets it, or the young person. The report itself does not go with it: the "
          "letter says that the family may ask for it.")  # fmt: skip
STEPS = {
    "read": Step("I have read it", forms.ReadForm, advising.read, "Noted.", "I have read it"),
    "more": Step("Write out recommendations", forms.MoreForm, advising.add_points, "Written down.",
                 "Add them"),
    "letter": Step("Tell the family by letter", forms.WriteForm, informing.write,
                   "The letter is prepared. Read it, then it is approved and sent.",
                   "Prepare the letter", LETTER),
    "told": Step("The family was told", forms.ToldForm, informing.told, "Written down.",
                 "Write it down"),
    "not-told": Step("The family is not told", forms.NotToldForm, informing.not_told,
                     "Written down.", "Write it down"),
}  # fmt: skip


@needs(P.AGENCY_VIEW)
@require_http_methods(["GET", "POST"])
@reads()
def step(request, pk, key):
    if key not in STEPS:
        raise Http404
    row = advice_or_404(request, pk)
    require_about(request.user, P.AGENCY_EDIT, row.pupil)
    this = STEPS[key]
    form = this.form(request.POST or None, row=row, **kept(request, key, f"advice-{pk}"))

    def save():
        answers = form.facts if key == "more" else form.answers
        made = this.service(advice=row, by=request.user, version=form.cleaned_data["version"],
                            **answers)  # fmt: skip
        return made[0] if key == "letter" and len(made) == 1 else None

    back = row.get_absolute_url()
    if reply := send(request, form, save, cancel_url=back, done=this.done):
        return reply
    context = {"pupil": row.pupil, "form": form, "heading": this.heading,
               "asks": this.asks, "cancel_url": back, "submit": this.submit,
               "agency": row.agency.name, "asks_text": fields.is_prose(form)}  # fmt: skip
    return render(request, "agencies/form.html", context)


@needs(P.AGENCY_VIEW)
@require_http_methods(["GET", "POST"])
@reads()
def decide(request, pk):
    rows = Recommendation.objects.visible_to(request.user)
    joined = ("school__policy", "pupil__class_group", "advice__agency", *uses.JOINED)
    row = record_or_404(request, rows.select_related(*joined), pk)
    require_about(request.user, P.AGENCY_EDIT, row.pupil)
    form = forms.DecideForm(request.POST or None, row=row,
                            **kept(request, "decide", f"point-{pk}"))  # fmt: skip

    def save():
        deciding.decide(row=row, by=request.user, version=form.cleaned_data["version"],
                        **form.answers)  # fmt: skip

    back = row.get_absolute_url()
    if reply := send(request, form, save, cancel_url=back, done="Decided."):
        return reply
    context = {"pupil": row.pupil, "form": form, "cancel_url": back,
               "heading": "What becomes of this recommendation?", "submit": "Save",
               "quote": row.words, "agency": row.advice.agency.name,
               "asks_text": fields.is_prose(form)}  # fmt: skip
    return render(request, "agencies/form.html", context)
