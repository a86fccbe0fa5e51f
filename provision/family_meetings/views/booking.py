"""The day of a meeting, the invitation, and a meeting that does not take place."""

from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from letters import services as letters
from provision.family_meetings import people, services, showing, states
from provision.family_meetings.forms import BookForm, EndForm, InviteForm
from provision.family_meetings.models import ParentMeeting
from provision.family_meetings.views.finding import home_of, kept, meeting_or_404
from pupils.access import may_about, pupil_or_404
from sendcase.drafts.sending import send
from sendcase.edits import IllegalMove

BOOK = P.PARENT_MEETING_BOOK


@needs(BOOK)
@require_http_methods(["GET", "POST"])
@reads()
def new(request, pk):
    pupil = pupil_or_404(request, pk, BOOK)
    leader = people.leaders([pupil], pupil.school).get(pupil.pk)
    form = BookForm(
        request.POST or None, pupil=pupil, leader=leader,
        kept_by=request.user, kept_as="parent-meeting", kept_key=f"pupil-{pk}",
    )  # fmt: skip
    reads_it = may_about(request.user, P.PARENT_MEETING_VIEW, pupil)
    back = f"/pupils/{pk}/" + ("parent-meetings/" if reads_it else "")

    def save():
        return home_of(request.user, services.plan(pupil=pupil, by=request.user, **form.answers))

    if answer := send(request, form, save, cancel_url=back, done="The meeting is planned."):
        return answer
    coming = ParentMeeting.objects.visible_to(request.user, BOOK).open().filter(pupil=pupil)
    coming = [
        {"when": showing.when(row), "url": home_of(request.user, row)}
        for row in coming.select_related("pupil").order_by("planned_on", "pk")[:5]
    ]
    context = {"pupil": pupil, "form": form, "cancel_url": back, "coming": coming}
    return render(request, "parent_meetings/new.html", context)


@needs(BOOK)
@require_GET
@reads()
def booked(request, pk):
    """What the office sees: the day, whom to invite, what was answered."""
    row = meeting_or_404(request, pk, BOOK)
    context = {"meeting": row, "pupil": row.pupil, **shown(request.user, row)}
    return render(request, "parent_meetings/booking.html", context)


def shown(user, row) -> dict:
    """The part about day and invitation, of both pages."""
    kind, words = showing.state_of(row)
    may_book = may_about(user, BOOK, row.pupil)
    return {
        "state_kind": kind, "state": words, "booking": showing.booking(user, row),
        "letters": showing.letter_links(user, row),
        "may_book": may_book and row.is_open,
        "may_invite": may_book and states.can(row, "invite"),
    }  # fmt: skip


@needs(BOOK)
@require_http_methods(["GET", "POST"])
@reads()
def change(request, pk):
    row = meeting_or_404(request, pk, BOOK)
    form = BookForm(
        request.POST or None, pupil=row.pupil, meeting=row, **kept(request, "change", pk)
    )

    def save():
        version = form.cleaned_data["version"]
        services.change(meeting=row, by=request.user, version=version, **form.answers)

    above = ""
    if row.invited_on:
        above = "The family is invited. With another day, time or place it is invited anew."
    return form_page(request, row, form, save, ("Change the day", "Save", "Saved.", above))


@needs(BOOK)
@require_http_methods(["GET", "POST"])
@reads()
def invite(request, pk):
    row = meeting_or_404(request, pk, BOOK)
    form = InviteForm(request.POST or None, meeting=row, **kept(request, "invite", pk))

    def save():
        if not form.by_letter:
            services.told(meeting=row, by=request.user, **form.told)
            return
        try:
            services.prepare_letters(meeting=row, by=request.user)
        except letters.CannotPrepare as why:
            raise IllegalMove(str(why)) from why

    by_letter = form.is_bound and form.data.get("how") == "By letter"
    said = "The letter waits to be checked and sent." if by_letter else "The family is invited."
    above = whom(request.user, form.chosen, row.pupil)
    return form_page(request, row, form, save, ("Invite the family", "Invite", said, above))


def whom(user, chosen, pupil) -> str:
    """Who is written to, and who is not: reasons only for those who see contacts."""
    names = [home.contact.name for home in chosen.households]
    names = [pupil.name, *names] if chosen.young_person else names
    stopped = chosen.stopped if may_about(user, P.CONTACT_VIEW, pupil) else ()
    said = f"A letter goes to: {', '.join(names)}." if names else chosen.why_nobody
    return " ".join([said, *stopped])


@needs(BOOK)
@require_http_methods(["GET", "POST"])
@reads()
def end(request, pk):
    row = meeting_or_404(request, pk, BOOK)
    form = EndForm(request.POST or None, meeting=row, **kept(request, "end", pk))

    def save():
        services.end(meeting=row, by=request.user, **form.given)

    return form_page(request, row, form, save, ("No meeting", "Save", "Saved.", ""))


def form_page(request, row, form, save, words):
    """words: heading, button, what is said after it, what stands above the form."""
    heading, submit, said, above = words
    back = home_of(request.user, row)
    if answer := send(request, form, save, cancel_url=back, done=said):
        return answer
    context = {"meeting": row, "pupil": row.pupil, "form": form, "heading": heading, "back": back,
               "submit": submit, "above": above, "when": showing.when(row)}  # fmt: skip
    return render(request, "parent_meetings/form.html", context)
