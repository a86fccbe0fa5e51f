"""Where a request stands, as a list of steps; and what can be done with it now."""

from django.urls import reverse

from agencies import gate, states
from agencies.models import AgencyRequest
from pupils.wording import day_text
from sendcase import moment

State = AgencyRequest.State


def of(row) -> list[dict]:
    """For components/_task_list.html. Advice may come without anybody having seen the child."""
    has_advice = row.state in (State.ADVISED, State.CLOSED)
    found = [
        _step("Agreement", row.state not in (State.WAITING, State.REFUSED) and _allowed(row),
              _agreement(row)),
        _step("Asked", bool(row.asked_on), day_text(row.asked_on)),
    ]  # fmt: skip
    if row.begun_on or not has_advice:
        found.append(_step("They work with the child", row.begun_on, day_text(row.begun_on)))
    return [*found, _step("Advice", has_advice, _advice(row))]


def _step(title, is_done, hint) -> dict:
    return {"title": title, "hint": hint, "state": "Done" if is_done else "Not yet"}


def _allowed(row) -> bool:
    return bool(row.consent_id or row.ground)


def _agreement(row) -> str:
    if row.ground:
        return "For the child’s safety, without an agreement"
    if row.consent:
        until = f", until {day_text(row.consent.until_on)}" if row.consent.until_on else ""
        return f"{row.consent.given_by}, {day_text(row.consent.given_on)}{until}"
    return ""


def _advice(row) -> str:
    waits = row.state in (State.ASKED, State.WORKING)
    return f"Expected by {day_text(row.expected_by)}" if waits else ""


def actions(row) -> list[dict]:
    """{words, url}: what the state allows; the first is what comes next."""
    return [{"words": words, "url": _url(row, key)} for key, words, shows in ACTIONS if shows(row)]


def _url(row, key) -> str:
    if key == "advice":
        return reverse("agencies:advice_new", args=[row.pk])
    return reverse("agencies:step", args=[row.pk, key])


def _at(*wanted):
    return lambda row: row.state in wanted


def _may_be_asked(row) -> bool:
    return states.can(row, "ask") and not gate.why_not(row)


def _another(row) -> bool:
    """It rests on an agreement that no longer serves, or was refused and is agreed to now."""
    return row.state in (State.WAITING, State.REFUSED) or bool(gate.why_not(row))


def _has_no_reader(row) -> bool:
    if row.state not in AgencyRequest.AT_WORK or gate.why_not(row):
        return False
    share = row.share
    return share is None or share.ended_at is not None or share.until_on < moment.today()


ACTIONS = (
    ("family", "Ask the family by letter", _at(State.WAITING)),
    ("ask", "The agency was asked", _may_be_asked),
    ("to-agency", "Ask them by letter", _may_be_asked),
    ("advice", "Their advice has come", _at(State.ASKED, State.WORKING)),
    ("advice", "More advice has come", _at(State.ADVISED)),
    ("consent", "Rest it on an agreement", _another),
    ("no", "They did not agree", _at(State.WAITING)),
    ("chase", "Asked again", _at(State.ASKED, State.WORKING)),
    ("began", "They have begun", _at(State.ASKED)),
    ("let-in", "Let them read this case here", _has_no_reader),
    ("declined", "They cannot help", _at(State.ASKED, State.WORKING)),
    ("safety", "For the child’s safety, without an agreement", _at(State.WAITING, State.REFUSED)),
    ("close", "The work is over", _at(State.ADVISED)),
    ("stop", "Stop it", lambda row: states.can(row, "stop")),
)
