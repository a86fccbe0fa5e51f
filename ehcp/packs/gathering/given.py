"""What was promised to the child and how much of it was given, over the last twelve months."""

from datetime import timedelta

from ehcp.packs.items import Item
from ehcp.packs.sheets import Block, sheet
from provision.ledger import lines, reading, wording
from provision.ledger.reading import Window
from provision.models import Promise
from pupils.wording import day_text
from sendcase import moment

YEAR = timedelta(days=365)
COLUMNS = ("Help", "How much", "Promised", "Given", "Why not more")


def given(case) -> list[Item]:
    today = moment.today()
    window = Window("In the last 12 months", today - YEAR, today)
    rows = reading.in_window(case.mine(Promise.objects), window).order_by("from_on", "pk")
    promises = list(rows)
    if not promises:
        return []
    title = "What was promised and given"

    def pdf():
        book = reading.book_of(case.pupil.school)
        return sheet(case, title, blocks(case, reading.read(promises, book, window), window))

    return [Item("given:1", title, today, pdf=pdf)]


def blocks(case, ledgers, window) -> list[Block]:
    """A table of all promises, then each in words."""
    period = f"{day_text(window.first)} to {day_text(window.last)}"
    table = Block("In short", [("Counted", period)], COLUMNS, [row_of(each) for each in ledgers])
    name = case.pupil.first_name
    words = [
        (f"{each.promise.what}, {lines.since(each.promise)}",
         " ".join(wording.sentences(each.promise, each.total, window, name)))
        for each in ledgers
    ]  # fmt: skip
    return [table, Block("In words", words)]


def row_of(ledger) -> list[str]:
    total, promise = ledger.total, ledger.promise
    return [
        promise.what, f"{wording.often(promise)}, {lines.since(promise)}",
        wording.length(total.promised), wording.length(total.given),
        wording.sentence(wording.reasons(wording.lost(total))),
    ]  # fmt: skip
