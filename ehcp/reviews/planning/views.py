"""A review is planned: begun, its day, who is invited, the papers that go out."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from ehcp.plans import finding as plans
from ehcp.reviews import finding, states
from ehcp.reviews.circulation import role_of, title_of
from ehcp.reviews.models import Invitation
from ehcp.reviews.planning import (
    barring,
    circulating,
    forms,
    inviting,
    moving,
    proposing,
    services,
    showing,
)
from ehcp.reviews.planning.people import GONE
from letters.services import CannotPrepare
from sendcase import moment
from sendcase.drafts.sending import send
from sendcase.edits import IllegalMove

TOO_LATE = "This cannot be written down now: {}."


def kept(request, key, about) -> dict:
    return {"kept_by": request.user, "kept_as": f"ehc-review-{key}", "kept_key": about}


def opened(request, pk, move):
    """(row, None), or (row, where to go) where this cannot be done now."""
    row = finding.writable(request, pk)
    if states.can(row, move) or request.method == "POST":
        return row, None
    messages.warning(request, TOO_LATE.format(states.PHASE_WORDS[type(row).State(row.state)]))
    return row, redirect(row)


def shown(request, row, form, save, heading, **more):
    """The page of one form. more: done, submit, template, lead and what that template needs."""
    template = more.pop("template", "ehcp/reviews/planning/form.html")
    cancel, done = more.pop("cancel_url", row.get_absolute_url()), more.pop("done", "Saved.")
    if answer := send(request, form, save, cancel_url=cancel, done=done):
        return answer
    context = {"row": row, "pupil": row.pupil, "form": form, "heading": heading,
               "cancel_url": cancel, **more}  # fmt: skip
    return render(request, template, context)


@needs(P.EHC_VIEW)
@require_GET
@reads()
def page(request, pk):
    row = finding.readable(request, pk)
    return render(request, "ehcp/reviews/planning/page.html", showing.page(request, row))


@needs(P.EHC_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def new(request, pk):
    plan = plans.editable(request, pk)
    form = forms.OpenForm(
        request.POST or None, proposed=proposing.kind_of(plan.pupil, moment.today()),
        **kept(request, "new", f"plan-{pk}"),
    )  # fmt: skip

    def save():
        return services.open_review(plan=plan, by=request.user, **form.answers)

    back = f"/pupils/{plan.pupil_id}/ehc/"
    done = "Begun. Look at who is invited, then set the day."
    if answer := send(request, form, save, cancel_url=back, done=done):
        return answer
    context = {"pupil": plan.pupil, "form": form, "cancel_url": back,
               "heading": "Begin the review", "submit": "Begin"}  # fmt: skip
    return render(request, "ehcp/reviews/planning/form.html", context)


@needs(P.EHC_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def kind(request, pk):
    row, too_late = opened(request, pk, "change the kind")
    if too_late:
        return too_late
    form = forms.KindForm(request.POST or None, row=row, **kept(request, "kind", f"review-{pk}"))

    def save():
        services.change_kind(row=row, by=request.user, version=form.cleaned_data["version"],
                             **form.answers)  # fmt: skip

    return shown(request, row, form, save, "What kind of review is it?")


@needs(P.EHC_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def day(request, pk):
    row, too_late = opened(request, pk, "set the day")
    if too_late:
        return too_late
    form = forms.DayForm(request.POST or None, row=row, **kept(request, "day", f"review-{pk}"))

    def save():
        services.set_day(row=row, by=request.user, version=form.cleaned_data["version"],
                         **form.facts)  # fmt: skip

    lead = "A new day, time or place means inviting everybody again." if row.invited_on else ""
    return shown(request, row, form, save, "The day of the meeting", lead=lead,
                 done="The day is set. The dates of the law below count from it.")  # fmt: skip


@needs(P.EHC_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def wishes(request, pk):
    row, too_late = opened(request, pk, "plan")
    if too_late:
        return too_late
    form = forms.WishesForm(
        request.POST or None, row=row, **kept(request, "wishes", f"review-{pk}")
    )

    def save():
        services.save_wishes(row=row, by=request.user, version=form.cleaned_data["version"],
                             **form.answers)  # fmt: skip

    return shown(request, row, form, save, "Interpreter and advocate")


@needs(P.EHC_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def person(request, pk, person=None):
    """Somebody new, or with `person` that one."""
    row, too_late = opened(request, pk, "write invitations")
    found = finding.of_review(request, Invitation, row, person) if person else None
    if too_late:
        return too_late
    about = f"person-{person}" if person else f"review-{pk}"
    form = forms.PersonForm(request.POST or None, instance=found, **kept(request, "person", about))

    def save():
        version = form.cleaned_data["version"] if found else None
        services.save_person(row=row, by=request.user, person=found, version=version,
                             **form.answers)  # fmt: skip
        return f"{row.get_absolute_url()}#people"

    heading = "Who is invited" if found else "Somebody else to invite"
    return shown(request, row, form, save, heading)


@needs(P.EHC_EDIT)
@require_http_methods(["POST"])
def person_off(request, pk, person):
    row = finding.writable(request, pk)
    try:
        found = finding.of_review(request, Invitation, row, person)
        services.take_off(row=row, by=request.user, person=found)
    except Http404:  # a second press
        messages.info(request, GONE)
    except IllegalMove as why:
        messages.warning(request, str(why))
    else:
        messages.success(request, "Taken off.")
    return redirect(f"{row.get_absolute_url()}#people")


@needs(P.EHC_EDIT)
@require_http_methods(["POST"])
def they_know(request, pk, person):
    row = finding.writable(request, pk)
    found = finding.of_review(request, Invitation, row, person)
    try:
        services.they_know(row=row, by=request.user, person=found)
    except IllegalMove as why:
        messages.warning(request, str(why))
    else:
        messages.success(request, "Written down.")
    return redirect(row)


@needs(P.EHC_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def invite(request, pk):
    row, too_late = opened(request, pk, "invite")
    if too_late:
        return too_late
    people = inviting.to_invite(row)
    form = forms.InviteForm(
        request.POST or None, row=row, people=people, **kept(request, "invite", f"review-{pk}")
    )

    def save():
        given = form.cleaned_data
        try:
            services.invite(row=row, by=request.user, on=given["on"], advice_by=given["advice_by"],
                            asked=form.asked, version=given["version"])  # fmt: skip
        except CannotPrepare as why:
            raise IllegalMove(str(why)) from why

    ways = [{"title": form_title(each), "way": words_of_way(each), "url": letter_url(each)}
            for each in people]  # fmt: skip
    done = "Invited. Letters home wait to be checked and sent; the mails are on their way."
    return shown(
        request, row, form, save, "Invite everybody", done=done, submit="Invite them",
        template="ehcp/reviews/planning/invite.html", ways=ways, no_day=not row.meeting_on,
        barred=list(barring.barred(row).values()),
        lacking=proposing.lacking(row.invitations.all()), when=moving.when(row),
    )  # fmt: skip


WAYS = {
    "letter": "A letter home, which you check first",
    "mail": "An e-mail that names no child",
    "post": "A letter by post, which you check first",
    "hand": "Has no e-mail address here: write them a letter, or invite them yourself",
}
NO_LETTER_HOME = "No letter of ours can go to them: invite them yourself, such as by phone"


def letter_url(person) -> str:
    by_post = person.role not in inviting.FAMILY and inviting.way_of(person) == "hand"
    return reverse("ehc_reviews:letter", args=[person.review_id, person.pk]) if by_post else ""


def words_of_way(person) -> str:
    way = inviting.way_of(person)
    return NO_LETTER_HOME if way == "hand" and person.role in inviting.FAMILY else WAYS[way]


def form_title(person) -> str:
    return f"{title_of(person)} ({role_of(person)})"


@needs(P.EHC_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def circulate(request, pk):
    row, too_late = opened(request, pk, "circulate")
    if too_late:
        return too_late
    people = circulating.waiting(row)
    form = forms.CirculateForm(
        request.POST or None, row=row, people=people, **kept(request, "papers", f"review-{pk}")
    )

    def save():
        services.circulate(row=row, by=request.user, on=form.cleaned_data["on"], how=form.how,
                           version=form.cleaned_data["version"])  # fmt: skip

    known = circulating.reached(row)
    has = [(each, known[each.pk]) for each in circulating.circulation.readers(row)
           if each.pk in known]  # fmt: skip
    return shown(
        request, row, form if people else form, save, "The advice goes to everybody invited",
        done="Written down.", submit="Write it down", has=has, is_over=not people,
        template="ehcp/reviews/planning/circulate.html", asked=circulating.state_of(row),
    )  # fmt: skip


@needs(P.EHC_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def call_off(request, pk):
    row, too_late = opened(request, pk, "call off")
    if too_late:
        return too_late
    form = forms.CallOffForm(
        request.POST or None, row=row, **kept(request, "call-off", f"review-{pk}")
    )

    def save():
        services.call_off(row=row, by=request.user, version=form.cleaned_data["version"],
                          **form.answers)  # fmt: skip

    return shown(request, row, form, save, "Call the review off", submit="Call it off",
                 done="Called off. The plan’s own dates stay due.")  # fmt: skip
