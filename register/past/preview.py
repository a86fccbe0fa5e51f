"""The fate of every spell in a list of earlier SEN, decided without writing anything.

What stands in the register here is not changed by a list: a spell that is here already stays as it
is, one that would lie over it is a problem of its row.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from pupils.models import Pupil
from pupils.roll import cells
from pupils.roll.fates import NEW, PROBLEM, SAME, Fate, Found
from pupils.roll.whose import Whose
from pupils.wording import day_text
from register import codes
from register.models import RegisterEntry
from register.past.columns import HISTORY
from schools.models import Census, Stage
from sendcase import moment

ONE_DAY = timedelta(days=1)
NO_SUPPORT = "no support: nothing to write"


@dataclass
class Spell:
    """One row that can be placed. until_on None: it runs today."""

    fate: Fate
    from_on: date
    until_on: date | None
    stage: Stage | None = None
    needs: list[str] = field(default_factory=list)

    @property
    def said(self) -> dict:
        return self.fate.row.values


def preview(table, school, by=None, chosen=None) -> Found:
    """Raises reading.Refused where the file is no list of earlier SEN."""
    found = cells.read(table, HISTORY, chosen or {}, check)
    whose = Whose(list(Pupil.objects.filter(school=school)))
    stages = list(school.stages.all())
    fates, by_pupil = [], defaultdict(list)
    for row in found.rows:
        fate = Fate(row, PROBLEM, whose.match(row))
        fate.shown = {"name": fate.pupil.name if fate.pupil else row.name, "facts": ["", ""]}
        fates.append(fate)
        if fate.pupil and not row.problems:
            by_pupil[fate.pupil.pk].append(_spell(fate, stages))
    here = _entries(school)
    for pk, spells in by_pupil.items():
        _judge(spells, here.get(pk, []))
    return Found(fates, found.unknown, found.remembered)


def check(row) -> None:
    """What one row alone must have."""
    if not any(row.raw.get(key) for key in ("upn", "admission_number")):
        row.wrong("upn", "Give the pupil's UPN or admission number: names alone do not tell.")
    for key in ("code", "from_on"):
        if key not in row.raw:
            row.wrong(key, "This is missing.")
    _check_days(row)
    said = row.values
    unread = any(key in row.raw and key not in said for key in ("primary", "secondary"))
    if said.get("secondary") and "primary" not in row.raw:
        row.wrong("secondary", "There is a second type of need and no main one.")
    elif "code" in said and not unread:
        for words in codes.problems(said["code"], types_of(said)):
            row.wrong("primary", words)


def types_of(said) -> list[str]:
    return [said[key] for key in ("primary", "secondary") if said.get(key)]


def _check_days(row) -> None:
    today, said = moment.today(), row.values
    start, end = said.get("from_on"), said.get("until_on")
    for key in ("from_on", "until_on", "told_on"):
        if said.get(key) and said[key] > today:
            row.wrong(key, f"{day_text(said[key])} has not come yet.")
    if start and end and end < start:
        row.wrong("until_on", f"It ends before it starts, {day_text(start)}.")


def _spell(fate, stages) -> Spell:
    row, pupil = fate.row, fate.pupil
    said = row.values
    spell = Spell(fate, said["from_on"], said.get("until_on"), needs=types_of(said))
    for key in ("from_on", "told_on"):
        if said.get(key) and said[key] < pupil.born_on:
            row.wrong(key, f"{pupil.first_name} was born on {day_text(pupil.born_on)}.")
    spell.stage = _stage(row, stages)
    return spell


def _stage(row, stages) -> Stage | None:
    """The stage the row names, closed ones too; else the only one that has its code now."""
    code, name = row.values["code"], row.values.get("stage", "")
    if name:
        same = [stage for stage in stages if stage.name.casefold() == name.casefold()]
        same.sort(key=lambda stage: stage.closed_on is not None)
        if not same:
            row.wrong("stage", "Your policy has no stage of this name. Write one it has or had.")
        return same[0] if same else None
    fitting = [stage for stage in stages if stage.census_code == code and not stage.closed_on]
    if len(fitting) == 1 or code == Census.N:
        return fitting[0] if len(fitting) == 1 and code != Census.N else None
    if fitting:
        names = ", ".join(stage.name for stage in fitting)
        row.wrong("stage", f"More than one stage has the code {code}. Write which: {names}.")
    else:
        row.wrong("stage", f"No stage of your policy has the code {code}. Write the stage's name.")
    return None


def _entries(school) -> dict[int, list[RegisterEntry]]:
    """Number of the pupil → what stands in the register, oldest first."""
    found = defaultdict(list)
    rows = RegisterEntry.objects.filter(school=school).order_by("from_on", "pk")
    for entry in rows.prefetch_related("needs"):
        found[entry.pupil_id].append(entry)
    return found


def _judge(spells: list[Spell], entries: list[RegisterEntry]) -> None:
    """One pupil's spells against each other and against the register."""
    spells.sort(key=lambda spell: (spell.from_on, spell.fate.row.line))
    for before, after in zip(spells, spells[1:], strict=False):
        _end_before(before, after)
    for spell in spells:
        row = spell.fate.row
        same = next((entry for entry in entries if _is_same(spell, entry)), None)
        if same is None and spell.stage and not row.problems:
            _fit(spell, entries)
            _check_current(spell)
        if row.problems:
            continue
        spell.fate.kind = SAME if same or spell.stage is None else NEW
        spell.fate.shown = _shown(spell, same)
        if spell.fate.kind == NEW:
            spell.fate.changes = _changes(spell)


def _end_before(before: Spell, after: Spell) -> None:
    """An empty end is the day before the next spell; spells must not lie over each other."""
    if before.until_on is None and before.from_on < after.from_on:
        before.until_on = after.from_on - ONE_DAY
    if before.until_on is None or before.until_on >= after.from_on:
        after.fate.row.wrong(
            "from_on",
            f"Line {before.fate.row.line} of this child runs over it: from "
            f"{day_text(before.from_on)} to {day_text(before.until_on) or 'today'}. One spell ends "
            "the day before the next starts.",
        )


def _is_same(spell: Spell, entry: RegisterEntry) -> bool:
    """It is here already, also where it has ended here since."""
    same = (entry.from_on, entry.census_code) == (spell.from_on, spell.said["code"])
    here = spell.stage is None or entry.stage_id == spell.stage.pk
    return same and here and spell.said.get("until_on") in (None, entry.until_on)


def _fit(spell: Spell, entries: list[RegisterEntry]) -> None:
    """Between what stands in the register, or a problem."""
    later = [entry for entry in entries if entry.from_on > spell.from_on]
    if spell.until_on is None and later:
        spell.until_on = later[0].from_on - ONE_DAY
    end = spell.until_on or date.max
    for entry in entries:
        if entry.from_on <= end and spell.from_on <= (entry.until_on or date.max):
            spell.fate.row.wrong(
                "from_on",
                f"{entry.stage_name} stands in the register here from {day_text(entry.from_on)} "
                f"to {day_text(entry.until_on) or 'today'}. A list does not change that.",
            )
            return


def _check_current(spell: Spell) -> None:
    """What runs today goes by today's policy, and only for a child who is here."""
    row, pupil = spell.fate.row, spell.fate.pupil
    last = spell.until_on or spell.from_on
    if pupil.left_on and (spell.until_on is None or last > pupil.left_on):
        row.wrong(
            "until_on",
            f"{pupil.first_name}'s last day here is {day_text(pupil.left_on)}. Give an end by "
            "then.",
        )
    if spell.until_on is not None:
        return
    if spell.stage.closed_on:
        row.wrong("stage", f"{spell.stage.name} is closed in your policy. Write an open stage.")
    elif spell.stage.census_code != spell.said["code"]:
        row.wrong(
            "stage",
            f"{spell.stage.name} has the code {spell.stage.census_code} in your policy, and this "
            f"row says {spell.said['code']}.",
        )


def _shown(spell: Spell, same) -> dict:
    said = spell.said
    words = [said["code"], *([spell.stage.name] if spell.stage else []), *spell.needs]
    span = f"{day_text(spell.from_on)} to {day_text(spell.until_on) or 'now'}"
    if spell.stage is None and same is None:
        span = f"{span}: {NO_SUPPORT}"
    elif same and [need.need_type for need in same.needs.all()] != spell.needs:
        span = f"{span}; here with other needs, which stay"
    elif same is None and spell.until_on is None and said["code"] != Census.N:
        told = day_text(said.get("told_on"))
        span = f"{span}; family told {told}" if told else f"{span}; the family is still to be told"
    return {"name": spell.fate.pupil.name, "facts": [", ".join(words), span]}


def _changes(spell: Spell) -> dict:
    """What is agreed to; writing reads it."""
    said = spell.said
    return {
        "stage": (None, spell.stage.pk),
        "census_code": (None, said["code"]),
        "from_on": (None, spell.from_on),
        "until_on": (None, spell.until_on),
        "needs": (None, spell.needs),
        "told_on": (None, said.get("told_on")),
        "note": (None, said.get("note", "")),
    }
