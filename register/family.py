"""What a family said of a decision about the register: placed, moved, ended."""

from letters.voice import subjects
from letters.voice.subjects import Subject
from pupils.wording import day_text
from register.models import RegisterEntry

ENTRY = "register.registerentry"


def words_of(entry) -> str:
    """ "SEN Support from Thu 3 Sep 2026", with its last day where it ended."""
    until = f" until {day_text(entry.until_on)}" if entry.until_on else ""
    return f"{entry.stage_name} from {day_text(entry.from_on)}{until}"


def choices(user, pupil) -> list[tuple[int, str]]:
    rows = RegisterEntry.objects.visible_to(user).filter(pupil=pupil)[:30]
    return [(entry.pk, words_of(entry)) for entry in rows]


def words(number) -> str:
    entry = RegisterEntry.objects.filter(pk=number).first()
    return words_of(entry) if entry else ""


def url(number) -> str:
    pupil = RegisterEntry.objects.filter(pk=number).values_list("pupil", flat=True).first()
    return f"/pupils/{pupil}/register/" if pupil else ""


def register() -> None:
    subjects.add_subject(Subject(ENTRY, "A decision about the register", choices, words, url))
