"""What is late, by kind; and how much lies with whom. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from pupils.wording import counted
from reminders.today import TITLES, title_of
from reports.head import words
from reports.head.lines import Line, Part, part

SOON = timedelta(days=14)
MOST_KINDS, MOST_PEOPLE = 6, 7


@dataclass
class Heap:
    """Open things of one kind, or of one person. oldest: days late of the latest one."""

    words: str
    key: str
    open: int = 0
    late: int = 0
    waiting: int = 0  # late, and waited for somebody outside
    legal: int = 0  # late, and the day is one of the law
    soon: int = 0
    oldest: int = 0

    def add(self, row: dict, today: date) -> None:
        self.open += 1
        if row["due_on"] < today:
            self.late += 1
            self.waiting += bool(row["is_waiting"])
            self.legal += bool(row["is_legal"])
            self.oldest = max(self.oldest, (today - row["due_on"]).days)
        elif row["due_on"] <= today + SOON:
            self.soon += 1


def at_work(rows: list[dict], today: date) -> list[dict]:
    """Without what somebody put off to a day that has not come."""
    return [row for row in rows if not row["put_off_until"] or row["put_off_until"] <= today]


def heaps(rows: list[dict], today: date, key_of, words_of) -> list[Heap]:
    """The worst first: late by law, most late, then the oldest, then what is due soon."""
    found: dict[str, Heap] = {}
    for row in rows:
        key = key_of(row)
        if key not in found:
            found[key] = Heap(words_of(row), key)
        found[key].add(row, today)
    return sorted(
        found.values(), key=lambda h: (-h.legal, -h.late, -h.oldest, -h.soon, -h.open, h.words)
    )


def by_kind(rows: list[dict], today: date, at: str) -> Part:
    found = heaps(rows, today, lambda row: row["kind"], lambda row: row["kind"])
    lines = [
        Line(late_words(heap), f"{at}?{urlencode({'kind': heap.key})}", "late",
             "Late by law" if heap.legal else "Late")
        for heap in found if heap.late
    ]  # fmt: skip
    return part("late", "What is late", lines, most=MOST_KINDS, calm="Nothing is late.", url=at)


def late_words(heap: Heap) -> str:
    """ "12 plans to review, the oldest 23 days late. 3 of them wait for somebody outside." """
    days = counted(heap.oldest, "day")
    said = f"{words.said(heap.key, heap.late)}, {'the oldest ' if heap.late > 1 else ''}{days} late"
    if not heap.waiting:
        return said
    if heap.late == 1:
        return f"{said}; it waits for somebody outside"
    return f"{said}; {heap.waiting} of them wait{'s' * (heap.waiting == 1)} for somebody outside"


def in_all(rows: list[dict], today: date) -> str:
    """ "41 things are late, 6 of them by law." What the page says first."""
    late = [row for row in rows if row["due_on"] < today]
    legal = sum(bool(row["is_legal"]) for row in late)
    if not late:
        return "Nothing is late."
    said = f"{counted(len(late), 'thing')} {'is' if len(late) == 1 else 'are'} late"
    if not legal:
        return f"{said}, none of them by law." if len(late) > 1 else f"{said}, not by law."
    return f"{said}, by law." if len(late) == 1 else f"{said}, {legal} of them by law."


def by_person(rows: list[dict], today: date, at: str, policy) -> Part:
    titles = {column: getattr(policy, column.split("__")[-1]) for column in TITLES.values()}
    found = heaps(
        rows, today,
        lambda row: str(row["owner_id"] or row["owner_role"]), lambda row: title_of(row | titles),
    )  # fmt: skip
    lines = [
        Line(f"{heap.words}: {load_words(heap)}", f"{at}?{urlencode({'whose': heap.key})}",
             "late" if heap.late else "", "Late" if heap.late else "")
        for heap in found
    ]  # fmt: skip
    calm = "Nothing is open for anybody."
    return part("people", "Who has how much", lines, most=MOST_PEOPLE, calm=calm, url=at)


def load_words(heap: Heap) -> str:
    said = [f"{heap.open} open"]
    if heap.late:
        said.append(f"{heap.late} late")
    if heap.soon:
        said.append(f"{heap.soon} due in the next two weeks")
    return ", ".join(said)
