"""What may go wrong: promises that slip, no consent, dates that clash, complaints, plans the family
has not seen, and plans that colleagues have not read.
"""

from collections import Counter
from datetime import date

from ehcp import clashes
from iep.readers import asking
from provision.ledger import reading, slipping
from pupils.wording import counted, day_text
from reminders.kinds import kinds
from reports.head.lines import Line, Part, children, part

MOST, MOST_DATES, MOST_READERS = 8, 3, 5


def of_school(user, school, found: dict, calendar, today: date, at: str) -> Part:
    """Two queries more."""
    lines = [
        *slipping_ones(user, school, found["look"], calendar, at), *consents(found, at),
        *complaints(found["complaint"], at), *dates(found["deadline"], calendar, today, at),
        *unseen(found["plan"], at),
    ]  # fmt: skip
    calm = "Nothing that we can see."
    return part("risk", "What may go wrong", lines, most=MOST, calm=calm)


def slipping_ones(user, school, looked_at: list[dict], calendar, at: str) -> list[Line]:
    looks = {row["promise_id"]: row for row in looked_at}
    slips = slipping.of_school(user, school, reading.book_of(school, calendar), looks)
    if not slips:
        return []
    least, unlooked = slips[0].percent, sum(slip.look is None for slip in slips)
    share = f"{least}\N{NO-BREAK SPACE}%"
    if len(slips) == 1:
        words = f"1 promise of help is not kept: {share} was given."
        looked = " The SENCO has not looked at it yet." if unlooked else ""
    else:
        words = f"{len(slips)} promises of help are not kept, the least with {share} given."
        looked = f" The SENCO has not looked at {unlooked} of them yet." if unlooked else ""
    words += looked
    return [Line(words, f"{at}provision/slipping/", "late", "Slips")]


def consents(found: dict, at: str) -> list[Line]:
    """Children, not places or requests."""
    helped = {row["pupil_id"] for row in found["helped"]}
    asked = {row["pupil_id"] for row in found["request"]}
    lines = []
    if helped:
        words = f"An agency gives help to {children(len(helped))} without an agreement that holds."
        lines.append(Line(words, f"{at}consents/?kind=agency", "late", "No consent"))
    if asked:
        words = f"An agency was asked about {children(len(asked))}, and the agreement has ended."
        lines.append(Line(words, f"{at}agencies/", "late", "No consent"))
    return lines


def complaints(rows: list[dict], at: str) -> list[Line]:
    if not rows:
        return []
    first = min(row["made_on"] for row in rows)
    formal = sum(row["way"] == "formal" for row in rows)
    if len(rows) == 1:
        words = f"1 {'formal ' if formal else ''}complaint is open, of {day_text(first)}."
    else:
        words = f"{len(rows)} complaints are open, {formal} of them formal, the oldest of "
        words += f"{day_text(first)}."
    return [Line(words, f"{at}complaints/", "soon", "Open")]


def dates(rows: list[dict], calendar, today: date, at: str) -> list[Line]:
    """Days the law sets on which the school is closed: what the school does, it does before.
    What an authority or a family does by then moves nothing here.
    """
    found = [
        (row["due_on"], kinds[row["kind"]].words(None), clash, row["kind"])
        for row in rows
        if row["is_legal"] and row["kind"].startswith("ehc-") and row["due_on"] >= today
        and not row["is_waiting"] and (clash := clashes.of(row["due_on"], calendar))
    ]  # fmt: skip
    found.sort(key=lambda each: each[:2])
    lines = [
        Line(f"{words}: {day_text(on)} is {on_closed(clash)}.{by(clash)}",
             f"{at}today/?kind={kind}", "soon", "Clash")
        for on, words, clash, kind in found[:MOST_DATES]
    ]  # fmt: skip
    if len(found) > MOST_DATES:
        more = len(found) - MOST_DATES
        lines.append(Line(f"{counted(more, 'more date')} of the law on a day the school is closed.",
                          f"{at}today/later/", "soon", "Clash"))  # fmt: skip
    return lines


def on_closed(clash) -> str:
    return clash.why if clash.why.startswith(("a ", "between")) else f"in “{clash.why}”"


def by(clash) -> str:
    return f" Do it by {day_text(clash.do_by)}." if clash.do_by else ""


def unseen(rows: list[dict], at: str) -> list[Line]:
    sent = sum(bool(row["is_sent"]) for row in rows)
    lines = []
    if kept := len(rows) - sent:
        words = "1 plan has" if kept == 1 else f"{kept} plans have"
        lines.append(Line(f"{words} not been sent to the family.", f"{at}plans/", "soon", "Unseen"))
    if sent:
        words = "1 plan went" if sent == 1 else f"{sent} plans went"
        lines.append(Line(f"{words} home, and the family has not answered.",
                          f"{at}letters/?state=issued&purpose=plan-shared"))  # fmt: skip
    return lines


def unread(school, found: dict, at: str) -> Part:
    """Who has not read the plans of the children they work with, the most first. One query."""
    owed = Counter(each.person_id for each in asking.owing(school))
    names = {row["user_id"]: row["user__name"] for row in found["member"]}
    url = f"{at}plans/readers/?by=person"
    lines = [
        Line(f"{names[person]}: {counted(number, 'plan')}", url)
        for person, number in sorted(owed.items(), key=lambda p: (-p[1], names.get(p[0], "")))
        if person in names
    ]
    calm = "Everybody has read the plans of the children they work with."
    return part("unread", "Who has not read what", lines, most=MOST_READERS, calm=calm, url=url)
