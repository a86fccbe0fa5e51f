"""Write letters: about what, to whom, with which words. For one child it is one press less."""

from hashlib import sha256

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import may, needs
from accounts.permissions import Permission as P
from audit.reads import reads
from letters.batches import choosing, services
from letters.batches.choosing import Chosen
from letters.batches.forms import TOO_MANY, PasteForm, WriteForm
from letters.batches.preparing import letters_of_one
from letters.services import CannotPrepare
from pupils.models import Pupil
from schools.access import school_or_404
from sendcase.drafts.sending import send
from sendcase.edits import IllegalMove


def purpose_or_404(key):
    purpose = choosing.purpose_of(key)
    if purpose is None:
        raise Http404
    return purpose


@needs(P.LETTER_PREPARE)
@require_GET
def about_what(request, school):
    school = school_or_404(request, school, P.LETTER_PREPARE)
    """With ?pupils= one child, or with the question of a list of pupils: both go on with it."""
    chosen = Chosen.of(request, school)
    asked = request.GET.urlencode()
    tail = f"?pupils={chosen.pupils[0]}" if chosen.is_one else f"?{asked}" if asked else ""
    step = "prepare/" if chosen.is_one else ""
    goes_outside = may(request.user, P.LETTER_OUTSIDE, school.pk)
    context = {"groups": choosing.groups(), "tail": f"{step}{tail}", "is_one": chosen.is_one,
               "outside": choosing.outside() if goes_outside else [],
               "pupil": chosen.pupils[0] if chosen.is_one else None,
               "may_see": may(request.user, P.LETTER_PRINT, school.pk)}  # fmt: skip
    return render(request, "letters/batches/purposes.html", context)


@needs(P.LETTER_PREPARE)
@require_http_methods(["GET", "POST"])
@reads("listed", detail=lambda request: request.GET.dict())
def who(request, school, purpose):
    school = school_or_404(request, school, P.LETTER_PREPARE)
    purpose = purpose_or_404(purpose)
    form, unclear = PasteForm(request.POST or None), []
    if form.is_valid():
        found, unclear = choosing.pasted(request.user, school, form.cleaned_data["names"])
        if found and not unclear:
            return redirect(f"{request.path}prepare/?pupils={'.'.join(map(str, found))}")
        form.add_error("names", "Some lines do not name one child. They stand above this box.")
    chosen = Chosen(request.user, school, request.GET)
    rows = chosen.choices()
    context = {
        "purpose": purpose, "filters": chosen.filters, "form": form, "unclear": unclear,
        "count": min(len(rows), choosing.MOST), "too_many": len(rows) > choosing.MOST,
        "shown": [words for _, words in rows[:10]], "words": chosen.words,
        "query": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "letters/batches/who.html", context)


@needs(P.LETTER_PREPARE)
@require_http_methods(["GET", "POST"])
@reads("listed", detail=lambda request: request.GET.dict())
def check(request, school, purpose):
    school = school_or_404(request, school, P.LETTER_PREPARE)
    purpose = purpose_or_404(purpose)
    chosen = Chosen.of(request, school)
    choices = chosen.choices()
    if chosen.is_one and not choices:
        raise Http404
    if not choices or len(choices) > choosing.MOST:
        messages.info(request, TOO_MANY if choices else "No child fits that. Choose again.")
        return redirect("batches:who", school.slug, purpose.key)
    form = form_of(request, school, purpose, chosen, choices)
    done = "The letters are being prepared." if not chosen.is_one else "The letter is prepared."
    back = back_from(request.user, school, chosen)
    if answer := send(request, form, saving(request, school, purpose, chosen, form, back),
                      cancel_url=back, done=done):  # fmt: skip
        return answer
    context = {
        "purpose": purpose, "form": form, "chosen": chosen, "count": len(choices),
        "one": choices[0][1] if chosen.is_one else "", "back": back,
        "submit": "Prepare the letter" if chosen.is_one else "Prepare the letters",
    }  # fmt: skip
    return render(request, "letters/batches/check.html", context)


def form_of(request, school, purpose, chosen, choices) -> WriteForm:
    about = sha256(request.GET.urlencode().encode()).hexdigest()[:12]
    return WriteForm(
        request.POST or None, purpose=purpose, choices=choices, is_one=chosen.is_one,
        title=f"{purpose.title}: {chosen.words}"[:150], kept_by=request.user,
        kept_as="write-letters", kept_key=f"{school.pk}-{purpose.key}-{about}",
    )  # fmt: skip


def back_from(user, school, chosen) -> str:
    """The child's letters; for many the list of batches, or of pupils for who sees no letter."""
    if chosen.is_one:
        return f"/pupils/{chosen.pupils[0]}/"
    sees = may(user, P.LETTER_VIEW, school.pk)
    return f"/{school.slug}/letters/batches/" if sees else f"/{school.slug}/pupils/"


def saving(request, school, purpose, chosen, form, back):
    """What the press does: → where it leads."""

    def one():
        pupil = Pupil.objects.visible_to(request.user, P.LETTER_PREPARE).get(pk=chosen.pupils[0])
        try:
            made = letters_of_one(pupil, purpose, form.facts, request.user)
        except CannotPrepare as why:
            raise IllegalMove(str(why)) from why
        sees = may(request.user, P.LETTER_VIEW, school.pk)
        return made[0] if sees and len(made) == 1 else back

    def many():
        answers = form.answers
        batch = services.begin(
            school=school, purpose=purpose.key, title=answers["title"], facts=form.facts,
            chosen={"words": chosen.words}, pupils=answers["who"], by=request.user,
        )  # fmt: skip
        return batch if may(request.user, P.LETTER_VIEW, school.pk) else back

    return one if chosen.is_one else many
