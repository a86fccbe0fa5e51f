"""What the check knows of a plan: plain values, filled once, so that rules need no database."""

from dataclasses import dataclass, field
from datetime import date

from iep import content
from pupils.models import Pupil
from sendcase import moment

PRONOUNS = {"she": "she", "her": "she", "he": "he", "him": "he", "they": "they", "them": "they"}
HEAD_FIELDS = ("strengths", "concerns", "home_support", "pupil_views", "parent_views")


@dataclass(frozen=True)
class Row:
    """One target; `number` counts from 1, as the page does. A field not given is empty."""

    number: int
    texts: dict[str, str]

    def __getitem__(self, name) -> str:
        return self.texts.get(name, "")


@dataclass(frozen=True)
class Facts:
    """One plan. `pronoun`: she, he, they, other, or empty where nobody told us."""

    first_names: tuple[str, ...]
    last_names: tuple[str, ...] = ()
    pronoun: str = ""
    others: frozenset[str] = frozenset()  # first names of the class, this child's left out
    targets_least: int = 1
    targets_most: int = 20
    areas: tuple[str, ...] = ()
    starts_on: date | None = None
    review_on: date | None = None
    today: date | None = None
    head: dict[str, str] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()

    @property
    def name(self) -> str:
        return self.first_names[0]


def facts_of(plan) -> Facts:
    """Of what is saved. `plan` needs its pupil joined. Three queries."""
    rows = [{name: getattr(row, name) for name in content.ROW_TEXTS}
            for row in content.current_targets(plan)]  # fmt: skip
    return known(
        plan,
        areas=[area.name for area in content.areas_of(plan) if area.applies],
        head={name: getattr(plan, name) for name in HEAD_FIELDS},
        days=(plan.starts_on, plan.review_on),
        rows=[Row(number, texts) for number, texts in enumerate(rows, 1)],
    )


def known(plan, *, areas, head, days, rows) -> Facts:
    """The same of texts that are not saved. One query: the names of the class."""
    pupil = plan.pupil
    first = first_names(pupil)
    return Facts(
        first_names=first,
        last_names=tuple(filter(None, {pupil.preferred_last_name, pupil.legal_last_name})),
        pronoun=pronoun_of(pupil.pronouns),
        others=others_in_class(pupil) - frozenset(first),
        targets_least=plan.targets_least,
        targets_most=plan.targets_most,
        areas=tuple(areas),
        starts_on=days[0],
        review_on=days[1],
        today=moment.today(),
        head=head,
        rows=tuple(rows),
    )


def first_names(pupil) -> tuple[str, ...]:
    """The preferred one first."""
    both = (pupil.preferred_first_name, pupil.legal_first_name)
    return tuple(dict.fromkeys(name for name in both if name))


def pronoun_of(told: str) -> str:
    """ "She/her" → she. What we cannot read is "other": only the name is right then."""
    first = told.strip().casefold().replace("/", " ").split()
    if not first:
        return ""
    return PRONOUNS.get(first[0].strip(",;"), "other")


def others_in_class(pupil) -> frozenset[str]:
    if pupil.class_group_id is None:
        return frozenset()
    class_now = Pupil.objects.filter(class_group=pupil.class_group_id, left_on=None)
    pairs = class_now.exclude(pk=pupil.pk).values_list("preferred_first_name", "legal_first_name")
    return frozenset(name for pair in pairs for name in pair if name)
