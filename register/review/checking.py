"""What finishing would do, child by child, before anybody presses the button."""

from collections import Counter

from letters import addressees
from register.forms import consequence
from register.review import letters
from register.review.finishing import as_seen
from register.review.models import ReviewRow
from register.review.services import Choice
from schools.models import Census
from sendcase import moment

TITLES = {"up": ("moves up", "move up"), "down": ("moves down", "move down"),
          "close": ("comes off all stages", "come off all stages"),
          "keep": ("stays", "stay")}  # fmt: skip


def ahead(user, review) -> dict:
    """counts in words; the changes as lines; the letters that follow; what stands in the way."""
    rows = list(
        ReviewRow.objects.visible_to(user).filter(review=review).here().order_by("pk")
        .only("pk", "version", "choice")
    )  # fmt: skip
    changes = [line(row, review) for row in changing(user, review)]
    counted = Counter(each["way"] for each in changes)
    counted["keep"] = sum(row.choice == Choice.KEEP for row in rows)
    prepared = Counter(each["letter"] for each in changes if each["homes"])
    return {
        "seen": as_seen(rows),
        "undecided": sum(not row.choice for row in rows),
        "sentence": in_one_sentence(counted),
        "changes": changes,
        "letters": [f"{number} × {title}" for title, number in sorted(prepared.items())],
        "untold": [each for each in changes if each["nobody"]],
        "total": len(rows),
    }


def changing(user, review):
    """The rows that change something, with all that their line says. Three queries."""
    rows = ReviewRow.objects.visible_to(user).filter(review=review).here()
    rows = rows.filter(choice__in=[Choice.MOVE, Choice.CLOSE])
    joined = rows.select_related("pupil", "entry__stage", "from_stage", "to_stage")
    return joined.prefetch_related("pupil__contacts").order_by("pupil__sort_key", "pk")


def in_one_sentence(counted) -> str:
    """12 stay, 2 move up, 1 comes off all stages."""
    parts = [
        f"{counted[way]} {words[0] if counted[way] == 1 else words[1]}"
        for way, words in sorted(TITLES.items(), key=lambda pair: pair[0] != "keep")
        if counted[way] or way == "keep"
    ]
    return ", ".join(parts)


def way_of(row) -> str:
    if row.choice == Choice.CLOSE:
        return "close"
    return "up" if row.to_stage.order > row.from_stage.order else "down"


def line(row, review) -> dict:
    policy, pupil, entry = review.school.policy, row.pupil, row.entry
    purpose = letters.follows(entry, row.to_stage)
    homes, nobody = addressed(pupil) if purpose and purpose is not letters.WITH_PLAN else (0, "")
    return {
        "url": f"/pupils/{row.pupil_id}/register/",
        "name": pupil.name,
        "way": way_of(row),
        "from": row.entry.stage_name,
        "to": row.to_stage.name if row.to_stage else "no stage",
        "reason": row.reason,
        "means": means(row, entry, pupil, policy),
        "letter": letters.title_of(purpose, row.to_stage) if purpose else "",
        "homes": homes,
        "to_whom": to_whom(homes),
        "nobody": nobody,
    }


def to_whom(homes: int) -> str:
    return "" if homes < 2 else f"to {homes} addresses"


def addressed(pupil) -> tuple[int, str]:
    """(how many letters, why none)."""
    chosen = addressees.choose(
        born_on=pupil.born_on, parents_may_be_told=pupil.parents_may_be_told,
        contacts=list(pupil.contacts.all()), on=moment.today(),
    )  # fmt: skip
    return int(chosen.young_person) + len(chosen.households), chosen.why_nobody


def means(row, entry, pupil, policy) -> str:
    """Register, census code and family, in one sentence."""
    if row.to_stage:
        return consequence(row.to_stage, pupil, entry, policy)
    register = policy.register_name
    off = "Takes {} off the {}" if entry.on_register else "{} is not on the {}"
    code = "stays" if entry.census_code == Census.N else "becomes"
    return f"{off.format(pupil.first_name, register)}; the census code {code} N."
