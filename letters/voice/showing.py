"""A family's words as pages show them: beside what they are about, and all of one child's."""

from collections import defaultdict

from letters.voice.models import FamilyWord
from letters.voice.subjects import subjects
from pupils.wording import day_text

JOINED = ("asked_of", "answered_by", "withdrawn_by")
MOST = 100  # on a child's tab


def line(word) -> dict:
    """Strings only. word: with JOINED."""
    disagrees = word.kind == FamilyWord.Kind.DISAGREEMENT
    kind, state = state_of(word)
    return {
        "pk": word.pk,
        "url": word.get_absolute_url(),
        "kind": "The family disagrees" if disagrees else "The family says",
        "words": word.words,
        "by": word.said_by,
        "on": day_text(word.said_on),
        "when": f"{how(word)}, {day_text(word.said_on)}",
        "who": f"{word.said_by}, {how(word)}, {day_text(word.said_on)}",
        "about": word.about_words,
        "answer": word.answer,
        "answered": f"{word.answered_by.name}, {day_text(word.answered_on)}" if word.answer else "",
        "state_kind": kind,
        "state": state,
        "withdrawn": f"{word.withdrawn_by.name}: {word.withdrawn_reason}"
        if word.withdrawn_at
        else "",
    }


def how(word) -> str:
    words = word.get_how_display()
    return words[:1].lower() + words[1:]


def state_of(word) -> tuple[str, str]:
    """(kind, words) for components/_status.html."""
    if word.withdrawn_at:
        return "plain", "Withdrawn"
    if word.answered_on:
        return "done", "Answered"
    if word.asked_of_id:
        return "soon", f"{word.asked_of.name} is asked to answer"
    if word.kind == FamilyWord.Kind.DISAGREEMENT:
        return "soon", "No answer yet"
    return "plain", "Not answered"


def of_pupil(user, pupil):
    rows = FamilyWord.objects.visible_to(user).filter(pupil=pupil)
    return rows.select_related(*JOINED)


def carried(found, pupils) -> dict[tuple, list[dict]]:
    """(type, number) → words that were said of a row this one was carried from. Nothing is copied:
    the words stay where they were said. found: {(type, number): [line]}; a query for each type.
    """
    later = {}
    for type_ in sorted({type_ for type_, _ in found}):
        for number, before in subjects[type_].earlier(pupils).items():
            lines = [said | {"earlier": words} for old, words in before
                     for said in found.get((type_, old), [])]  # fmt: skip
            if lines:
                later[type_, number] = lines
    return later


def beside(user, pupils, type_: str) -> dict[int, list[dict]]:
    """Number of a row of that type → what these children's families said of it, the newest first.

    One query, however many; none for a person who may read no family's words.
    """
    rows = FamilyWord.objects.visible_to(user).standing()
    found = defaultdict(list)
    for word in rows.filter(pupil__in=pupils, about_type=type_).select_related(*JOINED):
        found[word.about_id].append(line(word))
    return dict(found)
