"""The tab of a pupil: what the family said, and what we answered."""

from accounts.permissions import Permission as P
from letters.voice import showing
from letters.voice.models import FamilyWord
from pupils.access import may_about
from pupils.panels import Panel, Summary
from pupils.wording import day_text


def context(request, pupil) -> dict:
    rows = showing.of_pupil(request.user, pupil)[: showing.MOST]
    return {
        "pupil": pupil,
        "words": [showing.line(word) for word in rows],
        "may_record": may_about(request.user, P.VOICE_EDIT, pupil),
    }


def lines(user, pupil) -> list[dict]:
    """What waits for an answer, on the Now tab."""
    rows = FamilyWord.objects.visible_to(user).awaited().filter(pupil=pupil)
    return [
        {
            "text": "The family disagrees with something, and has no answer yet"
            if word.kind == FamilyWord.Kind.DISAGREEMENT
            else "What the family said waits for an answer",
            "url": word.get_absolute_url(),
            "when": f"said {day_text(word.said_on)}",
            "state": "soon",
        }
        for word in rows.only("kind", "said_on")[:5]
    ]


PANEL = Panel(
    key="family",
    title="What the family said",
    order=65,
    needs=P.VOICE_VIEW,
    template="voice/partials/_panel.html",
    context=context,
)
SUMMARY = Summary("family", 65, P.VOICE_VIEW, lines)
