"""Who outside reads a review's pack: let in by the SENCO; the guest's one page."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import needs, signed_in
from accounts.permissions import Permission as P
from accounts.reauth import confirm_password
from audit.reads import reads
from ehcp.disclosure import forms, guests
from ehcp.disclosure.views import kept
from ehcp.packs.reading import document_of
from ehcp.reviews import finding
from ehcp.reviews.circulation import title_of
from ehcp.reviews.models import Invitation
from ehcp.reviews.planning import barring
from pupils import documents
from pupils.models import Share
from schools.access import record_or_404
from schools.models import School
from sendcase.drafts.sending import send as send_form
from sendcase.edits import IllegalMove

FILE_NAME = "review-papers.pdf"


@needs(P.EHC_VIEW)
@require_GET
@reads()
def people(request, pk):
    row = finding.readable(request, pk)
    found = [each for each in row.invitations.select_related("user") if each.role in guests.OUTSIDE]
    barred = barring.among(row.pupil, found, so=guests.NOTHING_HERE)
    context = {
        "row": row, "pupil": row.pupil, "may_edit": finding.may_write(request, row),
        "people": [{"row": each, "title": title_of(each), "barred": barred.get(each.pk, "")}
                   for each in found],
        "has_pack": row.packs.filter(state="ready").exists(), "is_open": row.state in row.OPEN,
    }  # fmt: skip
    return render(request, "ehcp/disclosure/people.html", context)


@needs(P.EHC_EDIT)
@require_http_methods(["GET", "POST"])
@confirm_password
@reads()
def let_in(request, pk, person):
    row = finding.writable(request, pk)
    found = finding.of_review(request, Invitation, row, person)
    form = forms.LetInForm(request.POST or None, row=found, review=row,
                           **kept(request, "guest", f"person-{person}"))  # fmt: skip

    def save():
        guests.let_in(row=row, by=request.user, person=found, until=form.cleaned_data["until"],
                      version=form.cleaned_data["version"])  # fmt: skip

    back = f"{row.get_absolute_url()}readers/"
    done = "They may read it. A mail tells them how to sign in."
    if reply := send_form(request, form, save, cancel_url=back, done=done):
        return reply
    context = {"row": row, "pupil": row.pupil, "form": form, "cancel_url": back, "person": found,
               "heading": f"Let {title_of(found)} read the pack here",
               "submit": "Let them read it"}  # fmt: skip
    return render(request, "ehcp/disclosure/form.html", context)


@needs(P.EHC_EDIT)
@require_http_methods(["POST"])
def end(request, pk, person):
    row = finding.writable(request, pk)
    found = finding.of_review(request, Invitation, row, person)
    try:
        guests.end(row=row, by=request.user, person=found)
    except IllegalMove as why:
        messages.warning(request, str(why))
    else:
        messages.success(request, "They read nothing more.")
    return redirect("ehc_disclosures:people", pk)


def mine_or_404(request, pk):
    """The invitation, with the number of its newest pack; the log says whose papers are read."""
    invitation = guests.with_pack(guests.open_for(request.user)).filter(pk=pk).first()
    rows = guests.reviews_of(invitation).select_related("school", "pupil")
    review = record_or_404(request, rows, invitation.review_id if invitation else pk)
    invitation.review = review
    return invitation


@signed_in
@require_GET
def mine_list(request):
    """All reviews whose papers this person may read today, with none of the children's names."""
    found = guests.open_for(request.user).select_related("review__school")
    shared = Share.objects.current(request.user).values("school")
    schools = School.objects.visible_to(request.user)
    context = {"rows": found.order_by("review__meeting_on", "pk")[:100],
               "schools": schools.filter(pk__in=shared)}  # fmt: skip
    return render(request, "ehcp/disclosure/mine_list.html", context)


@signed_in
@require_GET
@reads("read")
def mine(request, pk):
    """What a guest is shown: day and place of the meeting, and the pack."""
    invitation = mine_or_404(request, pk)
    context = {"invitation": invitation, "row": invitation.review, "has_pack": invitation.pack_id}
    return render(request, "ehcp/disclosure/mine.html", context)


@signed_in
@require_GET
@reads("downloaded")
def mine_paper(request, pk):
    invitation = mine_or_404(request, pk)
    if invitation.pack_id is None:
        raise Http404
    response = documents.response(document_of(invitation.pack_id), inline=False)
    response.headers["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    response.headers["Cache-Control"] = "no-store, private"
    return response
