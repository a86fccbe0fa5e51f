"""The lists of the bank as files: what is asked for, with the columns on screen. No child's."""

from accounts.permissions import Permission as P
from iep.bank import counting, listing
from schools.sheets import answer, list_file, named, school_to_take
from sendcase.sheets import Sheet

TARGETS = {"target": "Target", "area": "Area of need", "years": "Years", "used": "In plans here"}
STRATEGIES = {"words": "Strategy", "others": "Also written as", "area": "Area of need",
              "weight": "How much it matters"}  # fmt: skip
AREA = "to one area of need"


@list_file
def target_sheet(request, slug, kind):
    school = school_to_take(request, slug, P.BANK_VIEW)
    rows = listing.targets(request.user, school, listing.asked(request, school))

    def make(entries):
        figures = counting.figures_for(request.user, school.pk, entries)
        lines = [listing.target_row(entry, figures) for entry in entries]
        return sheet_of(school, "targets", TARGETS, lines)

    ordered = rows.order_by(*listing.TARGETS)
    return answer(request, kind, ordered, make, f"/{school.slug}/bank/", AREA)


@list_file
def strategy_sheet(request, slug, kind):
    school = school_to_take(request, slug, P.BANK_VIEW)
    rows = listing.strategies(request.user, school, listing.asked(request, school))

    def make(entries):
        lines = [listing.strategy_row(entry) for entry in entries]
        return sheet_of(school, "strategies", STRATEGIES, lines)

    ordered = rows.order_by(*listing.STRATEGIES)
    return answer(request, kind, ordered, make, f"/{school.slug}/bank/strategies/", AREA)


def sheet_of(school, which, columns, lines) -> Sheet:
    name = named(school, f"bank-{which}")
    rows = [[line[key] for key in columns] for line in lines]
    return Sheet(name, f"Bank: {which}", list(columns.values()), rows)
