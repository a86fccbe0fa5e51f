"""How a consent is said: in lists, on the pupil's page, in the share form."""

from pupils.wording import day_text
from sendcase import moment

SHORT = {"agency": "Outside agency", "sharing": "Sharing", "photo": "Photo"}
SOON_DAYS = 30


def words_of(consent) -> str:
    """Speech therapy: Leila Brightwater agreed on Tue 3 Nov 2026, until Fri 23 Jul 2027."""
    until = f", until {day_text(consent.until_on)}" if consent.until_on else ""
    verb = "agreed" if consent.answer == "yes" else "did not agree"
    return f"{consent.scope}: {consent.given_by} {verb} on {day_text(consent.given_on)}{until}"


def state_of(consent, today=None) -> tuple[str, str, str]:
    """(key, what it is called, kind of status)."""
    today = today or moment.today()
    if consent.in_error_at:
        return "in_error", "Recorded in error", "plain"
    if consent.answer == "no":
        return "refused", "Did not agree", "late"
    if consent.withdrawn_on:
        return "withdrawn", f"Withdrawn {day_text(consent.withdrawn_on)}", "late"
    if consent.until_on and consent.until_on < today:
        return "ended", f"Ended {day_text(consent.until_on)}", "plain"
    if consent.until_on and (consent.until_on - today).days <= SOON_DAYS:
        return "ending", f"Holds until {day_text(consent.until_on)}", "soon"
    until = f" until {day_text(consent.until_on)}" if consent.until_on else ""
    return "holding", f"Holds{until}", "done"


def row_of(consent) -> dict:
    """Strings only, for the list, the tab and the file."""
    key, state, kind = state_of(consent)
    return {
        "pk": consent.pk, "pupil": consent.pupil.name,
        "url": f"{consent.pupil.get_absolute_url()}consents/",
        "kind": SHORT[consent.kind], "scope": consent.scope, "state": state, "status": kind,
        "by": consent.given_by + (" (in person)" if consent.by_young_person else ""),
        "on": day_text(consent.given_on), "evidence": consent.evidence,
        "document": consent.document_id, "may_end": key in ("holding", "ending", "ended"),
        "may_decide": consent.may_decide_reason,
        "withdrawn": f"{consent.withdrawn_by}: {consent.withdrawn_how}"
        if consent.withdrawn_on else "",
        "in_error": f"{consent.in_error_by.name}: {consent.in_error_reason}"
        if consent.in_error_at else "",
    }  # fmt: skip
