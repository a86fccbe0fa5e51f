"""What a pupil's page shows of letters: the tab, and what waits among the lines of "Now"."""

from accounts.permissions import Permission
from letters.listing import STATUS, rows_of, title_of, when_of
from letters.models import Letter
from pupils.leaving import has_gone
from pupils.panels import Action, Panel, Summary, add_action, add_panel, add_summary


def context(request, pupil) -> dict:
    letters = Letter.objects.visible_to(request.user).filter(pupil=pupil).for_list()
    return {"pupil": pupil, "rows": rows_of(list(letters[:100]))}


def lines(user, pupil) -> list[dict]:
    """Letters that wait to be sent, or for an answer."""
    waiting = Letter.objects.visible_to(user).filter(
        pupil=pupil, state__in=["prepared", "approved", "issued"]
    )
    columns = ("pk", "purpose", "state", "issued_on", "created_at")
    return [line(Letter(**row)) for row in waiting.values(*columns)[:5]]


def line(letter) -> dict:
    return {
        "text": f"Letter home: {title_of(letter.purpose)}",
        "url": letter.get_absolute_url(),
        "when": when_of(letter),
        "state": STATUS[letter.state],
    }


def write_address(pupil) -> str:
    """Where a letter to this child's family begins; nobody begins one for who has left."""
    if has_gone(pupil.left_on):
        return ""
    return f"/{pupil.school.slug}/letters/write/?pupils={pupil.pk}"


def register() -> None:
    add_panel(
        Panel(
            key="letters",
            title="Letters",
            order=60,
            needs=Permission.LETTER_PRINT,
            template="letters/partials/_panel.html",
            context=context,
        )
    )
    add_summary(Summary("letters", 60, Permission.LETTER_PRINT, lines))
    add_action(Action("letter", "Write a letter", 60, Permission.LETTER_PREPARE, write_address))
