"""A pupil says how school is: one question a page, on a page with nothing else on it."""

from dataclasses import dataclass

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from pupils.access import pupil_or_404
from pupils.profile import paper, questions, services
from pupils.profile.forms import ViewForm
from pupils.profile.views.profiles import answered, no_paper
from pupils.wording import day_text
from sendcase import moment
from sendcase.drafts import services as drafts
from sendcase.drafts.sending import send
from sendcase.drafts.typed import OWN_NAMES, fields_of
from sendcase.pdf import PdfFailed

CHECK, DONE, LEAVE = "check", "done", "leave"
KEYS = [*(step.key for step in questions.STEPS), CHECK]
BY_KEY = {step.key: step for step in questions.STEPS}
NOT_TYPED = OWN_NAMES | {"csrfmiddlewaretoken", "go"}


@dataclass(frozen=True)
class Place:
    """Where in the row of pages this one stands."""

    key: str

    @property
    def number(self) -> int:
        return KEYS.index(self.key)

    @property
    def step(self):
        return BY_KEY.get(self.key)

    def after(self, go: str) -> str:
        """Which page comes when this button was pressed."""
        if go in KEYS:
            return go
        if go in (questions.PICTURES, questions.WORDS):
            return self.key
        move = -1 if go == "back" else 1
        return KEYS[min(max(self.number + move, 0), len(KEYS) - 1)]


@needs(P.PROFILE_NOTE)
@require_GET
@reads()
def start(request, pk):
    """For the adult: what will happen, which way, and what was begun before."""
    pupil = pupil_or_404(request, pk, P.PROFILE_NOTE)
    form = form_for(request, pupil)
    usual = questions.usual_way(pupil.year)
    context = {
        "pupil": pupil, "begun": form.restored_words, "form_id": form.form_id,
        "usual": usual, "is_younger": usual == questions.PICTURES, "steps": questions.STEPS,
    }  # fmt: skip
    return render(request, "profile/start.html", context)


@needs(P.PROFILE_NOTE)
@require_http_methods(["GET", "POST"])
def answer(request, pk):
    """?step=: the question. Every button keeps what is chosen; the last one sends it."""
    pupil = pupil_or_404(request, pk, P.PROFILE_NOTE)
    key = request.GET.get("step", KEYS[0])
    if key == DONE:
        return render(request, "profile/done.html", {"pupil": pupil})
    place = Place(key if key in KEYS else KEYS[0])
    form = form_for(request, pupil)
    go = request.POST.get("go", "")
    if request.method == "POST" and go != "send":
        if moved := kept(request, pupil, form, place, go):
            return moved
    elif sent := finished(request, pupil, form):
        return sent
    return render(request, "profile/step.html", page_of(form, place, pupil))


def form_for(request, pupil) -> ViewForm:
    go = request.POST.get("go", "") or request.GET.get("way", "")
    return ViewForm(
        request.POST or None, pupil=pupil, helper=request.user.name,
        way=go if go in (questions.PICTURES, questions.WORDS) else "",
        kept_by=request.user, kept_as="own-views", kept_key=f"pupil-{pupil.pk}",
    )  # fmt: skip


def kept(request, pupil, form, place, go):
    """Saves what was chosen so far and leads to the next page; None where a word is refused."""
    wrong = any(name in form.errors for name in form.names_of(place.step))
    if wrong and go not in ("back", LEAVE):
        return None
    typed = fields_of(request.POST, without=NOT_TYPED) | {"way": [form.way]}
    try:
        drafts.keep(
            form_id=form.form_id, by=request.user, kind=form.kept_as, key=form.kept_key, data=typed
        )
    except drafts.AlreadySent:
        return redirect(address(pupil, DONE))
    return redirect(
        f"/pupils/{pupil.pk}/profile/" if go == LEAVE else address(pupil, place.after(go))
    )


def finished(request, pupil, form):
    """Records what was said, once."""

    def save():
        services.record_view(
            pupil=pupil, by=request.user, answers=questions.answers_of(form.cleaned_data),
            **{name: form.cleaned_data[name] for name in form.names_of(None)},
        )  # fmt: skip

    done = "What was said is saved."
    return send(request, form, save, cancel_url=address(pupil, DONE), done=done)


def address(pupil, key) -> str:
    return f"{reverse('profile:answer', args=[pupil.pk])}?step={key}"


def page_of(form, place, pupil) -> dict:
    names = form.names_of(place.step)
    return {
        "form": form, "pupil": pupil, "step": place.step, "key": place.key,
        "number": place.number + 1, "count": len(KEYS), "carried": form.carried(names),
        "asked": [asked(form, name) for name in names],
        "pictures_first": form.way == questions.PICTURES,
        "said": looked_through(form) if place.step is None else None,
        "today": day_text(moment.today()),
    }  # fmt: skip


def asked(form, name) -> dict:
    """One question with the choices as the page draws them; a box for words has none."""
    field = form[name]
    chosen = form.chosen(name)
    choices = getattr(field.field, "choices", ())
    return {
        "field": field,
        "kind": field.field.widget.input_type if choices else "",
        "choices": [
            {"key": key, "words": words, "is_chosen": key in chosen} for key, words in choices
        ],
    }


def looked_through(form) -> list[dict]:
    """Each question with what was said, for the last page."""
    shown = questions.for_reading(form.said())
    opened = {row["key"]: row for row in shown["opened"]}
    faces = {row["about"]: row for row in shown["feelings"]}
    return [
        {"step": step, "opened": opened.get(step.key),
         "feelings": [faces[about] for about in step.about if about in faces]}
        for step in questions.STEPS
    ]  # fmt: skip


@needs(P.PROFILE_NOTE)
@require_GET
def blank(request, pk):
    """The questions for a pencil, without anybody's name; ?way=words in the words of older ones."""
    pupil = pupil_or_404(request, pk, P.PROFILE_NOTE)
    way = request.GET.get("way") or questions.usual_way(pupil.year)
    try:
        data = paper.blank_pdf(pupil.school, older=way == questions.WORDS)
    except PdfFailed:
        return no_paper(request, pupil)
    return answered(data, "my-views")
