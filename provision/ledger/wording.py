"""The ledger in words: short, plain, kind. A parent and the child may read every sentence."""

from collections import Counter

from provision.ledger.counting import Account
from pupils.wording import counted

PER = {"day": "a day", "week": "a week", "term": "a term", "year": "a year"}
TIMES = {1: "once", 2: "twice"}
MINUTES_SAID = 180  # of a week, "40 of 110 minutes"; more is said in hours
# Why a time did not take place, after "because"; {name}: how the child is called.
BECAUSE = {
    "child_away": "{name} was away",
    "staff_away": "the adult was away and nobody could step in",
    "staff_needed": "the adult was needed elsewhere",
    "no_room": "there was no room",
    "event": "there was a trip, visit or event",
    "test": "there was a test or exam",
    "not_ready": "it was not the right moment for {name}",
    "closed": "school was closed",
    "other": "of something else",
    "": "it ended early",
}
SHORT = {
    "child_away": "child away", "staff_away": "adult away",
    "staff_needed": "adult needed elsewhere", "no_room": "no room",
    "event": "trip, visit or event", "test": "test or exam",
    "not_ready": "not the right moment", "closed": "school closed", "other": "something else",
    "": "ended early", "not_ticked": "not written down yet", "not_planned": "not in the timetable",
}  # fmt: skip
TO_DO = {
    "not_planned": "Nothing is timetabled for it. Give it a place and a time, or change what is "
    "promised.",
    "not_ticked": "Ask who gives it to tick what took place.",
    "staff_away": "Find somebody who can step in, or another time.",
    "staff_needed": "Find somebody who can step in, or another time.",
    "child_away": "Talk with the family about attendance, or think of another day.",
    "no_room": "Find another room or time.",
    "event": "Offer these times again on another day.",
    "test": "Offer these times again on another day.",
    "closed": "Offer these times again on another day.",
    "not_ready": "Ask the child what would help, or think of another time of day.",
    "other": "Ask what got in the way.",
    "": "Ask why the time was cut short.",
}


def length(minutes: int) -> str:
    """ "2 hours 15 minutes"."""
    hours, rest = divmod(minutes, 60)
    parts = [counted(hours, "hour") if hours else "", counted(rest, "minute") if rest else ""]
    return " ".join(filter(None, parts)) or "no minutes"


def often(promise) -> str:
    """ "20 minutes, 3 times a week"."""
    times = TIMES.get(promise.times, f"{promise.times} times")
    return f"{length(promise.minutes)}, {times} {PER[promise.per]}"


def in_all(promise) -> str:
    """ "60 minutes a week": what the times add up to, as a family counts it."""
    whole = promise.minutes * promise.times
    said = f"{whole} minutes" if whole <= 90 and whole > 1 else length(whole)
    return f"{said} {PER[promise.per]}"


def sentences(promise, account: Account, window, name: str) -> list[str]:
    """What a family wants to know of one promise. name: how the child is called."""
    first = f"{name} was promised {in_all(promise)}."
    if not account.promised and not account.given:
        return [first, "Nothing was due yet."]
    had = f"{window.name} {name} had {length(account.given)} of {length(account.promised)}."
    return [first, had, *not_given(account, name)]


def not_given(account: Account, name: str) -> list[str]:
    said = because("did not take place", account.missed, name)
    said += because("were cut off the end of a time", account.short, name)
    if account.not_ticked:
        said.append(f"For {length(account.not_ticked)} nobody has written down yet whether they "
                    "took place.")  # fmt: skip
    if account.not_planned:
        said.append(f"For {length(account.not_planned)} no time was set in the timetable.")
    if account.beyond:
        said.append(f"{sentence(length(account.beyond))} were on top of the promise.")
    return said


def because(what: str, minutes: dict[str, int], name: str) -> list[str]:
    """One sentence of all reasons, the one of most minutes first; none where there is none."""
    rows = [(length(each), f"because {BECAUSE[reason].format(name=name)}")
            for reason, each in Counter(minutes).most_common()]  # fmt: skip
    if not rows:
        return []
    whole = f"{sentence(length(sum(minutes.values())))} {what}"
    if len(rows) == 1:
        return [f"{whole} {rows[0][1]}."]
    return [f"{whole}: {', '.join(' '.join(row) for row in rows)}."]


def sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def in_short(account: Account) -> str:
    """ "9 hours of 12 hours given"."""
    return f"{length(account.given)} of {length(account.promised)} given"


def this_week(kept: int, promised: int, on_top: int) -> str:
    """ "Given this week: 40 of 60 minutes and 20 minutes on top"; "" where there is nothing."""
    if not promised and not on_top:
        return ""
    few = 1 < promised <= MINUTES_SAID
    of = f"{kept} of {promised} minutes" if few else f"{length(kept)} of {length(promised)}"
    more = length(on_top) if on_top else ""
    parts = [of if promised else "", f"{more} on top" if promised and more else more]
    return f"Given this week: {' and '.join(filter(None, parts))}"


def reasons(found: Counter) -> str:
    """ "adult away 40 min, no room 20 min": all of them."""
    return ", ".join(f"{SHORT[reason]} {minutes} min" for reason, minutes in found.most_common())


def to_do(found: Counter) -> str:
    """About the reason that took the most minutes."""
    first = found.most_common(1)
    return TO_DO[first[0][0]] if first else ""


def lost(account: Account) -> Counter:
    """Reason → minutes, with what is not ticked and not planned."""
    own = {"not_ticked": account.not_ticked, "not_planned": account.not_planned}
    return Counter({key: n for key, n in (account.reasons + Counter(own)).items() if n})
