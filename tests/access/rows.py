"""All tables together, and what a browser sends to each POST."""

from tests.access import (
    matrix_agencies,
    matrix_answers,
    matrix_bank,
    matrix_board,
    matrix_census,
    matrix_complaints,
    matrix_consents,
    matrix_costs,
    matrix_deadlines,
    matrix_ehc_after,
    matrix_ehc_disclosures,
    matrix_ehc_forms,
    matrix_ehc_meeting,
    matrix_ehc_packs,
    matrix_ehc_planning,
    matrix_ehc_plans,
    matrix_ehc_requests,
    matrix_ehcp,
    matrix_handing_on,
    matrix_head,
    matrix_in_class,
    matrix_ledger,
    matrix_lesson,
    matrix_letters_together,
    matrix_links,
    matrix_map,
    matrix_measures,
    matrix_owed,
    matrix_own,
    matrix_papers,
    matrix_parent_meetings,
    matrix_past,
    matrix_profile,
    matrix_provision,
    matrix_public,
    matrix_pupils,
    matrix_questions,
    matrix_reports,
    matrix_reviews,
    matrix_samples,
    matrix_school,
    matrix_school_exports,
    matrix_sessions,
    matrix_trails,
    matrix_training,
    matrix_trust,
    matrix_versions,
    matrix_voice,
)

ROOMS = (
    matrix_answers,
    matrix_pupils,
    matrix_papers,
    matrix_questions,
    matrix_school,
    matrix_sessions,
    matrix_own,
    matrix_owed,
    matrix_handing_on,
    matrix_reports,
    matrix_public,
    matrix_census,
    matrix_trails,
    matrix_samples,
    matrix_school_exports,
    matrix_reviews,
    matrix_versions,
    matrix_bank,
    matrix_board,
    matrix_head,
    matrix_in_class,
    matrix_profile,
    matrix_lesson,
    matrix_letters_together,
    matrix_links,
    matrix_voice,
    matrix_consents,
    matrix_complaints,
    matrix_deadlines,
    matrix_ehcp,
    matrix_ehc_plans,
    matrix_ehc_requests,
    matrix_ehc_planning,
    matrix_ehc_meeting,
    matrix_ehc_after,
    matrix_ehc_forms,
    matrix_ehc_packs,
    matrix_ehc_disclosures,
    matrix_costs,
    matrix_map,
    matrix_measures,
    matrix_provision,
    matrix_ledger,
    matrix_parent_meetings,
    matrix_past,
    matrix_training,
    matrix_trust,
    matrix_agencies,
)
GET = [row for room in ROOMS for row in room.GET]
POST = [row for room in ROOMS for row in room.POST]
BODIES = {label: body for room in ROOMS for label, body in room.BODIES.items()}

ASKS_ONLY = {route for room in ROOMS for route in getattr(room, "ASKS_ONLY", ())}
BEFORE = {label: ready for room in ROOMS for label, ready in getattr(room, "BEFORE", {}).items()}


def make_ready(row, at):
    """What `ask` does first, so that this button does something; None for most."""
    ready = BEFORE.get(row.route)
    return ready and (lambda: ready(at))


def body_of(row, at) -> dict:
    """The token included: what is typed must not be lost for want of a body."""
    body = BODIES.get(row.label) or BODIES.get(row.route) or (lambda at: {})
    return {"csrfmiddlewaretoken": "x", **body(at)}


def posting(label):
    return next(row for row in POST if row.label == label)


def who_may(row) -> str:
    """The first actor who may do it."""
    return next(actor for actor, status in row.expected.items() if status in (200, 302))
