"""The points of a review meeting in their order, and what of each is still empty. Pure: from the
value of ehcp.reviews.meeting.content.
"""

from collections.abc import Callable
from dataclasses import dataclass

from ehcp.reviews.meeting.adulthood import PARTS, SHORT
from ehcp.reviews.models import AnnualReview
from pupils.wording import counted

Asks, Kind = AnnualReview.Asks, AnnualReview.Kind
HERE = ("yes", "online")
EMPTY = "Nothing yet"


@dataclass(frozen=True)
class Left:
    """kind: done, soon (the law or the report needs it) or plain; words: what is (not) there."""

    kind: str
    words: str


DONE = Left("done", "Written down")


@dataclass(frozen=True)
class Point:
    """title(value) names it for this child; left(value) says what is missing."""

    key: str
    title: Callable[[dict], str]
    left: Callable[[dict], Left]
    is_for: Callable[[dict], bool] = lambda value: True


def points(value) -> list[Point]:
    return [point for point in POINTS if point.is_for(value)]


def missing(value) -> list[str]:
    """Sentences on what the report would lack."""
    left = [(point.title(value), point.left(value)) for point in points(value)]
    return [f"{title}: {found.words}" for title, found in left if found.kind == "soon"]


def _first_name(value) -> str:
    return value["pupil"]["first_name"]


def _people(value) -> Left:
    people = value["people"]
    unsaid = sum(not each["came"] for each in people)
    here = sum(each["came"] in HERE for each in people)
    if not here:
        return Left("soon", "Nobody is written down as here")
    if unsaid:
        return Left("soon", f"{counted(here, 'person')} here, {unsaid} not said".replace(
            "persons", "people"))  # fmt: skip
    return Left("done", f"{counted(here, 'person')} here".replace("persons", "people"))


def words_of(name) -> Callable[[dict], Left]:
    return lambda value: DONE if value["views"][name] else Left("soon", EMPTY)


def progress(value) -> Left:
    outcomes = value["outcomes"]
    if not outcomes:
        return Left("soon", "Section E of the plan is not written in")
    lacking = [each["name"] for each in outcomes if not each["reached"]]
    if not lacking:
        return DONE
    return Left("soon", f"Missing: {', '.join(lacking)}")


def changes(value) -> Left:
    letters = [each["letter"] for each in value["changes"]]
    if letters:
        sections = "Section" if len(letters) == 1 else "Sections"
        return Left("done", f"{sections} {', '.join(letters)}")
    if value["asks"] == Asks.AMEND:
        return Left("soon", "The meeting asks for changes and none is written down")
    return Left("plain", "None asked for")


def adulthood(value) -> Left:
    found = value["adulthood"]
    lacking = [SHORT[each["key"]] for each in found["parts"] if not each["words"]]
    if not lacking:
        return DONE
    if not found["is_due"]:
        return Left("plain", "Must be covered from Year 9")
    return Left("soon", f"Missing: {', '.join(lacking)}")


def differing(value) -> Left:
    return DONE if value["views"]["differing_views"] else Left("plain", "Nobody, so far")


def recommendation(value) -> Left:
    if not value["asks"]:
        return Left("soon", EMPTY)
    return Left("done", value["asks_display"])


def held(value) -> Left:
    return Left("done", "Held") if value["held_on"] else Left("soon", "Not yet")


def covers_adulthood(value) -> bool:
    found = value["adulthood"]
    return found["is_due"] or any(each["words"] for each in found["parts"])


def moves_on(value) -> bool:
    return value["kind"] == Kind.TRANSFER or bool(
        value["transfer_year"] or value["views"]["transfer_words"]
    )


def is_looked_after(value) -> bool:
    found = value["pupil"]["looked_after"] or value["is_with_pep"]
    return bool(found or value["views"]["pep_words"])


def _child_title(value) -> str:
    if value["kind"] == Kind.UNDER_5:
        return f"What {_first_name(value)} likes and shows us"
    return f"What {_first_name(value)} says"


POINTS = (
    Point("people", lambda value: "Who is here", _people),
    Point("child", _child_title, words_of("pupil_views")),
    Point("family", lambda value: "What the family says", words_of("family_views")),
    Point("progress", lambda value: "How far the outcomes have come", progress),
    Point("needs", lambda value: "What has changed in the needs", words_of("needs_now")),
    Point("adulthood", lambda value: "Preparing for adulthood", adulthood, covers_adulthood),
    Point("moving", lambda value: "Moving on", words_of("transfer_words"), moves_on),
    Point("pep", lambda value: "For the education plan (PEP)", words_of("pep_words"),
          is_looked_after),
    Point("changes", lambda value: "Changes to the plan", changes),
    Point("differing", lambda value: "Who sees it differently", differing),
    Point("recommendation", lambda value: "What the meeting asks for", recommendation),
    Point("held", lambda value: "The meeting was held", held),
)  # fmt: skip
# The points that are words in the review itself → their fields.
FIELDS = {
    "child": ("pupil_views",), "family": ("family_views",), "needs": ("needs_now",),
    "adulthood": tuple(PARTS), "moving": ("transfer_words",), "pep": ("pep_words",),
    "differing": ("differing_views",), "recommendation": ("asks", "asks_words"),
}  # fmt: skip
