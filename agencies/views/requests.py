"""One request: begun, its page, each step on a page of its own."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import needs
from accounts.permissions import Permission as P
from accounts.reauth import confirm_password
from agencies import fields, forms, gate, showing, steps
from agencies.models import Agency, AgencyRequest
from agencies.services import asking, ending, going, writing
from audit.reads import reads
from pupils.access import may_about, pupil_or_404, require_about
from schools.access import record_or_404
from sendcase.drafts.sending import send
from sendcase.edits import IllegalMove

JOINED = (
    "school__policy", "pupil__class_group", "agency", "consent", "ground_by", "second_by",
    "share__user", "share__consent",
)  # fmt: skip


def kept(request, key, about) -> dict:
    return {"kept_by": request.user, "kept_as": f"agency-{key}", "kept_key": about}


def found_or_404(request, pk) -> AgencyRequest:
    rows = AgencyRequest.objects.visible_to(request.user).select_related(*JOINED)
    return record_or_404(request, rows, pk)


@needs(P.AGENCY_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def new(request, pk):
    pupil = pupil_or_404(request, pk, P.AGENCY_EDIT)
    form = forms.BeginForm(request.POST or None, pupil=pupil, **kept(request, "new", f"pupil-{pk}"))

    def save():
        return asking.begin(pupil=pupil, by=request.user, **form.answers)

    back = f"{pupil.get_absolute_url()}agencies/"
    if reply := send(request, form, save, cancel_url=back, done="Begun. Nothing has gone out."):
        return reply
    known = Agency.objects.visible_to(request.user).filter(school=pupil.school).in_use()
    context = {"form": form, "pupil": pupil, "cancel_url": back, "submit": "Go on",
               "heading": "Ask an outside agency", "has_agencies": known.exists(),
               "asks_text": fields.is_prose(form)}  # fmt: skip
    template = "agencies/form.html" if context["has_agencies"] else "agencies/no_agency.html"
    return render(request, template, context)


@needs(P.AGENCY_VIEW)
@require_GET
@reads()
def page(request, pk):
    row = found_or_404(request, pk)
    edits = may_about(request.user, P.AGENCY_EDIT, row.pupil)
    looks = row.ground and not row.second_by and row.ground_by_id != request.user.pk
    context = {
        "row": row, "pupil": row.pupil, "status": showing.status(row),
        "facts": showing.facts(row), "steps": steps.of(row), "why_not": gate.why_not(row),
        "actions": steps.actions(row) if edits else [], "may_edit": edits,
        "may_look": looks and may_about(request.user, P.AGENCY_SECOND, row.pupil),
        "chases": row.chases.select_related("by")[:50], "reader": showing.reader(row),
        "letters": showing.letters_of(request.user, row), "answers": showing.answers_to(row),
        "advice": showing.advice_of(row),
    }  # fmt: skip
    return render(request, "agencies/request.html", context)


@dataclass(frozen=True)
class Step:
    """One page with one form. asks: words above it; danger: the button ends something."""

    heading: str
    form: type
    service: object
    done: str
    submit: str
    needs: P = P.AGENCY_EDIT
    asks: str = ""
    danger: bool = False


FAMILY = ("We write to each home, or to the young person, and ask. Read the letter before it goes: "
          "what you wrote stands in it.")  # fmt: skip
TO_AGENCY = (
    "It says what you would like to know and what you can share. On the day it is sent the agency "
    "counts as asked."
)
GROUND = (
    "Only where waiting for an agreement could put the child in danger. The safeguarding lead "
    "decides that, not this page. It goes on at once, and the head looks at it within two school "
    "days."
)
LET_IN = (
    "They sign in with a second step, see this child’s page as far as you tick it, and may add "
    "their advice. It ends on the day you say, or at once with the agreement."
)
STEPS = {
    "family": Step("Ask the family", forms.FamilyForm, asking.ask_family,
                   "The letter is prepared. Read it, then it is approved and sent.",
                   "Prepare the letter", asks=FAMILY),
    "consent": Step("Rest it on an agreement", forms.ConsentForm, asking.rest_on,
                    "Written down. The agency may be asked.", "It rests on this"),
    "no": Step("They did not agree", forms.NoForm, asking.hear_no,
               "Written down. Nothing goes to the agency.", "Write it down"),
    "safety": Step("For the child’s safety, without an agreement", forms.GroundForm,
                   asking.override, "Written down. The head is told.", "Write it down",
                   asks=GROUND),
    "look": Step("Look at it once more", forms.LookForm, asking.look, "Written down.",
                 "Write it down", P.AGENCY_SECOND),
    "ask": Step("The agency was asked", forms.AskForm, asking.ask,
                "Written down. You are reminded when their advice is due.", "They were asked"),
    "to-agency": Step("Ask them by letter", forms.AskLetterForm, writing.write,
                      "The letter is prepared. Read it, then it is approved and sent.",
                      "Prepare the letter", asks=TO_AGENCY),
    "chase": Step("Asked again", forms.ChaseForm, going.chase, "Written down.", "Write it down"),
    "began": Step("They have begun", forms.OnForm, going.begin_work, "Written down.",
                  "They have begun"),
    "declined": Step("They cannot help", forms.DeclineForm, ending.decline, "Written down.",
                     "Write it down"),
    "let-in": Step("Let them read this case here", forms.LetInForm, going.let_in,
                   "They may read it. A mail tells them how to sign in.", "Let them read it",
                   asks=LET_IN),
    "close": Step("The work is over", forms.CloseForm, ending.close, "Closed.", "Close it"),
    "stop": Step("Stop", forms.StopForm, ending.stop, "Stopped.", "Stop it", danger=True),
}  # fmt: skip
NO_ANSWER = {"consent": "No agreement holds for this agency", "no": "No answer is written down"}
LETTERS = {"family", "to-agency"}
CONFIRMED = {"safety", "look", "let-in"}  # the password once more


@needs(P.AGENCY_VIEW)
@require_http_methods(["GET", "POST"])
@reads()
def step(request, pk, key):
    if key not in STEPS:
        raise Http404
    asked = confirm_password(_step) if key in CONFIRMED else _step
    return asked(request, pk, key)


def _step(request, pk, key):
    row = found_or_404(request, pk)
    this = STEPS[key]
    require_about(request.user, this.needs, row.pupil)
    form = this.form(request.POST or None, row=row, **kept(request, key, f"request-{pk}"))

    def save():
        made = this.service(row=row, by=request.user, version=form.cleaned_data["version"],
                            **form.answers)  # fmt: skip
        return made[0] if key in LETTERS and len(made) == 1 else None

    back = row.get_absolute_url()
    if reply := send(request, form, save, cancel_url=back, done=this.done):
        return reply
    context = {
        "agency": row.agency.name, "pupil": row.pupil, "form": form, "heading": this.heading,
        "asks": this.asks, "cancel_url": back, "submit": this.submit, "danger": this.danger,
        "no_answer": NO_ANSWER[key] if key in NO_ANSWER and not form.rows else "",
        "asks_text": fields.is_prose(form), "shown": showing.facts(row) if key == "look" else [],
    }  # fmt: skip
    return render(request, "agencies/form.html", context)


@needs(P.AGENCY_EDIT)
@require_http_methods(["POST"])
def shut(request, pk):
    row = found_or_404(request, pk)
    require_about(request.user, P.AGENCY_EDIT, row.pupil)
    try:
        going.end_share(row=row, by=request.user)
    except IllegalMove as why:
        messages.warning(request, str(why))
    else:
        messages.success(request, "They read nothing more.")
    return redirect(row)
