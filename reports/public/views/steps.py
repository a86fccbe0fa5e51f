"""From a draft to the website: the head, the governors, publishing; and back again."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import needs
from accounts.permissions import Permission as P
from reports.public import content, deadlines, names, reading, services, states, wants
from reports.public.forms import ApproveForm, GovernorsForm, TakeDownForm
from reports.public.views.finding import document_or_404, kept
from sendcase.drafts.sending import send
from sendcase.edits import IllegalMove, Stale
from sendcase.pdf import PdfFailed

MEANWHILE = "Somebody changed something meanwhile. Look again, then go on."
NOT_PRINTED = "The PDF could not be made, so nothing was published. Try again in a minute."


def too_late(request, document, step):
    """Back to the page with the reason, where the document has moved on. None where it may be."""
    try:
        states.check(document, step)
    except IllegalMove as why:
        messages.error(request, str(why))
        return redirect(document)
    return None


@needs(P.PUBLIC_DOC_APPROVE)
@require_http_methods(["GET", "POST"])
def approve(request, pk):
    document = document_or_404(request, pk, P.PUBLIC_DOC_APPROVE)
    if (late := too_late(request, document, "approve")) and request.method == "GET":
        return late
    value = reading.value_of(document)
    seen = content.digest(value)
    form = ApproveForm(
        request.POST or None, initial={"seen": seen}, **kept(request, "approve", document)
    )

    def save():
        services.approve(document=document, seen=form.cleaned_data["seen"], by=request.user)

    said = "Approved. Next, write down when the governors approved it."
    back = document.get_absolute_url()
    if answer := send(request, form, save, cancel_url=back, done=said):
        return answer
    if form.is_bound:
        form.show_again(seen)
    looks = wants.looks(document)
    named = names.named_in(content.texts(value), document.school)
    context = {
        "document": document, "form": form, "value": content.for_reading(value),
        "old": [look for look in looks if look.state in (wants.CARRIED, wants.OLD)],
        "refused": [each for each in named if each.is_certain],
        "asked": [each for each in named if not each.is_certain],
        "missing": [look for look in looks if look.state == wants.MISSING],
    }  # fmt: skip
    return render(request, "reports/public/approve.html", context)


@needs(P.PUBLIC_DOC_APPROVE)
@require_http_methods(["GET", "POST"])
def governors(request, pk):
    document = document_or_404(request, pk, P.PUBLIC_DOC_APPROVE)
    step = "record the governors’ approval"
    if (late := too_late(request, document, step)) and request.method == "GET":
        return late
    form = GovernorsForm(request.POST or None, row=document, **kept(request, "minute", document))

    def save():
        services.record_governors(
            document=document, version=form.cleaned_data["version"], by=request.user,
            **form.answers,
        )  # fmt: skip

    words = {"heading": "The governors’ approval", "submit": "Write it down", "above":
             "The governing body approves it in a meeting. Write down here when, and who wrote "
             "the minutes."}  # fmt: skip
    return form_page(request, document, form, save, words, "Written down.", form.liken)


def form_page(request, document, form, save, words, said, liken=None):
    back = document.get_absolute_url()
    if answer := send(request, form, save, cancel_url=back, done=said, liken=liken):
        return answer
    return render(
        request, "reports/public/form.html", {"document": document, "form": form, **words}
    )


@needs(P.PUBLIC_DOC_EDIT)
@require_POST
def publish(request, pk):
    document = document_or_404(request, pk, P.PUBLIC_DOC_EDIT)
    try:
        services.publish(document=document, made=services.printed(document), by=request.user)
    except IllegalMove as why:
        messages.error(request, str(why))
    except Stale:
        messages.error(request, MEANWHILE)
    except PdfFailed:
        messages.error(request, NOT_PRINTED)
    else:
        messages.success(request, "Published. Everybody can read it now.")
    return redirect(document)


@needs(P.PUBLIC_DOC_EDIT)
@require_POST
def change_again(request, pk):
    said = "It can be changed again. The head and the governors approve the new words."
    return stepped(request, pk, services.change_again, said)


@needs(P.PUBLIC_DOC_EDIT)
@require_POST
def begin_next(request, pk):
    said = "The next one is begun with last year’s text. Look at each section."
    return stepped(request, pk, services.begin_next, said)


def stepped(request, pk, service, said):
    document = document_or_404(request, pk, P.PUBLIC_DOC_EDIT)
    try:
        service(document=document, by=request.user)
    except IllegalMove as why:
        messages.error(request, str(why))
    else:
        messages.success(request, said)
    return redirect(document)


@needs(P.PUBLIC_DOC_VIEW)
@require_http_methods(["GET", "POST"])
def take_down(request, pk):
    """SENCO or head: whoever sees first that something must not stand there."""
    document = document_or_404(request, pk)
    if document.published_on is None or document.taken_down_at:
        messages.info(request, "It is not on the website, so there is nothing to take down.")
        return redirect(document)
    form = TakeDownForm(request.POST or None, **kept(request, "take-down", document))

    def save():
        services.take_down(document=document, by=request.user, **form.answers)

    words = {
        "heading": f"Take it down: {document.about.title}", "submit": "Take it down",
        "danger": True, "above": "Nobody outside can open it any more, page or PDF, until you "
        "publish the next one: Today asks the SENCO for it within "
        f"{deadlines.AGAIN.days} days. You keep it here. Copies that people made stay theirs.",
    }  # fmt: skip
    return form_page(request, document, form, save, words, "Taken down.")
