"""Putting what was chosen into the typing of a plan that is not saved yet: plain dicts, no writes.

typed: {name: [values]} as a draft keeps it. Rows: dicts of what stands in the boxes of one target.
"""

from iep.bank.matching import key_of, lines_of
from iep.forms import MOST_TARGETS, TargetFormSet
from sendcase.drafts.typed import as_post
from sendcase.edits import IllegalMove

PREFIX = "targets"


class TooMany(IllegalMove):
    """More targets than a plan may hold."""


def rows_of(typed) -> list[dict]:
    """Every row, also an empty one: the page counts them."""
    formset = TargetFormSet(data=as_post(typed), prefix=PREFIX)
    if not formset.management_form.is_valid():
        return []
    return [
        {
            name: field.widget.value_from_datadict(formset.data, {}, row.add_prefix(name))
            for name, field in row.fields.items()
        }
        for row in formset.forms
    ]


def with_rows(typed, rows) -> dict[str, list[str]]:
    """The typing with these rows in place of its own; empty ones are left out."""
    rows = [row for row in rows if any(row.values())]
    if len(rows) > MOST_TARGETS:
        raise TooMany(f"A plan holds {MOST_TARGETS} targets at most. Tick fewer.")
    kept = {name: values for name, values in typed.items() if not name.startswith(f"{PREFIX}-")}
    count = str(len(rows))
    kept |= {f"{PREFIX}-{name}_FORMS": [count] for name in ("TOTAL", "INITIAL")}
    kept |= {f"{PREFIX}-MIN_NUM_FORMS": ["0"], f"{PREFIX}-MAX_NUM_FORMS": [str(MOST_TARGETS)]}
    for number, row in enumerate(rows):
        for name, value in row.items():
            if value is True:
                kept[f"{PREFIX}-{number}-{name}"] = ["on"]
            elif value:
                kept[f"{PREFIX}-{number}-{name}"] = [str(value)]
    return kept


def added(rows, new, lines, into: int | None) -> list[dict]:
    """Rows, then the new ones; lines are added to row `into` (from 1), None: to every new one.

    Raises IllegalMove where there is no such row, or nothing the lines could belong to.
    """
    if lines and into is None and not new:
        raise IllegalMove("Say which target the strategies belong to.")
    if lines and into is not None and not 1 <= into <= len(rows):
        raise IllegalMove("That target is not there any more. Choose another.")
    rows = [
        with_lines(row, lines) if number == into else row
        for number, row in enumerate(rows, start=1)
    ]
    return rows + [with_lines(row, lines) if into is None else row for row in new]


def with_lines(row, lines) -> dict:
    """The row with those strategies that it does not have yet, one a line."""
    text = row.get("strategies") or ""
    there = {key_of(line) for line in lines_of(text)}
    more = [line for line in lines if key_of(line) not in there]
    return {**row, "strategies": "\n".join([*([text.rstrip()] if text.strip() else []), *more])}
