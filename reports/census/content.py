"""The whole return of a day as one plain value: shown, compared, approved, frozen, filed. Pure.

Without year and class: a year has no history, so a past return would change by itself in September.
Count SCHEMA up when the shape changes; frozen versions keep the shape they were made in.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from audit.log import canonical
from pupils.wording import called
from reports.census.days import Term, name_of, term_of
from reports.census.rules import Row, Setting
from schools.models import Census
from sendcase.frozen.services import digest

SCHEMA = 1
MAIN, SECOND = 1, 2  # SENtypeRank


def of(day: date, school, setting: Setting, rows: list[Row]) -> dict:
    """school: name, urn, laestab. rows: in their order."""
    return {
        "day": day.isoformat(),
        "term": term_of(day).value,
        "school": {"name": school.name, "urn": school.urn, "laestab": school.laestab,
                   "kind": setting.kind},
        "rows": [
            {"pupil": row.pupil, "upn": row.upn, "last": row.last, "first": row.first,
             "born": row.born_on.isoformat(), "code": row.code,
             "types": [[kind, rank] for kind, rank in row.types],
             "unit": row.in_unit, "resourced": row.in_resourced}
            for row in rows
        ],
    }  # fmt: skip


def sha_of(content: dict) -> str:
    """The digest that a version frozen with this content has."""
    return digest(canonical(content))


def counts(content: dict) -> dict[str, int]:
    """N, K, E → children."""
    found = Counter(row["code"] for row in content["rows"])
    return {code: found[code] for code in Census.values}


def name(row: dict) -> str:
    return called(row["first"], row["last"])


def type_of(row: dict, rank: int) -> str:
    return next((kind for kind, at in row["types"] if at == rank), "")


@dataclass(frozen=True)
class Change:
    pupil: int
    name: str
    words: str


def differences(before: dict, after: dict) -> list[Change]:
    """What is other than in an earlier return, child by child: those with K or E in either first,
    then by name as `after` has them.
    """
    was = {row["pupil"]: row for row in before["rows"]}
    now = {row["pupil"]: row for row in after["rows"]}
    with_types = before["term"] == after["term"] == Term.SPRING
    found = []
    for pupil, row in now.items():
        words = _changed(was[pupil], row, with_types) if pupil in was else [_joined(row)]
        if words:
            found.append(Change(pupil, name(row), ". ".join(words)))
    found += [
        Change(pupil, name(row), f"No longer on roll; was {row['code']}")
        for pupil, row in was.items() if pupil not in now
    ]  # fmt: skip
    # Each September a year joins and a year leaves: what is about SEN would be lost among them.
    return sorted(found, key=lambda each: not {_code(was, each), _code(now, each)} - {Census.N})


def _code(rows: dict[int, dict], change: Change) -> str:
    row = rows.get(change.pupil)
    return row["code"] if row else Census.N


def _joined(row: dict) -> str:
    return f"New on roll, {row['code']}"


def _changed(was: dict, now: dict, with_types: bool) -> list[str]:
    words = []
    if was["code"] != now["code"]:
        words.append(f"{was['code']} became {now['code']}")
    if with_types and was["types"] != now["types"] and now["types"]:
        words.append(f"Type of need: {types_text(was) or 'none'} became {types_text(now)}")
    for key, what in (("unit", "SEN unit"), ("resourced", "Resourced provision")):
        if was[key] != now[key] and None not in (was[key], now[key]):
            words.append(f"{what}: {yes_no(was[key])} became {yes_no(now[key])}")
    for key, what in (("upn", "UPN"), ("born", "Date of birth")):
        if was[key] != now[key]:
            words.append(f"{what} changed")
    if (was["last"], was["first"]) != (now["last"], now["first"]):
        words.append(f"Was called {name(was)}")
    return words


def types_text(row: dict) -> str:
    return ", ".join(kind for kind, _ in row["types"])


def yes_no(value: bool | None) -> str:
    return "" if value is None else "Yes" if value else "No"


def title(day: date) -> str:
    return name_of(day)
