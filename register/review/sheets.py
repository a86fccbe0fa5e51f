"""The termly reviews of the register as a file, and the children of one."""

from django.shortcuts import redirect

from accounts.access import require
from accounts.permissions import Permission as P
from pupils.querysets import pupil_scope
from register.review import listing
from register.review.forms import ReviewFilters
from register.review.models import RegisterReview
from register.review.views import finished_of, review_or_404
from schools.sheets import answer, list_file, named, school_to_take
from sendcase.moment import LONDON
from sendcase.sheets import Sheet

State = RegisterReview.State
REVIEWS = ["Term", "Finished", "By", "Stayed", "Moved", "Ended"]
OPEN = ["Name", "Class", "Stage", "Since", "Main need", "Plan", "Last review", "Decision", "Why",
        "Decided by"]  # fmt: skip
FINISHED = ["Name", "Class", "Stage then", "Decision", "Not done", "Why", "Letter home",
            "Decided by"]  # fmt: skip


@list_file
def review_sheet(request, school, kind):
    school = school_to_take(request, school, P.REGISTER_REVIEW)
    reviews = finished_of(request.user, school).order_by("-finished_at", "pk")
    back = f"/{school.slug}/register/review/"
    return answer(request, kind, reviews, lambda found: sheet_of(found, school), back)


def sheet_of(reviews, school) -> Sheet:
    rows = [
        [review.term_name, review.finished_at.astimezone(LONDON).date(),
         review.finished_by.name if review.finished_by else "", str(review.kept),
         str(review.moved), str(review.closed)]
        for review in reviews
    ]  # fmt: skip
    name = named(school, "reviews")
    return Sheet(name, "Reviews of the register", REVIEWS, rows)


@list_file
def child_sheet(request, pk, kind):
    """What is saved. While it is carried out, and where it was stopped, there is no list."""
    review = review_or_404(request, pk)
    require(request.user, P.LIST_EXPORT, school_id=review.school_id)
    if review.state not in (State.OPEN, State.FINISHED):
        return redirect(review)
    filters = ReviewFilters(request.GET)
    filters.is_valid()
    rows = listing.rows(request.user, review, filters)
    rows = rows.filter(pupil_scope(request.user, P.LIST_EXPORT, "pupil__"))
    return answer(
        request, kind, rows.order_by(*listing.order(review, filters)),
        lambda found: children_in(found, review, request.user), review.get_absolute_url(),
        "to moves and ends",
    )  # fmt: skip


def children_in(found, review, user) -> Sheet:
    said = listing.in_words(user, review, found, review.school.stages.all())
    headings, cells = (OPEN, undecided) if review.state == State.OPEN else (FINISHED, decided)
    rows = [cells(raw, row) for raw, row in zip(found, said, strict=True)]
    name = named(review.school, f"review-{review.pk}")
    return Sheet(name, f"Review, {review.term_name}", headings, rows)


def undecided(raw: dict, row: dict) -> list:
    known = "; ".join(fact.words for fact in row["facts"])
    decision = "No longer part of it" if row["dropped"] else row["decision"]
    why = "; ".join(filter(None, [row["note"], row["saved_reason"]]))
    return [row["name"], row["class"], row["stage"], raw["since"] or "", row["need"] or "Not said",
            known or "None", row["last"] or "None yet", decision, why, row["who"]]  # fmt: skip


def decided(raw: dict, row: dict) -> list:
    decision = "Dropped" if row["dropped"] else row["decision"]
    return [row["name"], row["class"], row["stage"], decision, row["problem"],
            row["saved_reason"] or row["note"], row["letter"].get("words", ""),
            row["who"]]  # fmt: skip
