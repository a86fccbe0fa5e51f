"""The first screen of the report: five things that matter, and what changed since the last one.

Pure, from the frozen content. Each figure stands in a chapter too, or in the report before.
"""

from reports.board import parts, sentences
from reports.board.sentences import inside
from reports.figures.day import SUPPORTED
from reports.figures.term.disagreeing import OPEN
from reports.figures.term.giving import GIVEN, PROMISED

# (chapter, title, tables, sums)
LINES = (
    ("who", "Who gets support", ("provision",), ()),
    ("reviews", "Reviews", ("plan-reviews", "annual-reviews"), ()),
    ("families", "Families", ("meetings",), ()),
    ("help", "Help given", (), ("minutes",)),
    ("cost", "Money", (), ("spent", "brought-in")),
)
BEFORE = {"plan-reviews": "Support plans: ", "annual-reviews": "Annual reviews: "}
WHOLE = {"meetings": "children with support"}
# Tables of which a changed figure is said, in this order.
WATCHED = ("provision", "register", "plan-reviews", "annual-reviews", "meetings", "complaints",
           "disagreements")  # fmt: skip
UNTITLED = ("provision", "register")  # their rows say enough
MOST, MOST_MOVES = 6, 3  # that are said
TOO_FEW = "too few children to give a figure."
FIRST = "This is the first report. The next one can be held against it."
SAME = "No figure of support, reviews, families, complaints or disagreements changed."
MORE = "More figures changed: they stand below."


def lines(figures: dict) -> list[dict]:
    """{key: of the chapter, title, sentence}; without what the report has no table of."""
    tables, sums = by_key(figures["tables"]), by_key(figures["sums"])
    found = []
    for key, title, names, amounts in LINES:
        said = [of_table(tables[name]) for name in names if name in tables]
        said += [in_england(figures, name) for name in names]
        said += [of_sums(sums[name]) for name in amounts if name in sums]
        if sentence := " ".join(filter(None, said)):
            found.append({"key": key, "title": title, "sentence": sentence})
    return found


def by_key(tables: list[dict]) -> dict[str, dict]:
    return {table["key"]: table for table in tables}


def of_table(table: dict) -> str:
    """Each group of its first column, of the whole where that is known."""
    whole = sentences.whole_of(table, 0)
    rows = (row for row in table["rows"] if row["words"] != table["of"])
    groups = ", ".join(
        f"{inside(row['words'])} {sentences.about(row['cells'][0], whole)}" for row in rows
    )
    before, what = BEFORE.get(table["key"], ""), WHOLE.get(table["key"], "children")
    of = f"of about {whole} {what}{',' if before else ':'} " if whole else ""
    return sentences.capital(f"{before}{of}{groups}.")


def in_england(figures: dict, name: str) -> str:
    """Beside all children, of all schools and of schools like this one; of children with support
    the chapter tells.
    """
    rows = [each for each in figures["national"] if each["table"] == name == "provision"]
    apart = [each for each in rows if each["row"] != SUPPORTED]
    together = [each for each in rows if each["row"] == SUPPORTED]
    said = ", ".join(f"{each['row']} {each['words']}" for each in apart)
    found = [f"England, {apart[0]['on']}: {said}."] if apart else []
    if together:
        phases = ", ".join(f"{parts.schools_of(each)} {each['words']}" for each in together)
        here = parts.own_share(figures, together[0]) or "not shown"
        found.append(f"Both together: {phases}, here {here}.")
    return " ".join(found)


def of_sums(table: dict) -> str:
    known = [row for row in table["rows"] if row["value"] is not None]
    if not known:
        return f"{table['title']}: {TOO_FEW}"
    if {PROMISED, GIVEN} <= {row["words"] for row in known}:
        return sentences.of_sums(table)
    return f"{table['title']}: about {known[0]['amount']}."


def changed(content: dict, said_again: str) -> dict:
    """{since: name of the term before, "" for the first report; lines}."""
    figures = content["figures"]
    if said_again:
        return {"since": figures["earlier"][0]["term"], "lines": [said_again]}
    moved = [of_movement(table) for table in figures["tables"] if table["key"] == "movement"]
    moved = list(filter(None, moved))
    if not figures["earlier"]:
        return {"since": "", "lines": [*moved, FIRST]}
    before = figures["earlier"][0]
    found = differences(by_key(before["tables"]), by_key(figures["tables"]))
    more = [MORE] if len(found) > MOST else []
    return {"since": before["term"], "lines": [*moved, *(found[:MOST] or [SAME]), *more]}


def of_movement(table: dict) -> str:
    """The largest moves; "" where each is small."""
    known = [(row["cells"][0]["value"], row["words"]) for row in table["rows"]]
    largest = sorted((each for each in known if each[0]), key=lambda each: -each[0])[:MOST_MOVES]
    said = "; ".join(f"{inside(words)} about {value} children" for value, words in largest)
    return f"{sentences.capital(said)}." if said else ""


def differences(before: dict[str, dict], now: dict[str, dict]) -> list[str]:
    """A sentence for each figure of the watched tables that is said otherwise than before."""
    found: dict[str, str] = {}
    for table in (now[key] for key in WATCHED if key in now and key in before):
        said = before[table["key"]]["rows"]
        was = {row["words"]: row["cells"][0] for row in said if counts(table, row)}
        for row in table["rows"]:
            words, cell = row["words"], row["cells"][0]
            if words in was and was[words]["words"] != cell["words"]:
                found.setdefault(label(table, words), difference(was[words], cell))
    return [f"{of}: {words}" for of, words in found.items()]


def counts(table: dict, row: dict) -> bool:
    """The whole of a term's work only says how many its parts are of; of disagreements one line."""
    if table["key"] == "disagreements":
        return row["words"] == OPEN
    return table["key"] in UNTITLED or row["words"] != table["of"]


def label(table: dict, words: str) -> str:
    return words if table["key"] in UNTITLED else f"{table['title']}, {inside(words)}"


def difference(was: dict, now: dict) -> str:
    return f"{sentences.about(now, None)}, it was {sentences.about(was, None)}."
