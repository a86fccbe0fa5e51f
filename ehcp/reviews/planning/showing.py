"""What the page of a review shows, and the part of the pupil's tab."""

from django.urls import reverse

from accounts.permissions import Permission as P
from ehcp.plans import finding
from ehcp.requests.showing import law
from ehcp.reviews import dates, states, steps
from ehcp.reviews.circulation import FAMILY, title_of
from ehcp.reviews.models import AnnualReview
from ehcp.reviews.planning import moving, proposing
from ehcp.reviews.planning.inviting import way_of
from ehcp.reviews.planning.moving import when
from pupils.access import may_about
from pupils.wording import day_text

KINDS = {
    "planned": "plain", "invited": "soon", "circulated": "soon", "held": "soon",
    "reported": "plain", "decided": "plain", "finished": "done", "called_off": "plain",
    "closed": "plain",
}  # fmt: skip


def page(request, row) -> dict:
    may_edit = may_about(request.user, P.EHC_EDIT, row.pupil)
    people = list(row.invitations.select_related("letter"))
    can_plan = may_edit and states.can(row, "write invitations")
    return {
        "row": row, "pupil": row.pupil, "may_edit": may_edit, "can_plan": can_plan,
        "state_kind": KINDS[row.state], "when": when(row), "facts": facts(row),
        "tasks": steps.tasks(row, may_edit), "below": steps.parts(request, row),
        "law": law(dates.lines(row), row.school),
        "people": [person_of(each) for each in people],
        "lacking": proposing.lacking(people) if states.can(row, "write invitations") else [],
        "to_tell": moving.to_tell(row), "is_off": row.state == row.State.CALLED_OFF,
        "invite_url": reverse("ehc_reviews:invite", args=[row.pk])
        if may_edit and states.can(row, "invite") else "",
        "may_change_kind": may_edit and states.can(row, "change the kind"),
        "may_call_off": may_edit and states.can(row, "call off"),
    }  # fmt: skip


def facts(row) -> list[tuple[str, str]]:
    to = "to a post-16 place, " if row.is_to_post_16 else ""
    found = [
        ("Kind", row.get_kind_display()),
        ("Change of school", f"{to}September {row.transfer_year}" if row.transfer_year else ""),
        ("Meeting" if not row.held_on else "Meeting, held", when(row)),
        ("Led by", row.chair),
        ("Together with", "The education plan (PEP)" if row.is_with_pep else ""),
        ("Local authority", row.plan.local_authority),
        ("Called off", row.called_off_reason),
        ("Closed", f"{day_text(row.closed_on)}: {row.closed_reason}" if row.closed_on else ""),
    ]
    return [fact for fact in found if fact[1]]


def person_of(each) -> dict:
    """One line of the table of people."""
    return {
        "row": each, "title": title_of(each), "role": each.get_role_display(),
        "is_named": bool(each.name or each.organisation),
        "invited": day_text(each.invited_on), "letter": each.letter, "write_url": write_url(each),
        "advice": advice_words(each), "came": each.get_came_display(),
    }  # fmt: skip


def write_url(each) -> str:
    """Of a letter by post, for a professional whom no mail and no letter has reached."""
    if each.role in FAMILY or each.review.meeting_at is None or way_of(each) != "hand":
        return ""
    return reverse("ehc_reviews:letter", args=[each.review_id, each.pk])


def advice_words(each) -> str:
    if each.advice_on:
        return f"Came {day_text(each.advice_on)}"
    if each.no_advice_reason:
        return f"Will not come: {each.no_advice_reason}"
    return f"Asked, by {day_text(each.advice_by)}" if each.advice_asked_on else ""


def part(request, pupil) -> dict | None:
    """On the pupil's EHC plan tab."""
    rows = list(AnnualReview.objects.visible_to(request.user).filter(pupil=pupil)[:20])
    plan = finding.in_force_of(request, pupil)
    is_open = any(row.state in AnnualReview.OPEN for row in rows)
    may_start = bool(plan) and not is_open and may_about(request.user, P.EHC_EDIT, pupil)
    if not rows and not may_start:
        return None
    found = [
        {"url": row.get_absolute_url(), "words": row.get_kind_display(), "when": when(row),
         "state": row.get_state_display(), "kind": KINDS[row.state]} for row in rows
    ]  # fmt: skip
    start_url = reverse("ehc_reviews:new", args=[plan.pk]) if may_start else ""
    return {"rows": found, "start_url": start_url, "pupil": pupil}
