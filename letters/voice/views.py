"""A family's words: recorded, placed beside what they are about, answered, printed."""

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from letters.voice import listing, printing, services, showing, subjects
from letters.voice.forms import AnswerForm, PlaceForm, RecordForm, WithdrawForm
from letters.voice.models import FamilyWord
from pupils.access import may_about, pupil_or_404, require_about
from pupils.querysets import pupil_scope
from schools.access import record_or_404, school_or_404
from schools.sheets import answer as sheet_answer
from schools.sheets import links, list_file, school_to_take
from sendcase.drafts.sending import send
from sendcase.pages import keyset
from sendcase.pdf import PdfFailed


def word_or_404(request, pk) -> FamilyWord:
    rows = FamilyWord.objects.visible_to(request.user)
    joined = ("school__policy", "pupil__class_group", *showing.JOINED)
    return record_or_404(request, rows.select_related(*joined), pk)


def chosen_tab(request) -> str:
    chosen = request.GET.get("show", "waiting")
    if chosen not in listing.TABS:
        raise BadRequest("show")
    return chosen


@needs(P.VOICE_VIEW)
@require_GET
@reads("listed", detail=lambda request: request.GET.dict())
def word_list(request, school):
    school = school_or_404(request, school, P.VOICE_VIEW)
    chosen = chosen_tab(request)
    found = listing.rows_of(request.user, school, chosen)
    page = keyset(found, order=("-said_on", "-pk"), request=request)
    context = {
        "page": page,
        "rows": [listing.row_of(word) for word in page.rows],
        "tabs": [
            {"title": title, "url": f"?show={key}", "here": key == chosen}
            for key, title in listing.TABS.items()
        ],
        "chosen": chosen,
        **links(request, school.pk, f"/{school.slug}/family-words/as/"),
    }
    return render(request, "voice/list.html", context)


@list_file
def word_sheet(request, school, kind):
    school = school_to_take(request, school, P.VOICE_VIEW)
    rows = listing.rows_of(request.user, school, chosen_tab(request))
    rows = rows.filter(pupil_scope(request.user, P.LIST_EXPORT, "pupil__"))
    return sheet_answer(
        request, kind, rows.order_by("-said_on", "-pk"),
        lambda found: listing.sheet_of(found, school), f"/{school.slug}/family-words/",
    )  # fmt: skip


@needs(P.VOICE_VIEW)
@require_GET
@reads()
def page(request, pk):
    word = word_or_404(request, pk)
    edits = may_about(request.user, P.VOICE_EDIT, word.pupil)
    is_open = word.answered_on is None and word.withdrawn_at is None
    context = {
        "word": word,
        "shown": showing.line(word),
        "about_url": subjects.url_of(word.about_type, word.about_id),
        "letter_url": letter_url(request.user, word),
        "may_place": edits and is_open,
        "may_answer": is_open and services.may_answer(word, request.user),
        "may_withdraw": edits and word.withdrawn_at is None,
        "may_record": edits,
    }  # fmt: skip
    return render(request, "voice/page.html", context)


def letter_url(user, word) -> str:
    """The letter that was answered so, for those who read letters."""
    may_read = word.reply_id and may_about(user, P.LETTER_VIEW, word.pupil)
    if not may_read:
        return ""
    return (word.reply.letter or word.reply.was_for).get_absolute_url()


@needs(P.VOICE_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def new(request, pk):
    pupil = pupil_or_404(request, pk, P.VOICE_EDIT)
    about = subjects.key_of(*subjects.read_key(request.GET.get("about", "")))
    form = RecordForm(
        request.POST or None, pupil=pupil, user=request.user, initial={"about": about},
        kept_by=request.user, kept_as="family-word", kept_key=f"pupil-{pk}",
    )  # fmt: skip
    back = f"/pupils/{pk}/family/"

    def save():
        return services.record(pupil=pupil, by=request.user, **form.recorded)

    if answered := send(request, form, save, cancel_url=back, done="The words are recorded."):
        return answered
    context = {"pupil": pupil, "form": form, "cancel_url": back}
    return render(request, "voice/new.html", context)


@needs(P.VOICE_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def place(request, pk):
    word = word_or_404(request, pk)
    require_about(request.user, P.VOICE_EDIT, word.pupil)
    form = PlaceForm(
        request.POST or None, word=word, user=request.user, **kept(request, "place", pk)
    )

    def save():
        version = form.cleaned_data["version"]
        return services.place(word=word, by=request.user, version=version, **form.placing)

    return shown(request, word, form, save, "What is it about?", "Save")


@needs(P.VOICE_ANSWER)
@require_http_methods(["GET", "POST"])
@reads()
def answer(request, pk):
    word = word_or_404(request, pk)
    if not services.may_answer(word, request.user):
        raise PermissionDenied(P.VOICE_ANSWER)
    form = AnswerForm(request.POST or None, word=word, **kept(request, "answer", pk))

    def save():
        return services.answer(word=word, by=request.user, **form.given)

    return shown(request, word, form, save, "Answer the family", "Save the answer")


@needs(P.VOICE_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def withdraw(request, pk):
    word = word_or_404(request, pk)
    require_about(request.user, P.VOICE_EDIT, word.pupil)
    form = WithdrawForm(request.POST or None, word=word, **kept(request, "withdraw", pk))

    def save():
        return services.withdraw(word=word, by=request.user, **form.given)

    return shown(request, word, form, save, "Withdraw these words", "Withdraw them")


def kept(request, step, pk) -> dict:
    return {"kept_by": request.user, "kept_as": f"family-{step}", "kept_key": f"word-{pk}"}


def shown(request, word, form, save, heading, submit):
    cancel = word.get_absolute_url()
    if answered := send(request, form, save, cancel_url=cancel, done="Saved."):
        return answered
    if word.withdrawn_at or (word.answered_on and heading != "Withdraw these words"):
        return redirect(word)
    context = {"word": word, "shown": showing.line(word), "form": form, "heading": heading,
               "submit": submit, "cancel_url": cancel}  # fmt: skip
    return render(request, "voice/form.html", context)


@needs(P.VOICE_VIEW)
@require_GET
@reads("printed")
def printed(request, pk):
    pupil = pupil_or_404(request, pk, P.VOICE_VIEW)
    try:
        data = printing.case_pdf(request.user, pupil)
    except PdfFailed:
        return render(request, "voice/no_paper.html", {"pupil": pupil}, status=503)
    response = HttpResponse(data, content_type="application/pdf")
    name = slugify(f"family-{pupil.first_name}")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
