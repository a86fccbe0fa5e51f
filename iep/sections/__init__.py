"""A layout's own questions, as data: one TOML file for each layout, named like it.

    schema = 1                     counted up when the questions change
    label = "Proposed"             "" once the form is fixed
    about = "One sentence for the page."
    [head.concerns]                a question every plan has, in this layout's words:
    title = "…"                    on the form; {name} is the child's first name
    help = "…"
    print = "…"                    on the page and on paper
    [[section]]                    a question of this layout alone; these in order
    key = "adjustments"            under this name the answer is kept: never used for another
    title, help, print             as above
    place = "top" | "foot"         above or below the targets; "top" if left out
    longest = 2000                 characters
    choices = [["value", "words"]] for a question with fixed answers
    source = "provision"           a registered source of lines to write about (add_source)

Nothing in the engine knows a key. When the proposed form is fixed, the file changes and nothing
else: plans keep answers whose question is gone, and versions hold the words they were asked in.
"""

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent
LONGEST = 2000


@dataclass(frozen=True)
class Section:
    """One question of a layout. `print` is its heading on the page and on paper."""

    key: str
    title: str
    print: str
    help: str = ""
    place: str = "top"
    longest: int = LONGEST
    choices: tuple = ()
    source: str = ""

    def words(self, answer: str) -> str:
        """The answer as it is read: a choice in its words."""
        return dict(self.choices).get(answer, answer)


@dataclass(frozen=True)
class Form:
    """What one layout asks besides the questions of every plan."""

    schema: int = 0
    label: str = ""
    about: str = ""
    head: dict | None = None
    sections: tuple[Section, ...] = ()

    def own(self, field: str, which: str) -> str:
        """This layout's title, help or print of a question every plan has; "" where it has none."""
        return (self.head or {}).get(field, {}).get(which, "")


def of_layout(layout: str) -> Form:
    """The layout's form; an empty one where the layout asks nothing of its own."""
    return _read(FOLDER, layout)


@lru_cache(maxsize=32)
def _read(folder: Path, layout: str) -> Form:
    path = folder / f"{layout}.toml"
    if not path.is_file():
        return Form()
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    asked = [
        Section(**{**section, "choices": tuple(map(tuple, section.get("choices", ())))})
        for section in data.pop("section", ())
    ]
    return Form(**data, sections=tuple(asked))


def to_read(plan) -> dict:
    """A plan's own questions and answers for iep.content; {} where its layout has none.

    rows: {key, title, place, text}, those of the layout in its order (also unanswered ones), then
    answers to questions it no longer asks. titles: other words for questions of every plan.
    """
    form = of_layout(plan.layout)
    rows = [
        {"key": each.key, "title": each.print, "place": each.place,
         "text": each.words(plan.answers.get(each.key, ""))}
        for each in form.sections
    ]  # fmt: skip
    known = {each.key for each in form.sections}
    rows += [
        {"key": key, "title": key.replace("_", " ").capitalize(), "place": "foot", "text": text}
        for key, text in sorted(plan.answers.items())
        if key not in known and text
    ]
    titles = {name: own["print"] for name, own in (form.head or {}).items() if "print" in own}
    if not rows and not titles:
        return {}
    about = {"schema": form.schema, "label": form.label, "about": form.about}
    return {**about, "titles": titles, "rows": rows}


# A later room's lines to write about: {name: function of the plan → lines in words}.
sources: dict[str, Callable[..., Iterable[str]]] = {}


def add_source(name: str, lines: Callable[..., Iterable[str]]) -> None:
    """Offer lines beside the questions that name this source, as the provision a child has."""
    sources[name] = lines
