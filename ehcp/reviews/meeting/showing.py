"""The meeting on the screen: the whole on one page, and one piece at a time. It may be on the wall:
nothing of any other child stands on it, and no way to find one.
"""

from dataclasses import dataclass
from datetime import date, time

from django.urls import reverse

from ehcp.reviews import states
from ehcp.reviews.meeting import agenda, content
from ehcp.reviews.meeting.agenda import Left
from ehcp.reviews.models import AnnualReview
from pupils.wording import day_text

SHORT = {
    "people": "Who is here", "child": "{} says", "family": "Family", "needs": "Needs",
    "adulthood": "Adulthood", "moving": "Moving on", "pep": "PEP", "changes": "Changes",
    "differing": "Differing", "recommendation": "Asks for", "held": "Held",
}  # fmt: skip
CAME = {"yes": "Here", "online": "Online", "sorry": "Apologies", "no": "Not here"}
ROUTES = {"people": "meeting_people", "changes": "meeting_changes", "held": "meeting_held"}


@dataclass(frozen=True)
class Stop:
    """One page of the meeting. key: of its point, or progress-<outcome>."""

    key: str
    title: str
    url: str
    left: Left


def stops(row, value) -> list[Stop]:
    """Every piece in the order of the agenda; each outcome is one of its own."""
    found: list[Stop] = []
    for point in agenda.points(value):
        if point.key == "progress":
            found += [_outcome_stop(row, each) for each in value["outcomes"]]
            continue
        title = SHORT[point.key].format(value["pupil"]["first_name"])
        found.append(Stop(point.key, title, url(row, point.key), point.left(value)))
    return found


def _outcome_stop(row, outcome) -> Stop:
    left = Left("done", outcome["reached_words"]) if outcome["reached"] else Left("soon", "Empty")
    at = reverse("ehc_reviews:meeting_progress", args=[row.pk, outcome["id"]])
    return Stop(f"progress-{outcome['id']}", outcome["name"], at, left)


def url(row, key: str) -> str:
    """Of one point of the agenda."""
    if key in ROUTES:
        return reverse(f"ehc_reviews:{ROUTES[key]}", args=[row.pk])
    return reverse("ehc_reviews:meeting_words", args=[row.pk, key])


def url_after(row, key: str) -> str:
    """Where the meeting goes on once `key` is saved; the whole after the last."""
    found = stops(row, content.of_review(row))
    keys = [stop.key for stop in found]
    later = keys.index(key) + 1 if key in keys else len(keys)
    return found[later].url if later < len(keys) else whole_url(row)


def whole_url(row) -> str:
    return reverse("ehc_reviews:meeting", args=[row.pk])


def frame(row, value, here="", may_edit=False) -> dict:
    """What every page of the meeting has. here: key of the stop that is shown."""
    found = stops(row, value)
    kinds = [stop.left.kind for stop in found]
    is_open = states.can(row, "prepare the meeting")
    return {
        "row": row, "pupil": row.pupil, "value": value, "when": when(value),
        "stops": found, "here": here, "done": kinds.count("done"),
        "of": len(kinds) - kinds.count("plain"), "may_edit": may_edit and is_open,
        "whole_url": whole_url(row), "review_url": row.get_absolute_url(),
        "closed": "" if is_open else states.PHASE_WORDS[AnnualReview.State(row.state)],
    }  # fmt: skip


def when(value) -> str:
    """Tue 24 Nov 2026, 10:00, Room 2; Held Tue 24 Nov 2026."""
    if value["held_on"]:
        return f"Held {of_iso(value['held_on'])}"
    at = time.fromisoformat(value["meeting_at"]) if value["meeting_at"] else None
    clock = f"{at:%H:%M}" if at else ""
    return ", ".join(filter(None, (of_iso(value["meeting_on"]), clock, value["place"])))


def of_iso(day: str | None) -> str:
    return day_text(date.fromisoformat(day)) if day else ""


def support(value) -> list[str]:
    """Interpreter and advocate: arranged, or wished and not arranged yet."""
    wished = (("Interpreter", "interpreter"), ("Advocate", "advocate"))
    return [
        f"{title}: {value[name]}, " + (f"arranged {of_iso(on)}" if on else "not arranged yet")
        for title, name in wished
        if value[name]
        for on in [value[f"{name}_arranged_on"]]
    ]


def blocks(row, value) -> dict[str, dict]:
    """The points as the whole page shows them: title, url, kind, state, words."""
    found = {}
    for point in agenda.points(value):
        left = point.left(value)
        at = "" if point.key == "progress" else url(row, point.key)
        found[point.key] = {
            "key": point.key, "title": point.title(value), "url": at, "kind": left.kind,
            "state": left.words, "words": words_of(value, point.key),
        }  # fmt: skip
    return found


def words_of(value, key) -> str:
    if key == "recommendation":
        return value["asks_words"]
    if key == "adulthood":
        parts = value["adulthood"]["parts"]
        return " ".join(f"{each['title']}: {each['words']}" for each in parts if each["words"])
    if key == "changes":
        return " ".join(
            f"{section['letter']}: {each['words']}"
            for section in value["changes"] for each in section["changes"]
        )  # fmt: skip
    name = agenda.FIELDS.get(key, ("",))[0]
    return value["views"].get(name, "")


def questions_url(row, key) -> str:
    """The questions on paper that lead to the words of this point; "" for the others."""
    if key not in ("child", "family"):
        return ""
    return reverse("ehc_reviews:meeting_questions", args=[row.pk, key])


COLUMNS = (
    ("people", "child", "family"),
    ("progress", "needs", "adulthood"),
    ("changes", "moving", "pep", "differing", "recommendation", "held"),
)


def whole(row, value, may_edit) -> dict:
    found = blocks(row, value)
    columns = [[found[key] for key in column if key in found] for column in COLUMNS]
    people = [each | {"short": CAME.get(each["came"], "Not said")} for each in value["people"]]
    outcomes = [
        each | {"url": _outcome_stop(row, each).url, "kind": "done" if each["reached"] else "soon"}
        for each in value["outcomes"]
    ]
    return frame(row, value, may_edit=may_edit) | {
        "columns": columns, "people": people, "outcomes": outcomes,
        "support": support(value), "plan_url": row.plan.get_absolute_url(),
    }  # fmt: skip
