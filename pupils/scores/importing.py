"""A list of scores: every row's fate, then all rows or none. Read again, it adds nothing twice."""

from collections import Counter

from django.core.exceptions import ValidationError

from accounts.permissions import Permission
from pupils.models import Pupil
from pupils.roll import cells
from pupils.roll.fates import CHANGED, NEW, PROBLEM, SAME, Fate, Found
from pupils.roll.kinds import SEE_FIRST, Kind
from pupils.roll.whose import Whose
from pupils.scores import kinds
from pupils.scores.columns import SCORES
from pupils.scores.models import Score, key_of
from pupils.scores.services import check_day, facts, tell
from pupils.wording import day_text

NEEDED = ("test", "kind", "result", "taken_on")
BATCH = 500


def preview(table, school, by=None, chosen=None) -> Found:
    """Raises reading.Refused where the file is no list of scores."""
    found = cells.read(table, SCORES, chosen or {}, check)
    whose = Whose(list(Pupil.objects.filter(school=school)))
    pupils = [whose.match(row) for row in found.rows]
    seen = {pupil.pk for pupil in pupils if pupil}
    on_file = {
        (row.pupil_id, row.test_key, row.kind, row.taken_on): row
        for row in Score.objects.filter(school=school).iterator()
        if row.pupil_id in seen
    }
    keys = [_key(row, pupil) for row, pupil in zip(found.rows, pupils, strict=True)]
    often = Counter(key for key in keys if key)
    fates = [
        _fate(row, pupil, key, on_file, often)
        for row, pupil, key in zip(found.rows, pupils, keys, strict=True)
    ]
    return Found(fates=fates, unknown=found.unknown, remembered=found.remembered)


def check(row) -> None:
    """What one row alone must have."""
    for key in NEEDED:
        if key not in row.raw:
            row.wrong(key, "This is missing.")
    if not any(row.raw.get(key) for key in ("upn", "admission_number")):
        row.wrong("upn", "Give the pupil's UPN or admission number: names alone do not tell.")
    said = row.values
    if said.get("kind") and said.get("result"):
        try:
            said["tenths"], said["word"] = kinds.read(said["kind"], said["result"])
        except ValidationError as wrong:
            row.wrong("result", " ".join(wrong.messages))


def _key(row, pupil) -> tuple | None:
    said = row.values
    if pupil is None or not all(said.get(key) for key in ("test", "kind", "taken_on")):
        return None
    return pupil.pk, key_of(said["test"]), said["kind"], said["taken_on"]


def _fate(row, pupil, key, on_file, often) -> Fate:
    said = row.values
    if pupil and said.get("taken_on"):
        try:
            check_day(said["taken_on"], pupil.born_on)
        except ValidationError as wrong:
            row.wrong("taken_on", " ".join(wrong.messages))
    if key and often[key] > 1:
        row.wrong("test", f"Two rows give {pupil.name} a result of this test on this day.")
    fate = Fate(row, PROBLEM, pupil)
    fate.shown = {"name": pupil.name if pupil else row.name, "facts": _facts(said)}
    if row.problems or pupil is None or key is None:
        return fate
    fate.target = on_file.get(key)
    fate.changes = _changes(said, fate.target)
    fate.kind = NEW if fate.target is None else CHANGED if fate.changes else SAME
    return fate


def _facts(said) -> list[str]:
    """The test and its day; the result."""
    test = ", ".join(filter(None, [said.get("test", ""), day_text(said.get("taken_on"))]))
    if "tenths" not in said:
        return [test, said.get("result", "")]
    result = kinds.words(said["kind"], said["tenths"], said["word"])
    return [test, f"{result} ({kinds.SHORT[said['kind']]})"]


def _changes(said, score) -> dict:
    """{what: (before, after)}; an empty cell changes nothing."""
    now = {"result": kinds.words(said["kind"], said["tenths"], said["word"])}
    if said.get("source"):
        now["source"] = said["source"]
    if score is None:
        return {name: ("", value) for name, value in now.items()}
    return {n: (getattr(score, n), v) for n, v in now.items() if getattr(score, n) != v}


def write(found, *, school, by) -> dict:
    """Make every fate true, in the caller's transaction. Returns counts."""
    new = [fate for fate in found.fates if fate.kind == NEW]
    changed = [fate for fate in found.fates if fate.kind == CHANGED]
    made = Score.objects.bulk_create([_made(fate, school, by) for fate in new], BATCH)
    for row in made:
        tell("score.recorded", row, by, {name: [None, x] for name, x in facts(row).items()})
    for fate in changed:
        row, said = fate.target, fate.row.values
        row.tenths, row.word = said["tenths"], said["word"]
        row.source, row.version = said.get("source") or row.source, row.version + 1
        tell("score.corrected", row, by, {name: list(two) for name, two in fate.changes.items()})
    rows = [fate.target for fate in changed]
    Score.objects.bulk_update(rows, ["tenths", "word", "source", "version"], BATCH)
    return dict(found.counts)


def _made(fate, school, by) -> Score:
    said = fate.row.values
    return Score(
        school=school, pupil=fate.pupil, test=said["test"], test_key=key_of(said["test"]),
        kind=said["kind"], tenths=said["tenths"], word=said["word"], taken_on=said["taken_on"],
        source=said.get("source", ""), recorded_by=by,
    )  # fmt: skip


KIND = Kind(
    key="scores",
    title="Import scores",
    file="The scores, as a CSV file or an Excel workbook",
    needed="the pupil’s UPN (or the admission number with the names and the date of birth), the "
    "test, the kind of result, the result and the date of the test",
    route="pupils:scores-import",
    permission=Permission.SCORE_IMPORT,
    fields=SCORES,
    facts=("Test", "Result"),
    missing="",
    missing_words="",
    intro=(
        f"{SEE_FIRST}the same test of the same child on the same day is never added twice. A "
        "result that differs is corrected, and you see both before.",
        "Kinds of result: standardised (40 to 160), scaled (80 to 120), age (7:06, or 90 for the "
        "months), marks, and word for a teacher’s assessment. One result in each row.",
    ),
    preview=preview,
    write=write,
)
