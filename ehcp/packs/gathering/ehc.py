"""The request or the review itself, the plan, who advised, the report of last time."""

from django.db.models import Prefetch, Q

from ehcp.packs.items import Item
from ehcp.packs.sheets import Block, sheet
from ehcp.plans.models import EhcPlanVersion
from ehcp.requests import showing
from ehcp.reviews.models import AnnualReview, AnnualReviewVersion, Invitation, LargeReport
from pupils.models import Document
from pupils.wording import day_text
from sendcase import moment


def request(case) -> list[Item]:
    row = case.request
    if row is None:
        return []
    title = "A new EHC assessment" if row.is_reassessment else "The request for an EHC assessment"
    return [Item(f"request:{row.pk}", title, row.sent_on or moment.today(),
                 pdf=lambda: sheet(case, title, [Block(facts=showing.facts(row))]))]  # fmt: skip


def plan(case) -> list[Item]:
    """The version the school works by, and the authority's own paper of it."""
    if case.plan is None:
        return []
    version = case.kept or case.plan.versions.select_related("document", "paper").first()
    if version is None:
        return []
    kind = version.get_kind_display()
    found = [
        _kept(f"plan:{version.pk}", f"EHC plan, {kind.lower()}", version.dated_on,
              version.document, ours=True)
    ]  # fmt: skip
    if version.paper_id:
        found.append(_kept(f"plan:{version.pk}-paper", "EHC plan, the authority’s own paper",
                           version.dated_on, version.paper))  # fmt: skip
    return found


def invited(case) -> list[Item]:
    row = case.review
    if row is None:
        return []
    title = "The review and who is invited"
    return [Item(f"invited:{row.pk}", title, row.meeting_on,
                 pdf=lambda: sheet(case, title, people(row)))]  # fmt: skip


def people(row) -> list[Block]:
    at = f", {row.meeting_at:%H:%M}" if row.meeting_at else ""
    facts = [("What", row.get_kind_display()), ("Meeting", day_text(row.meeting_on) + at),
             ("Where", row.place), ("Chair", row.chair), ("Interpreter", row.interpreter),
             ("Advocate", row.advocate)]  # fmt: skip
    rows = [
        [each.name or "Nobody is named yet", each.get_role_display(), each.organisation,
         day_text(each.invited_on), _advice_words(each)]
        for each in row.invitations.all()
    ]  # fmt: skip
    columns = ("Who", "As", "From", "Invited", "Advice")
    return [Block(facts=facts), Block("Who is invited", columns=columns, rows=rows)]


def _advice_words(each) -> str:
    if each.advice_on or each.advice_words or each.advice_id:
        return f"Came {day_text(each.advice_on)}".strip()
    if each.no_advice_reason:
        return f"Will not come: {each.no_advice_reason}"
    return f"Asked {day_text(each.advice_asked_on)}" if each.advice_asked_on else "Not asked"


def advice(case) -> list[Item]:
    """For this review, or what came for earlier ones: a paper, words, or both."""
    rows = Invitation.objects.visible_to(case.by).filter(review__pupil=case.pupil)
    if case.review is not None:
        rows = rows.filter(review=case.review)
    rows = rows.filter(Q(advice__isnull=False) | ~Q(advice_words=""))
    found = []
    for each in rows.select_related("advice").order_by("advice_on", "pk"):
        who = each.name or each.get_role_display()
        who += f", {each.organisation}" if each.organisation else ""
        if each.advice_words:
            found.append(Item(f"advice:{each.pk}-words", f"Advice of {who}", each.advice_on,
                              pdf=_advice_sheet(case, each, who)))  # fmt: skip
        if each.advice_id:
            title = f"Paper from {who}: {each.advice.title}"
            found.append(_kept(f"advice:{each.pk}", title, each.advice_on, each.advice))
    return found


def _advice_sheet(case, each, who):
    facts = [("From", who), ("As", each.get_role_display()), ("Came", day_text(each.advice_on)),
             ("Advice", each.advice_words)]  # fmt: skip
    return lambda: sheet(case, f"Advice of {who}", [Block(facts=facts)])


def last_report(case) -> list[Item]:
    """What the review before this one said."""
    rows = AnnualReview.objects.visible_to(case.by).filter(pupil=case.pupil, held_on__isnull=False)
    if case.review is not None:
        rows = rows.exclude(pk=case.review.pk)
    newest = Prefetch(
        "versions", AnnualReviewVersion.objects.select_related("document").order_by("-number")
    )
    before = rows.prefetch_related(newest).order_by("-held_on", "-pk").first()
    version = next(iter(before.versions.all()), None) if before else None
    if version is None:
        return []
    return [_kept(f"last_report:{version.pk}", "Report of the last annual review",
                  before.reported_on or before.held_on, version.document, ours=True)]  # fmt: skip


def _kept(key, title, on, document: Document, ours=False) -> Item:
    return Item(key, title, on, document=document, ours=ours)


def bound_elsewhere(case):
    """Queries for documents of plans and reviews, whatever version: no papers of their own."""
    plans = EhcPlanVersion.objects.filter(plan__pupil=case.pupil)
    reviews = AnnualReviewVersion.objects.filter(review__pupil=case.pupil)
    large = LargeReport.objects.filter(report__review__pupil=case.pupil)
    advised = Invitation.objects.filter(review__pupil=case.pupil)
    return [plans.values_list("document"), plans.values_list("paper"),
            reviews.values_list("document"), large.values_list("document"),
            advised.values_list("advice")]  # fmt: skip
