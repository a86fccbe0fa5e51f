"""The termly review of the register: the list of reviews, the one screen, the check, the end."""

import hashlib

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import may, needs, require
from accounts.permissions import Permission as P
from audit.reads import reads
from pupils.wording import day_text
from register.forms import ToldForm
from register.review import checking, deadlines, finishing, history, listing, services
from register.review.forms import FinishForm, ReviewFilters, ReviewForm
from register.review.models import RegisterReview, ReviewRow
from schools.access import record_or_404, school_by_id, school_or_404
from schools.models import Term
from schools.sheets import links
from sendcase.drafts.sending import after, send
from sendcase.drafts.services import submit_once
from sendcase.edits import IllegalMove
from sendcase.pages import keyset

State = RegisterReview.State


@needs(P.REGISTER_REVIEW)
@require_GET
@reads("listed")
def review_list(request, school):
    """What is due, the review that is open, and every one there was."""
    school = school_or_404(request, school, P.REGISTER_REVIEW)
    mine = RegisterReview.objects.visible_to(request.user).filter(school=school)
    finished = finished_of(request.user, school)
    page = keyset(finished, order=("-finished_at", "pk"), request=request, size=30)
    context = {
        "page": page, "rows": [history.row_of(review) for review in page.rows],
        "going_on": mine.going_on().first(), "stopped": history.stopped(mine),
        "policy": school.policy, "has_term": deadlines.term_now(school.pk) is not None,
        "due": history.due_words(school), "may_edit": may(request.user, P.REGISTER_EDIT, school.pk),
        **links(request, school.pk, f"/{school.slug}/register/review/as/"),
    }  # fmt: skip
    return render(request, "register/review/list.html", context)


def finished_of(user, school):
    mine = RegisterReview.objects.visible_to(user).filter(school=school, state=State.FINISHED)
    return mine.select_related("finished_by")


@needs(P.REGISTER_REVIEW)
@require_GET
def due(request, pk):
    """From the line on Today, which knows the term, to the school's reviews."""
    terms = Term.objects.filter(pk=pk).values_list("school_id", flat=True)
    school = school_by_id(request.user, terms.first())
    school_or_404(request, school.slug, P.REGISTER_REVIEW)
    return redirect("reviews:list", school.slug)


@needs(P.REGISTER_EDIT)
@require_POST
def start(request, school):
    school = school_or_404(request, school, P.REGISTER_REVIEW)
    require(request.user, P.REGISTER_EDIT, school_id=school.pk)
    try:
        return redirect(services.start(school=school, by=request.user))
    except IllegalMove as why:
        messages.info(request, str(why))
        return redirect("reviews:list", school.slug)


def review_or_404(request, pk, permission=P.REGISTER_REVIEW) -> RegisterReview:
    """404 out of sight, 403 where it may be read and not changed."""
    mine = RegisterReview.objects.visible_to(request.user)
    review = record_or_404(request, mine.select_related("school__policy", "finished_by"), pk)
    require(request.user, permission, school_id=review.school_id)
    return review


@needs(P.REGISTER_REVIEW)
@require_http_methods(["GET", "POST"])
@reads(detail=lambda request: request.GET.dict())
def screen(request, pk):
    """Everybody: to be decided while it is open, to be read by the head and once it is over."""
    asked = P.REGISTER_EDIT if request.method == "POST" else P.REGISTER_REVIEW
    review = review_or_404(request, pk, asked)
    if review.state == State.FINISHING and request.method == "GET":
        return render(request, "register/review/going_on.html", how_far(request, review))
    if review.state == State.STOPPED:
        return redirect("reviews:list", review.school.slug)
    stages = list(review.school.stages.all())
    form, clashes = form_for(request, review, stages), []
    if form and request.method == "POST":
        if answer := saved(request, review, form, clashes):
            return answer
    elif request.method == "POST":
        messages.info(request, services.NOT_OPEN)
        return redirect(review)
    return shown(request, review, stages, form, clashes)


def form_for(request, review, stages):
    """The form of this page of the review, for whoever may decide; None where nobody may."""
    if review.state != State.OPEN or not may(request.user, P.REGISTER_EDIT, review.school_id):
        return None
    page = hashlib.sha256(request.GET.urlencode().encode()).hexdigest()[:16]
    return ReviewForm(
        request.POST or None, review=review, stages=[s for s in stages if s.closed_on is None],
        kept_by=request.user, kept_as="register-review", kept_key=f"review-{review.pk}-{page}",
    )  # fmt: skip


def saved(request, review, form, clashes: list):
    """The response to a POST; None where the page is shown again. `clashes` is filled."""
    if kept := form.save_draft_if_asked(request):
        return kept
    if not form.is_valid():
        return None
    here, rest = request.get_full_path(), []

    def do():
        clashes.extend(services.decide(review=review, decisions=form.decisions, by=request.user))
        if "keep_rest" in request.POST and not clashes:
            rest.append(services.keep_the_rest(review=review, by=request.user))
        return here

    try:
        outcome = submit_once(form, by=request.user, do=do, leads_to=here)
    except IllegalMove as refused:
        form.add_error(None, str(refused))
        return None
    if clashes:
        form.renew()
        return None
    return after(request, form, outcome, saved_words(review, rest))


def saved_words(review, rest) -> str:
    todo = listing.counts(review)["todo"]
    kept = f"{rest[0]} more stay. " if rest and rest[0] else ""
    return f"Saved. {kept}{todo or 'Nobody'} still to decide."


def shown(request, review, stages, form, clashes):
    filters = ReviewFilters(request.GET)
    filters.is_valid()
    found = listing.rows(request.user, review, filters)
    page = keyset(found, order=listing.order(review, filters), request=request, size=listing.SIZE)
    theirs = {each.row for each in clashes}
    said = listing.in_words(request.user, review, page.rows, stages, form, theirs)
    count = listing.counts(review)
    context = {
        "review": review, "filters": filters, "page": page, "form": form, "count": count,
        "groups": listing.groups(said, filters.by_stage), "policy": review.school.policy,
        "sentence": listing.sentence(filters, page, count), "clashes": len(theirs),
        "about": history.row_of(review), "is_open": review.state == State.OPEN,
        **links(request, review.school_id, f"{review.get_absolute_url()}as/"),
    }  # fmt: skip
    template = "register/review/screen.html" if review.state == State.OPEN else (
        "register/review/result.html"
    )  # fmt: skip
    return render(request, template, context, status=409 if clashes else 200)


def how_far(request, review) -> dict:
    return {
        "review": review, "job": history.progress(review), "policy": review.school.policy,
        "may_edit": may(request.user, P.REGISTER_EDIT, review.school_id),
    }  # fmt: skip


@needs(P.REGISTER_REVIEW)
@require_GET
def progress(request, pk):
    """How far it is carried out, in numbers: the piece of the page that asks for itself again."""
    review = review_or_404(request, pk)
    if review.state != State.FINISHING:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    part = "register/partials/_review_progress.html"
    return render(request, part, how_far(request, review))


@needs(P.REGISTER_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def check(request, pk):
    """What finishing does, child by child; then it is done."""
    review = review_or_404(request, pk, P.REGISTER_EDIT)
    if review.state != State.OPEN:
        return redirect(review)
    form = FinishForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            return redirect(
                finishing.finish(review=review, seen=form.cleaned_data["seen"], by=request.user)
            )
        except IllegalMove as why:
            form.add_error(None, str(why))
    context = {
        "review": review, "form": form, "ahead": checking.ahead(request.user, review),
        "policy": review.school.policy, "today": day_text(history.today()),
    }  # fmt: skip
    return render(request, "register/review/check.html", context)


@needs(P.REGISTER_EDIT)
@require_http_methods(["GET", "POST"])
def stop(request, pk):
    """Asks once more, because what was decided is not gone on with."""
    review = review_or_404(request, pk, P.REGISTER_EDIT)
    if request.method == "POST":
        try:
            services.stop(review=review, by=request.user)
            messages.success(request, "Stopped. Nothing was decided on the register.")
        except IllegalMove as why:
            messages.info(request, str(why))
        return redirect("reviews:list", review.school.slug)
    if review.state != State.OPEN:
        return redirect(review)
    count = listing.counts(review)
    context = {"review": review, "total": count["total"], "decided": count["total"] - count["todo"]}
    return render(request, "register/review/stop.html", context)


@needs(P.REGISTER_EDIT)
@require_POST
def try_again(request, pk):
    review = review_or_404(request, pk, P.REGISTER_EDIT)
    try:
        finishing.try_again(review=review, by=request.user)
    except IllegalMove as why:
        messages.info(request, str(why))
    return redirect(review)


@needs(P.REGISTER_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def told(request, pk):
    """Where no letter could be prepared: the family heard another way."""
    rows = ReviewRow.objects.visible_to(request.user)
    row = record_or_404(request, rows.select_related("school__policy", "pupil", "review"), pk)
    require(request.user, P.REGISTER_EDIT, school_id=row.school_id)
    form = ToldForm(
        request.POST or None,
        kept_by=request.user, kept_as="review-told", kept_key=f"row-{pk}",
    )  # fmt: skip
    back = row.get_absolute_url()

    def save():
        services.mark_told(row=row, by=request.user, **form.answers)
        return back

    if answer := send(request, form, save, cancel_url=back, done="Noted: the family was told."):
        return answer
    context = {
        "form": form, "row": row, "pupil": row.pupil, "cancel_url": back,
        "told": day_text(row.told_on), "by": day_text(row.tell_by),
    }  # fmt: skip
    return render(request, "register/review/told.html", context)
