"""What families said at one school: the list, its filter, and the list as a file."""

from letters.voice import showing
from letters.voice.models import FamilyWord
from pupils.wording import day_text
from schools.sheets import named
from sendcase.sheets import Sheet

TABS = {
    "waiting": "Waiting for an answer",
    "disagreements": "Disagreements",
    "loose": "Not beside anything yet",
    "all": "All",
}
HEADINGS = ["Child", "Class", "What", "Said by", "On", "Words", "About", "Answer", "By", "Answered"]


def rows_of(user, school, chosen):
    """chosen: a key of TABS. None that was withdrawn."""
    rows = FamilyWord.objects.visible_to(user).standing().filter(school=school)
    if chosen == "waiting":
        rows = FamilyWord.objects.visible_to(user).awaited().filter(school=school)
    elif chosen == "disagreements":
        rows = rows.filter(kind=FamilyWord.Kind.DISAGREEMENT)
    elif chosen == "loose":
        rows = rows.filter(about_type="", answered_on=None)
    return rows.select_related("pupil__class_group", *showing.JOINED)


def row_of(word) -> dict:
    return {
        "pupil": word.pupil.name,
        "class": word.pupil.class_group.name if word.pupil.class_group else "",
        "said": day_text(word.said_on),
        **showing.line(word),
    }


def sheet_of(words, school) -> Sheet:
    rows = [
        [word.pupil.name, word.pupil.class_group.name if word.pupil.class_group else "",
         word.get_kind_display(), word.said_by, word.said_on, word.words, word.about_words,
         word.answer, word.answered_by.name if word.answered_by else "", word.answered_on or ""]
        for word in words
    ]  # fmt: skip
    name = named(school, "families")
    return Sheet(name, "What families said", HEADINGS, rows)
