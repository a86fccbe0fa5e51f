"""An event of the log as a sentence."""

from collections.abc import Callable, Iterable

from accounts.models import User
from audit.models import Event
from schools.auditpages.pages import PAGES
from sendcase import moment

NOUNS = {
    "supportplan": "plan",
    "registerentry": "register entry",
    "chronologyentry": "timeline entry",
    "classgroup": "class",
    "banktarget": "bank target",
    "sen_history": "SEN history",
    "owed": "what we owe:",
    "sampleitem": "plan of a nameless sample",
    "visitnote": "visit note",
    "schoolexport": "school export",
    "registerreview": "review of the register",
    "progressmeeting": "progress meeting",
    "teachinggroup": "teaching group",
    "batch": "letters together",
    "boardedition": "governors’ report",
    "board_report": "governors’ report",
    "casetrail": "case trail",
}
A_LIST = "school.downloaded"  # which one: the event's details
READS = {
    "read": "{noun} opened",
    "listed": "list opened ({noun})",
    "printed": "{noun} printed",
    "downloaded": "{noun} downloaded",
}
# The upper app says how a child is called, to those who may see the child today:
# names_of["pupils"] = fn(user, numbers) → {number: name}.
names_of: dict[str, Callable[[object, Iterable[int]], dict[int, str]]] = {}


def sentence(verb: str) -> str:
    """ "plan.changes_dropped" → "Plan changes dropped"; "supportplan.read" → "Plan opened";
    "register:list.listed" → "Register opened".
    """
    if verb == A_LIST:
        return "List taken as a file"
    noun, _, past = verb.partition(".")
    if ":" in noun:  # an address, maybe of a page that is gone
        return capital(
            f"{PAGES.get(noun, 'a list')} {'printed' if past == 'printed' else 'opened'}"
        )
    noun = NOUNS.get(noun, noun.replace("_", " ").replace("ehc", "EHC"))
    words = READS.get(past, "{noun} " + past.replace("_", " "))
    return capital(words.format(noun=noun))


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def rows_of(events: list[Event], *, user, with_detail: bool) -> list[dict]:
    """What the page shows of each event. Two queries more, however many events."""
    people = User.objects.in_bulk({event.actor_id for event in events if event.actor_id})
    pupils = {event.pupil_id for event in events if event.pupil_id}
    names = names_of["pupils"](user, pupils) if pupils and "pupils" in names_of else {}
    return [
        {
            "when": when(event.at),
            "who": str(people.get(event.actor_id, "SENDcase itself")),
            "what": sentence(event.verb),
            "pupil": names.get(event.pupil_id, f"pupil {event.pupil_id}") if event.pupil_id else "",
            "pupil_id": event.pupil_id,
            "lines": detail_lines(event) if with_detail else [],
        }
        for event in events
    ]


def when(at) -> str:
    here = at.astimezone(moment.LONDON)
    return f"{here:%a} {here.day} {here:%b %Y, %H:%M}"


def detail_lines(event: Event) -> list[tuple[str, str, str]]:
    """(field in words, before, after); a filter or other fact has no before."""
    detail = getattr(event, "detail", None)
    if detail is None or not isinstance(detail.text, dict):
        return []
    return [
        (name.replace("_", " ").capitalize(), *before_after(value))
        for name, value in detail.text.items()
    ]


def before_after(value) -> tuple[str, str]:
    if isinstance(value, list) and len(value) == 2:
        return tuple("nothing" if each in (None, "") else str(each) for each in value)
    return "", str(value)
