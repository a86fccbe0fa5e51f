"""The sheet of one lesson as plain values: what the page, the phone and the paper show."""

from dataclasses import dataclass

from iep.bank import matching
from iep.lesson import fitting, labels, sources
from iep.lesson.merging import ESSENTIAL, Entry, merged
from iep.lesson.reach import Lesson


@dataclass(frozen=True)
class Sheet:
    """shown: what fits on half a page, most important first; more: all the rest."""

    lesson: Lesson
    called: dict[int, str]  # pupil number → name or initials, in the order of the class
    entries: list[Entry]
    shown: list[fitting.Row]
    more: list[fitting.Row]

    @property
    def title(self) -> str:
        return self.lesson.of.name

    @property
    def about_more(self) -> str:
        return fitting.about_more(self.more, self.called)

    @property
    def spoken_of(self) -> set[int]:
        return set().union(*(entry.pupils for entry in self.entries))

    @property
    def size(self) -> str:
        """ "30 children, 9 of them on this sheet" """
        return f"{children(len(self.lesson.pupils))}, {len(self.spoken_of)} of them on this sheet"

    @property
    def part(self) -> str:
        """For whoever sees only some of the class."""
        if self.lesson.is_whole:
            return ""
        seen = children(len(self.lesson.pupils))
        return f"You see {seen} of {self.title}: those you are assigned to."

    @property
    def people(self) -> list[tuple[str, str]]:
        """(label, address) of each child on the sheet."""
        known = self.spoken_of
        return [
            (self.called[pupil.pk], pupil.get_absolute_url())
            for pupil in self.lesson.pupils if pupil.pk in known
        ]  # fmt: skip

    @property
    def unwritten(self) -> list[str]:
        """On the register, and nothing is written down that would help in a lesson."""
        known = self.spoken_of
        return [
            self.called[pupil.pk] for pupil in self.lesson.pupils
            if pupil.stage and pupil.stage.on_register and pupil.pk not in known
        ]  # fmt: skip


def children(count: int) -> str:
    return "1 child" if count == 1 else f"{count} children"


def of_lesson(user, lesson: Lesson, choice=labels.NAMES) -> Sheet:
    """choice: names or initials. Queries: the bank's two and those of the sources."""
    found = sources.adjustments(user, lesson.pupils) if lesson.pupils else []
    entries = merged(found, matching.known(lesson.school.pk) if found else {})
    called = labels.of(lesson.pupils, choice)
    shown, more = fitting.fitted(fitting.rows(entries, called, ESSENTIAL), called)
    return Sheet(lesson, called, entries, shown, more)
