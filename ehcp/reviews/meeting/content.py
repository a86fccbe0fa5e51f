"""A review as its meeting left it, as one plain value: what is shown, printed and frozen.

Count SCHEMA up when the shape changes: frozen versions keep the shape they were made in.
"""

from datetime import date, time

from ehcp.plans import content as of_plans
from ehcp.plans import readers
from ehcp.plans.models import Letter
from ehcp.reviews.meeting import adulthood
from sendcase import moment

SCHEMA = 1
FACTS = (
    "kind", "transfer_year", "is_to_post_16", "meeting_on", "meeting_at", "place", "chair",
    "is_with_pep", "interpreter", "interpreter_arranged_on", "advocate", "advocate_arranged_on",
    "invited_on", "circulated_on", "held_on",
)  # fmt: skip
WORDS = ("pupil_views", "family_views", "differing_views", "needs_now", "transfer_words",
         "pep_words")  # fmt: skip
PLAN = ("local_authority", "reference", "officer_name", "issued_on", "amended_on")
PERSON = ("role", "name", "organisation", "invited_on", "came", "advice_asked_on", "advice_on",
          "advice_words", "no_advice_reason")  # fmt: skip


def of_review(row) -> dict:
    """Every value is text, number, boolean, None, list or dict; days and times in ISO form.

    row: school, pupil and plan joined. Eleven queries at most. No address and no e-mail is in it.
    """
    return {
        "school": row.school.name,
        "pupil": {"name": row.pupil.name, "first_name": row.pupil.first_name,
                  "born_on": row.pupil.born_on.isoformat(), "year": row.pupil.year,
                  "looked_after": row.pupil.looked_after},
        "plan": {name: _plain(getattr(row.plan, name)) for name in PLAN},
        **{name: _plain(getattr(row, name)) for name in FACTS},
        "kind_words": row.get_kind_display(),
        "people": people_of(row),
        "views": {name: getattr(row, name) for name in WORDS},
        "outcomes": outcomes_of(row),
        "changes": changes_of(row),
        "adulthood": adulthood_of(row),
        "asks": row.asks,
        "asks_display": row.get_asks_display(),
        "asks_words": row.asks_words,
    }  # fmt: skip


def people_of(row) -> list[dict]:
    """Who was invited or came, with the advice each gave. was_invited: False for who came without.

    advice_title: the paper they sent, by its title; its document is read through the invitation.
    """
    return [
        {"id": each.pk} | {name: _plain(getattr(each, name)) for name in PERSON}
        | {"role_words": each.get_role_display(), "came_words": each.get_came_display(),
           "was_invited": each.invited_on is not None,
           "advice_document": each.advice_id,
           "advice_title": each.advice.title if each.advice_id else ""}
        for each in row.invitations.select_related("advice")
    ]  # fmt: skip


def outcomes_of(row) -> list[dict]:
    """Section E as it is in force, with what the meeting saw of each outcome.

    name: E1 as printed; progress_words and next_words are the meeting's, words the plan's.
    """
    progress = {each.outcome_id: each for each in row.progress.select_related("outcome")}
    plan = plan_in_force(row.plan)
    found = [_outcome(line, progress.pop(line["id"], None)) for line in plan["outcomes"]]
    for each in progress.values():  # an outcome that was taken out since
        line = each.outcome
        found.append(_outcome({
            "id": line.pk, "number": line.number, "words": line.words, "by_when": line.by_when,
            "how_measured": line.how_measured,
        }, each))  # fmt: skip
    return found


def plan_in_force(plan) -> dict:
    """What the school works by: the newest final version; the live rows where none is kept."""
    version = readers.newest(plan)
    return of_plans.of_version(version) if version else of_plans.of_plan(plan)


def _outcome(line, progress) -> dict:
    return {
        "id": line["id"], "number": line["number"], "name": f"E{line['number']}",
        "words": line["words"], "by_when": line["by_when"], "how_measured": line["how_measured"],
        "reached": progress.reached if progress else "",
        "reached_words": progress.get_reached_display() if progress else "",
        "progress_words": progress.words if progress else "",
        "next_words": progress.next_words if progress else "",
    }  # fmt: skip


def changes_of(row) -> list[dict]:
    """By section, in the order of the letters."""
    found: dict[str, list] = {}
    for each in row.changes.order_by("pk"):
        found.setdefault(each.letter, []).append(
            {"id": each.pk, "words": each.words, "why": each.why}
        )
    return [
        {"letter": letter.value, "title": letter.label, "changes": found[letter.value]}
        for letter in Letter
        if letter.value in found
    ]


def adulthood_of(row) -> dict:
    """is_due: reg. 20(6) asks for it; parts: title and words of each of the four."""
    return {
        "is_due": adulthood.is_due(row.pupil.year, row.pupil.born_on, day_of(row)),
        "parts": [
            {"key": name, "title": title, "words": getattr(row, name)}
            for name, (title, _) in adulthood.PARTS.items()
        ],
    }


def day_of(row) -> date:
    """The day of the meeting: held, else planned, else today."""
    return row.held_on or row.meeting_on or moment.today()


def _plain(value):
    return value.isoformat() if isinstance(value, date | time) else value
