"""One sentence over each table, for who reads no charts. From the figures that leave, so “about”:
every figure is rounded to the nearest 5. Pure.
"""

from reports.disclosure import FEW_MOVED, SMALL, Shown, share
from reports.figures.day import NOT_SAID
from reports.figures.term.disagreeing import APPEAL, ENDED, MEDIATION, OPEN
from reports.figures.term.giving import GIVEN, PROMISED

FEW = f"{SMALL} or fewer"
MOVED = {5: "five"}.get(FEW_MOVED, str(FEW_MOVED))  # in words
ALL_FEW = "{}: in each group there are {} children."  # so it needs no table
MANY_FEW = "In each of the {} groups there are {} children."
MANY = 6  # groups that a sentence still names
NO_SUM = f"This is about {FEW} children, or one child has most of it, so no amount is given."
NONE_YET = "Nothing was counted here."
# Tables of which each row is said with its share, not the largest alone.
SHARES = {"register", "provision", "sex", "groups", "plan-reviews", "annual-reviews",
          "meetings", "letters", "referrals", "complaints", "disagreements"}  # fmt: skip
# Of a long table what a board asks first; the rest stands below.
FIRST_ASKED = {"disagreements": (OPEN, ENDED, MEDIATION, APPEAL)}


def of_table(table: dict) -> str:
    """table: of reports.board.content."""
    rows = [row for row in table["rows"] if row["words"] != table["of"]]
    if not rows:
        return NONE_YET
    whole = any(whole_of(table, at) for at in range(len(table["columns"])))
    if is_small(table) and not (whole and table["key"] in SHARES):
        return all_few(rows)
    if table["key"] == "movement":
        return of_known(rows)
    about = of_shares if table["key"] in SHARES else of_largest
    said = [about(table, rows, at) for at in range(len(table["columns"]))]
    return " ".join(filter(None, said))


def all_few(rows: list[dict]) -> str:
    if len(rows) > MANY:
        return MANY_FEW.format(len(rows), FEW)
    return ALL_FEW.format(", ".join(row["words"] for row in rows), FEW)


def is_small(table: dict) -> bool:
    """Whether of no group more than the symbol is known: the sentence says as much as the table."""
    rows = (row for row in table["rows"] if row["words"] != table["of"])
    return not any(cell["value"] for row in rows for cell in row["cells"])


def of_known(rows: list[dict]) -> str:
    """Of one column without a whole: what is known, and that the rest is small."""
    known = [row for row in rows if row["cells"][0]["value"]]
    said = "; ".join(f"{row['words']}: about {row['cells'][0]['value']} children" for row in known)
    rest = f" In each of the other groups {FEW}." if len(known) < len(rows) else ""
    return f"{said}.{rest}"


def of_shares(table: dict, rows: list[dict], at: int) -> str:
    """Each group of one column, of the whole where that is known."""
    whole = whole_of(table, at)
    first = FIRST_ASKED.get(table["key"])
    said = [row for words in first for row in rows if row["words"] == words] if first else rows
    said = [row for row in said if row["words"] != NOT_SAID or row["cells"][at]["value"]]
    named = inside if first else str
    parts = [f"{named(row['words'])} {about(row['cells'][at], whole)}" for row in said]
    return f"{beginning(table, at, whole)} {', '.join(parts)}."


def beginning(table: dict, at: int, whole: int | None) -> str:
    column = table["columns"][at]
    what = "children" if len(table["columns"]) == 1 else f"children with {column}"
    what = what.replace("with EHC", "with an EHC")
    return f"Of about {whole} {what}:" if whole else f"{capital(what)}:"


def about(cell: dict, whole: int | None) -> str:
    if cell["value"] is None:
        return cell["words"]
    part = share(Shown(cell["value"]), Shown(whole))
    return f"about {cell['value']}" + (f" ({part} %)" if part is not None else "")


def of_largest(table: dict, rows: list[dict], at: int) -> str:
    """The largest group of one column, and of how many."""
    known = [(row["cells"][at]["value"], row["words"]) for row in rows if row["cells"][at]["value"]]
    column = table["columns"][at]
    subject = f"{column}: " if len(table["columns"]) > 1 else ""
    if not known:
        return f"{subject}{FEW} children in each group." if subject else ""
    most = max(value for value, _ in known)
    first = [words for value, words in known if value == most]
    whole = whole_of(table, at)
    of = f" of about {whole}" if whole and whole >= most else ""
    if len(first) > 1:
        return f"{subject}{listed(first)} are the largest groups, with about {most}{of} each."
    return capital(f"{subject}the largest group is {listed(first)}, about {most}{of}.")


def whole_of(table: dict, at: int) -> int | None:
    """The figure of the row that is the whole; None where there is none, or it may not be known."""
    found = [row["cells"][at]["value"] for row in table["rows"] if row["words"] == table["of"]]
    return found[0] if found else None


def listed(words: list[str]) -> str:
    quoted = [f"“{each}”" for each in words]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)


def inside(words: str) -> str:
    """Within a sentence: “SEN support” keeps its capitals."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def of_sums(table: dict) -> str:
    """table: sums of reports.board.content. Hours given are held against those promised."""
    known = {row["words"]: row for row in table["rows"] if row["value"] is not None}
    if not known:
        return NO_SUM
    if PROMISED in known and GIVEN in known and known[PROMISED]["value"]:
        promised, given = known[PROMISED], known[GIVEN]
        part = min(100, round(100 * given["value"] / promised["value"]))
        return (
            f"Of about {promised['amount']} that were promised, about {given['amount']} took place "
            f"({part} %)."
        )
    return ". ".join(f"{words}: about {row['amount']}" for words, row in known.items()) + "."
