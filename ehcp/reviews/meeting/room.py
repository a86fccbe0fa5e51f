"""What this part adds to the page of a review. Called once, from ehcp.reviews.room."""

from ehcp.reviews import states
from ehcp.reviews.meeting import adulthood, agenda, content, showing
from ehcp.reviews.steps import Step, add_step
from pupils.wording import counted, day_text

NOT_YET = ("plain", "Not yet")


def register() -> None:
    add_step(Step("meeting-views", 40, "Views, before and at the meeting", _url("child"), views))
    add_step(Step("meeting-held", 50, "The meeting", _whole, held, held_hint))
    add_step(Step("meeting-progress", 52, "How far the outcomes have come", _whole, progress))
    add_step(Step("meeting-changes", 54, "Changes to the plan", _url("changes"), changes))
    add_step(Step("meeting-adulthood", 56, "Preparing for adulthood", _adulthood_url, grown_up))
    add_step(Step("meeting-asks", 58, "What the meeting asks for", _url("recommendation"), asks))


def _open_url(row, url) -> str:
    return url if states.can(row, "prepare the meeting") else ""


def _url(key):
    return lambda row: _open_url(row, showing.url(row, key))


def _whole(row) -> str:
    """Also afterwards: it is the page to read what the meeting left."""
    return "" if row.state == row.State.CALLED_OFF else showing.whole_url(row)


def views(row) -> tuple[str, str]:
    names = (("pupil_views", row.pupil.first_name), ("family_views", "the family"))
    lacking = [whose for name, whose in names if not getattr(row, name)]
    return ("plain", f"Missing: {' and '.join(lacking)}") if lacking else ("done", "Written down")


def held(row) -> tuple[str, str]:
    if row.held_on:
        return "done", f"Held {day_text(row.held_on)}"
    return NOT_YET if row.meeting_on else ("plain", "No day is set")


def held_hint(row) -> str:
    return "" if row.held_on else "One page for the wall: who is here, the agenda, what is said."


def progress(row) -> tuple[str, str]:
    """Counts what the plan in force has; a held meeting owes the report every outcome."""
    outcomes = content.outcomes_of(row)
    lacking = sum(not each["reached"] for each in outcomes)
    if not outcomes:
        return "plain", "Section E of the plan is not written in"
    if not lacking:
        return "done", counted(len(outcomes), "outcome")
    return _owed(row), f"{lacking} of {counted(len(outcomes), 'outcome')} missing"


def changes(row) -> tuple[str, str]:
    found = agenda.changes({"changes": content.changes_of(row), "asks": row.asks})
    return (_owed(row) if found.kind == "soon" else found.kind), found.words


def grown_up(row) -> tuple[str, str]:
    found = agenda.adulthood({"adulthood": content.adulthood_of(row)})
    return (_owed(row) if found.kind == "soon" else found.kind), found.words


def _adulthood_url(row) -> str:
    due = adulthood.is_due(row.pupil.year, row.pupil.born_on, content.day_of(row))
    return _url("adulthood")(row) if due else ""


def asks(row) -> tuple[str, str]:
    return ("done", row.get_asks_display()) if row.asks else (_owed(row), "Nothing yet")


def _owed(row) -> str:
    """What the report needs is marked once the meeting was held."""
    return "soon" if row.state == row.State.HELD else "plain"
