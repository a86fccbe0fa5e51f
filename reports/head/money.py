"""What the help costs this year, what comes in, and who stands above the threshold. Pence."""

from provision.costs import funded, reading
from provision.costs.counting import part_of_days, round_pounds
from provision.costs.models import CostRules, Funding
from provision.costs.years import Year, year_with
from reports.head.lines import Line, Part, children, part

MOST = 5


def of_year(school, found: dict, calendar, today, url: str) -> Part:
    """Two queries more."""
    rules = CostRules(school=school, **(found["rules"][0] if found["rules"] else {}))
    year = year_with(today, rules.first_month)
    costs = reading.costs_of(school, year, calendar)
    funding = funding_in(found["funding"], school, year)
    lines = [
        *whole(costs, funding, year, url),
        *above(funded.by_pupil(costs, funding, rules.threshold), rules.threshold, url),
        *unknown(costs, url),
    ]
    calm = "No cost is counted yet."
    return part("money", f"Money, {year.name}", lines, most=MOST, calm=calm, url=url)


def funding_in(rows: list[dict], school, year: Year) -> list[tuple[Funding, int]]:
    """As provision.costs.funded.funding_of, of rows in hand."""
    return [
        (Funding(school=school, **row),
         part_of_days(row["pence"], row["from_on"], row["until_on"], year.first, year.last))
        for row in rows
        if row["from_on"] <= year.last and row["until_on"] >= year.first
    ]  # fmt: skip


def whole(costs, funding, year: Year, url: str) -> list[Line]:
    given, by_end = costs.given.total, costs.given.total + costs.ahead.total
    comes_in = sum(pence for _, pence in funding)
    if not (by_end or comes_in):
        return []
    gap = comes_in - by_end
    state = ("late", "Too little") if gap < 0 else ("done", "Enough")
    words = f"That is {pounds(-gap)} too little." if gap < 0 else f"That leaves {pounds(gap)}."
    return [
        Line(f"Spent so far: {pounds(given)}. By the end of the year: {pounds(by_end)}, if it "
             "goes on as planned.", url),
        Line(f"Comes in: {pounds(comes_in)}. {words}", url, *state),
    ]  # fmt: skip


def above(against: dict, threshold: int, url: str) -> list[Line]:
    over = [each for each in against.values() if each.above]
    if not over:
        return []
    missing = sum(each.missing for each in over)
    paid = "All of it is paid for." if not missing else f"Nobody pays {pounds(missing)} of it."
    words = (
        f"{children(len(over))} will cost more than {round_pounds(threshold)}: "
        f"{pounds(sum(each.above for each in over))} above. "
        f"{paid}"
    )
    return [Line(words, url, *(("late", "Not paid for") if missing else ("done", "Paid for")))]


def unknown(costs, url: str) -> list[Line]:
    if not costs.given.without_rate + costs.plan.without_rate:
        return []
    words = "Some adults have no rate: their time counts as nothing."
    return [Line(words, f"{url}rates/", "soon", "Not known")]


def pounds(pence: int) -> str:
    """To the nearest pound: the page of costs has the pence."""
    return f"£{(pence + 50) // 100:,}"
