"""The report of a review in the order in which it is read. Pure: from the value of
ehcp.reviews.meeting.content. SEND Regulations 2014, reg. 20; Code 9.176.
"""

from dataclasses import dataclass

from ehcp.reviews.meeting import agenda
from ehcp.reviews.meeting.showing import of_iso

CAME_NOT = "Not written down"
NOTHING = "Nothing was written down."
OTHERS = "Nobody saw it differently from the school."


@dataclass(frozen=True)
class Piece:
    """words: prose; before: a line above it in bold; quiet: what stands where there is none."""

    words: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Part:
    title: str
    pieces: tuple[Piece, ...]


def facts(value) -> list[tuple[str, str]]:
    plan = value["plan"]
    found = [
        ("Born", of_iso(value["pupil"]["born_on"])),
        ("Year", value["pupil"]["year"]),
        ("School", value["school"]),
        ("Local authority", plan["local_authority"]),
        ("Its reference", plan["reference"]),
        ("Plan first issued", of_iso(plan["issued_on"])),
        ("Last amended", of_iso(plan["amended_on"])),
        ("Meeting", of_iso(value["held_on"])),
        ("Led by", value["chair"]),
        ("Interpreter", value["interpreter"]),
        ("Advocate", value["advocate"]),
        ("Together with", "The education plan (PEP)" if value["is_with_pep"] else ""),
        ("Moves on in", str(value["transfer_year"] or "")),
        ("Invitations went", of_iso(value["invited_on"])),
        ("Advice went to all", of_iso(value["circulated_on"])),
    ]
    return [fact for fact in found if fact[1]]


def people(value) -> list[dict]:
    """Who was invited or came: name, role, came, advice in words. A role nobody was named for is
    said, too.
    """
    found = []
    for each in value["people"]:
        name = ", ".join(filter(None, (each["name"], each["organisation"])))
        if not name and not each["invited_on"]:
            name = "Nobody was named"
        found.append({"name": name or "Not named", "role": each["role_words"],
                      "came": each["came_words"] or CAME_NOT, "advice": advice(each)})  # fmt: skip
    return found


def advice(person) -> str:
    if person["advice_on"]:
        return f"Came {of_iso(person['advice_on'])}"
    if person["no_advice_reason"]:
        return f"None: {person['no_advice_reason']}"
    return "Asked for, did not come" if person["advice_asked_on"] else "Not asked for"


def parts(value) -> list[Part]:
    first_name, views = value["pupil"]["first_name"], value["views"]
    found = [
        Part(agenda._child_title(value), _prose(views["pupil_views"])),
        Part("What the family says", _prose(views["family_views"])),
        Part("How far the outcomes have come", _outcomes(value)),
        Part("What has changed in the needs", _prose(views["needs_now"])),
    ]
    if agenda.covers_adulthood(value):
        grown = (Piece(part["words"] or NOTHING, part["title"])
                 for part in value["adulthood"]["parts"])  # fmt: skip
        found.append(Part("Preparing for adulthood", tuple(grown)))
    if agenda.moves_on(value):
        found.append(Part("Moving on", _prose(views["transfer_words"])))
    if agenda.is_looked_after(value):
        found.append(Part("For the education plan (PEP)", _prose(views["pep_words"])))
    found += [
        Part("Changes to the plan that the meeting asks for", _changes(value)),
        Part("Where somebody sees it differently", _prose(views["differing_views"], OTHERS)),
        Part("What the meeting asks for", _asks(value)),
    ]
    sent = tuple(Piece(each["advice_words"] or f"On paper: {each['advice_title']}",
                       ", ".join(filter(None, (each["name"], each["organisation"]))))
                 for each in value["people"] if each["advice_on"])  # fmt: skip
    if sent:
        found.append(Part(f"Advice about {first_name}", sent))
    return found


def _prose(words, nothing=NOTHING) -> tuple[Piece, ...]:
    return (Piece(words or nothing),)


def _outcomes(value) -> tuple[Piece, ...]:
    if not value["outcomes"]:
        return (Piece("Section E of the plan is not written in here."),)
    return tuple(
        Piece(each["progress_words"], f"{each['name']}: {each['words']} "
              f"{each['reached_words'] or 'Not said'}.",
              f"From now on: {each['next_words']}" if each["next_words"] else "")
        for each in value["outcomes"]
    )  # fmt: skip


def _changes(value) -> tuple[Piece, ...]:
    found = tuple(
        Piece(each["words"], f"Section {section['letter']}: {section['title']}",
              f"Why: {each['why']}" if each["why"] else "")
        for section in value["changes"] for each in section["changes"]
    )  # fmt: skip
    return found or (Piece("None."),)


def _asks(value) -> tuple[Piece, ...]:
    return (Piece(value["asks_words"], value["asks_display"] or NOTHING),)


def missing(value) -> list[str]:
    """Sentences: what the law or the reader will look for in vain."""
    return agenda.missing(value)
