"""What will become of the rows of a list, whatever its kind."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field

from pupils.models import Contact, Pupil
from pupils.roll.cells import Problem, Row

NEW, CHANGED, SAME, PROBLEM = "new", "changed", "same", "problem"


@dataclass
class Fate:
    """What will become of one row. changes: {field: (before, after)}, class by its name."""

    row: Row
    kind: str
    pupil: Pupil | None = None
    changes: dict = field(default_factory=dict)
    contact: Contact | None = None  # the one on file that the row speaks of
    contact_changes: dict = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    # Lists that are not about pupils: the class or person, and how the row is shown.
    target: object | None = None
    shown: dict | None = None  # {"name": …, "facts": [two]}
    wanted: object | None = None  # a place in a class to be given


@dataclass
class Found:
    """A preview: every row's fate, and what the headings were taken for."""

    fates: list[Fate]
    unknown: list[str]
    remembered: dict[str, str]  # heading → what people said it is

    @property
    def problems(self) -> list[Problem]:
        return [problem for fate in self.fates for problem in fate.row.problems]

    @property
    def missing(self) -> list[str]:
        """Names of those on file and not in the list, where a kind of list looks for them."""
        return []

    @property
    def counts(self) -> Counter:
        return Counter(fate.kind for fate in self.fates)

    def agreed(self):
        """Everything that a confirmation agrees to."""
        return [
            [fate.row.line, fate.kind, fate.pupil and fate.pupil.pk, fate.changes,
             fate.contact and fate.contact.pk, fate.contact_changes,
             fate.target and fate.target.pk]
            for fate in self.fates
        ]  # fmt: skip

    @property
    def digest(self) -> str:
        """If what is agreed to changed in between, it is shown again."""
        text = json.dumps(self.agreed(), default=str, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()
