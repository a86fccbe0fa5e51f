"""What a request for an assessment says, under our names (vocabulary), as plain text."""

from pupils.wording import day_text


def of_request(row) -> dict:
    """row: school, pupil and plan joined. What belongs to a review alone is not among it."""
    pupil, plan = row.pupil, row.plan
    return {
        "pupil_name": pupil.name, "pupil_first_name": pupil.first_name,
        "born_on": day_text(pupil.born_on), "year": pupil.year, "school": row.school.name,
        "local_authority": row.local_authority, "officer": row.officer_name,
        "reference": plan.reference if plan else "",
        "plan_issued_on": day_text(plan.issued_on) if plan else "",
        "pupil_views": row.pupil_said, "family_views": row.family_said,
        "request_why": row.why, "request_asked_by": asked_by(row),
        "request_sent_on": day_text(row.sent_on),
        "request_consulted_on": day_text(row.consulted_on),
        "request_family_agrees": row.get_family_agrees_display(),
        "tick_family_agrees": row.family_agrees == row.Agrees.YES,
        "tick_reassess": row.is_reassessment,
    }  # fmt: skip


def asked_by(row) -> str:
    who = row.get_asked_by_display()
    return f"{who}: {row.asked_by_name}" if row.asked_by_name else who
