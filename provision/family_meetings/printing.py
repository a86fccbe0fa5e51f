"""What was said and agreed, on paper to take home."""

from django.template.loader import render_to_string

from letters.voice.printing import direction
from provision.family_meetings import showing
from pupils.wording import day_text
from sendcase import moment
from sendcase.pdf import render_pdf

# More words than this, and the type is smaller: it is to stay on one page.
MUCH = 1800


def meeting_pdf(meeting) -> bytes:
    """A meeting that was held; school, pupil and led_by joined. Raises PdfFailed."""
    told = [
        {"label": label, "words": words, "dir": direction(words)}
        for label, words in showing.said(meeting)[1:4]
        if words
    ]
    actions = showing.actions(meeting)
    length = sum(len(each["words"]) for each in told) + sum(len(a["what"]) + 60 for a in actions)
    context = {
        "meeting": meeting, "pupil": meeting.pupil, "school": meeting.school, "told": told,
        "actions": actions, "held": day_text(meeting.held_on), "next": day_text(meeting.next_on),
        "who": showing.line(meeting)["who"], "state_words": f"Printed {day_text(moment.today())}",
        "size": "much" if length > MUCH else "",
    }  # fmt: skip
    return render_pdf(render_to_string("parent_meetings/print/meeting.html", context))
