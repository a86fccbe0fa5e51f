"""All that a family said about one child, with our answers, as one tagged PDF."""

import unicodedata

from django.template.loader import render_to_string

from letters.voice import deadlines, showing
from letters.voice.models import FamilyWord
from pupils.wording import counted, day_text
from sendcase import moment
from sendcase.pdf import render_pdf

RIGHT_TO_LEFT = {"R", "AL"}


def case_pdf(user, pupil) -> bytes:
    """The oldest first; nothing that was withdrawn. Raises PdfFailed. pupil: school joined."""
    rows = list(showing.of_pupil(user, pupil).standing().order_by("said_on", "pk"))
    context = {
        "pupil": pupil,
        "born": day_text(pupil.born_on),
        "school": pupil.school,
        "words": [on_paper(word) for word in rows],
        "in_all": in_all(rows),
        "state_words": f"Printed {day_text(moment.today())}",
    }
    return render_pdf(render_to_string("voice/print/case.html", context))


def on_paper(word) -> dict:
    return showing.line(word) | {
        "dir": direction(word.words),
        "answer_dir": direction(word.answer),
        "open": still_open(word),
    }


def still_open(word) -> str:
    """What is owed to the family; nothing where nobody is asked to answer."""
    if word.answered_on or not (word.asked_of_id or word.kind == FamilyWord.Kind.DISAGREEMENT):
        return ""
    return (
        f"The school has not answered yet. An answer is due by {day_text(deadlines.due_on(word))}."
    )


def in_all(rows) -> str:
    """ "3 entries, 1 of them a disagreement, 1 without an answer that is due"."""
    if not rows:
        return "Nothing is recorded."
    disagreements = sum(word.kind == FamilyWord.Kind.DISAGREEMENT for word in rows)
    owed = sum(bool(still_open(word)) for word in rows)
    said = ["1 entry" if len(rows) == 1 else f"{len(rows)} entries"]
    said += [counted(disagreements, "disagreement")] if disagreements else []
    said += [f"{owed} without an answer yet"] if owed else []
    return f"{', '.join(said)}. The oldest first."


def direction(text: str) -> str:
    """ "rtl" where the first letter of the text runs from right to left: paper knows no "auto"."""
    strong = (unicodedata.bidirectional(c) for c in text)
    first = next((kind for kind in strong if kind in RIGHT_TO_LEFT | {"L"}), "L")
    return "rtl" if first in RIGHT_TO_LEFT else "ltr"
