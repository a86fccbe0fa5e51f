"""One line of the ledger for a page or paper: a promise, how much of it was given, why not more."""

from collections import defaultdict

from django.urls import reverse

from provision.ledger import reading, wording
from provision.models import Promise
from pupils.wording import day_text
from sendcase.at_once import at_once


def line(ledger, window, percent: int) -> dict:
    """percent: of the policy, under which it is marked."""
    promise, account = ledger.promise, ledger.total
    lost = wording.lost(account)
    kind, status = status_of(account, percent)
    return {
        "pk": promise.pk,
        "what": promise.what,
        "often": wording.often(promise),
        "since": since(promise),
        "url": reverse("ledger:promise", args=[promise.pk]),
        "in_short": said(account, window),
        "lost": f"Not given: {wording.reasons(lost)}." if lost else "",
        "kind": kind,
        "status": status,
        "promised": account.promised,
        "given": account.given,
    }


def said(account, window) -> str:
    if not account.promised and not account.given:
        return "Nothing was due yet"
    return f"{window.name}: {wording.in_short(account)}"


def since(promise) -> str:
    until = f" until {day_text(promise.until_on)}" if promise.until_on else ""
    return f"from {day_text(promise.from_on)}{until}"


def status_of(account, percent) -> tuple[str, str]:
    """(kind, words) for components/_status.html."""
    if not account.promised:
        return "plain", "Not due yet"
    share = 100 * account.given
    if share >= 100 * account.promised:
        return "done", "Given in full"
    if share >= percent * account.promised:
        return "done", "Mostly given"
    return "late", "Less than promised"


def in_words(ledger, window, name: str) -> dict:
    """For a family: what was promised and what came of it, as sentences."""
    return {
        "what": ledger.promise.what,
        "often": wording.often(ledger.promise),
        "since": since(ledger.promise),
        "sentences": wording.sentences(ledger.promise, ledger.total, window, name),
        "weeks": [week_row(week) for week in ledger.weeks],
    }


def week_row(week) -> dict:
    return {
        "from": day_text(week.monday),
        "promised": week.promised,
        "given": week.given,
        "why": wording.sentence(wording.reasons(wording.lost(week))),
        "beyond": week.beyond,
    }


def beside(user, model, owners, school_of, window=None) -> dict[int, list[dict]]:
    """Owner (target, line of section F) → the lines of the promises that give it, as far as this
    person may read them. owners: a filter of the links, {"target__in": …}; school_of() → the
    school, asked only where something is linked. window: this term where none is given. One query
    where nothing is linked, six else.
    """
    found = at_once({"link": links(user, model, owners)})
    return of_links(found["link"], model, school_of, window)


def links(user, model, owners, *also):
    """The links that `beside` reads, for sendcase.at_once; also: more of their columns."""
    rows = model.objects.visible_to(user).filter(**owners, removed_at=None)
    return rows, ("pk", model.OWNER, "promise", *also)


def of_links(found: list[dict], model, school_of, window=None) -> dict[int, list[dict]]:
    """As `beside`, of rows of `links`."""
    ordered = sorted(found, key=lambda row: row["pk"])
    pairs = [(row[model.OWNER], row["promise"]) for row in ordered]
    if not pairs:
        return {}
    school = school_of()
    book = reading.book_of(school)
    window = window or book.term()
    rows = reading.in_window(Promise.objects.filter(pk__in=[key for _, key in pairs]), window)
    percent = school.policy.promise_percent
    shown = {
        ledger.promise.pk: line(ledger, window, percent)
        for ledger in reading.read(rows, book, window)
    }
    found = defaultdict(list)
    for owner, key in pairs:
        if key in shown:
            found[owner].append(shown[key])
    return dict(found)
