"""The ledger on pages: one promise in full, and the list of those that slip."""

from django.urls import reverse

from accounts.permissions import Permission as P
from provision.ledger import beside, chart, counting, lines, reading, wording
from provision.models import PromiseLook, SlippingWeek
from pupils.access import may_about
from pupils.wording import counted, day_text
from sendcase import moment


def whole(user, promise) -> dict:
    """One promise: pupil and school__policy joined. Six queries."""
    book = reading.book_of(promise.school)
    window = book.term()
    (ledger,) = reading.read([promise], book, window)
    looks = PromiseLook.objects.visible_to(user).filter(promise=promise)
    looks = looks.select_related("looked_by")
    percent = promise.school.policy.promise_percent
    return {
        "promise": promise, "pupil": promise.pupil, "window": window,
        "line": lines.line(ledger, window, percent),
        "words": lines.in_words(ledger, window, promise.pupil.first_name),
        "chart": chart.chart(ledger.weeks), "until": day_text(window.last),
        "looks": [look_line(each) for each in looks],
        "may_look": may_about(user, P.PROVISION_EDIT, promise.pupil),
        "end_reason": promise.end_reason, "beside": beside.lines(user, promise),
    }  # fmt: skip


def look_line(look) -> dict:
    return {"because": look.because, "by": look.looked_by.name, "on": day_text(look.on)}


def through(school) -> str:
    """Who looked through the list this week, and when; empty for nobody."""
    monday = counting.monday_of(moment.today())
    rows = SlippingWeek.objects.filter(school=school, monday=monday).select_related("looked_by")
    found = rows.first()
    if found is None:
        return ""
    return f"{found.looked_by.name}, {day_text(found.looked_at.astimezone(moment.LONDON))}"


def slip_row(slip, may_look: bool) -> dict:
    """For the list: who, what, how much, why, what to do."""
    promise, lost = slip.promise, wording.lost(slip.account)
    pupil = promise.pupil
    return {
        "pk": promise.pk,
        "pupil": pupil.name,
        "class": pupil.class_group.name if pupil.class_group else "",
        "what": promise.what,
        "often": wording.often(promise),
        "url": reverse("ledger:promise", args=[promise.pk]),
        "percent": slip.percent,
        "given": f"{slip.account.given} of {slip.account.promised} minutes in "
        f"{counted(slip.weeks, 'school week')}",
        "status": "Nothing for two weeks" if slip.is_empty else f"{slip.percent} % given",
        "why": wording.sentence(wording.reasons(lost)),
        "to_do": wording.to_do(lost),
        "look": look_line(slip.look) if slip.look else None,
        "look_url": reverse("ledger:look", args=[promise.pk]) if may_look else "",
    }
