"""Two papers for the table: the agenda with who is here, and questions to answer beforehand."""

from django.template.loader import render_to_string

from ehcp.reviews.meeting import adulthood, agenda, content, showing
from ehcp.reviews.models import AnnualReview
from letters.voice.printing import direction
from pupils.wording import day_text
from sendcase import moment
from sendcase.pdf import render_pdf

Kind = AnnualReview.Kind
LARGE = "large"
BLANK_LINES = 3  # for people nobody expected
CHILD, FAMILY = "child", "family"
NO_QUESTION = ("people", "held")  # points that are no talk

ASKED_CHILD = (
    "What do you like at school?", "What are you good at?", "What helps you?",
    "What is hard?", "What do you want to learn or do next?", "What should change?",
    "How do you want to take part in the meeting? You can come, send a picture, or ask somebody "
    "to speak for you.",
)  # fmt: skip
ASKED_FOR_CHILD = (
    "What makes {name} happy?", "What does {name} do that was not possible last year?",
    "What helps {name}?", "What upsets {name}, and how does {name} show it?",
    "What is {name} trying to do next?",
)  # fmt: skip
ASKED_OLDER = (
    "What do you want to do after school: learn, work, something else?",
    "Where and with whom do you want to live one day? What do you want to do by yourself?",
    "What do you do with friends and outside school? What would you like to do?",
    "How do you look after your health? Who helps you with it?",
)
ASKED_FAMILY = (
    "What is going well?", "What worries you?",
    "What has changed at home or with health since the last meeting?",
    "What do you hope for in the next year?", "What should change in the plan?",
    "Who should come to the meeting? Do you wish for an interpreter, or for somebody at your side?",
)  # fmt: skip
ASKED_MOVING = "Which school or college comes next? What must be ready there on the first day?"


def agenda_pdf(row, *, large=False) -> bytes:
    """Needs school, pupil and plan joined. Raises PdfFailed."""
    value = content.of_review(row)
    return _printed("agenda", row, value, large, {
        "points": [point.title(value) for point in agenda.points(value)
                   if point.key not in NO_QUESTION],
        "people": value["people"], "blank": range(BLANK_LINES),
        "facts": [fact for fact in facts(value) if fact[1]],
    })  # fmt: skip


def facts(value) -> list[tuple[str, str]]:
    return [
        ("When", showing.when(value)),
        ("Where", value["place"] if value["held_on"] else ""),
        ("Who leads it", value["chair"]),
        ("Local authority", value["plan"]["local_authority"]),
        ("Together with", "The education plan (PEP)" if value["is_with_pep"] else ""),
        *((said.split(": ", 1)[0], said.split(": ", 1)[1]) for said in showing.support(value)),
    ]


def questions_pdf(row, whose: str) -> bytes:
    """Always in large print: with room to write. whose: CHILD or FAMILY. Raises PdfFailed."""
    value = content.of_review(row)
    return _printed("questions", row, value, True, {
        "whose": whose, "questions": questions(row, value, whose),
        "outcomes": value["outcomes"] if whose == FAMILY else [],
    })  # fmt: skip


def questions(row, value, whose) -> list[str]:
    """For this child: by age, and by what the review is about."""
    name = row.pupil.first_name
    found = list(ASKED_FAMILY if whose == FAMILY else ASKED_CHILD)
    if whose == CHILD and row.kind == Kind.UNDER_5:
        found = [asked.format(name=name) for asked in ASKED_FOR_CHILD]
    if whose == CHILD and adulthood.is_due(row.pupil.year, row.pupil.born_on, content.day_of(row)):
        found[-1:-1] = ASKED_OLDER
    if agenda.moves_on(value):
        found.insert(len(found) - 1, ASKED_MOVING)
    return found


def _printed(paper, row, value, large, more) -> bytes:
    context = {
        "value": value, "when": showing.when(value), "size": LARGE if large else "",
        "name_dir": direction(row.pupil.name),
        "state_words": f"Printed {day_text(moment.today())}", **more,
    }  # fmt: skip
    return render_pdf(render_to_string(f"ehcp/reviews/meeting/print/{paper}.html", context))
