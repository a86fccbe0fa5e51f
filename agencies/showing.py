"""How a request and an advice are said: in lists, on their pages, on the child's tab."""

from django.db.models import Prefetch

from agencies import gate, uses
from agencies.models import Advice, AgencyRequest, Recommendation
from letters.consents import SOURCE
from letters.listing import STATUS, title_of, when_of
from letters.models import Letter
from pupils import sharing
from pupils.consents.models import Consent
from pupils.consents.words import words_of
from pupils.wording import day_text
from sendcase import moment
from sendcase.moment import LONDON

State, Decision = AgencyRequest.State, Recommendation.Decision
KINDS = {
    State.WAITING: "soon", State.READY: "soon", State.ASKED: "plain", State.WORKING: "plain",
    State.ADVISED: "done", State.CLOSED: "plain", State.REFUSED: "plain",
    State.DECLINED: "plain", State.WITHDRAWN: "plain",
}  # fmt: skip


def status(row, today=None) -> tuple[str, str]:
    """(kind, words) for components/_status.html."""
    today = today or moment.today()
    if row.state in (State.ASKED, State.WORKING) and row.expected_by < today:
        return "late", f"Late: expected {day_text(row.expected_by)}"
    return KINDS[State(row.state)], row.get_state_display()


def when(row) -> str:
    if row.state in (State.ASKED, State.WORKING):
        return f"expected by {day_text(row.expected_by)}"
    if row.state == State.READY:
        return f"ask by {day_text(row.ask_by)}"
    return day_text(row.ended_on)


def line(row, today) -> dict:
    """One row of the list. Plain words: dates are made into text here."""
    kind, words = status(row, today)
    return {
        "url": row.get_absolute_url(), "pupil": row.pupil.name, "agency": row.agency.name,
        "class": row.pupil.class_group.name if row.pupil.class_group else "",
        "kind": kind, "words": words, "when": when(row),
        "asked": day_text(row.asked_on),
    }  # fmt: skip


def advice_line(row) -> dict:
    """One row of the list of advice. row: with `undecided` (querysets.with_counts)."""
    kind, words = advice_status(row, row.undecided)
    return {
        "url": row.get_absolute_url(), "pupil": row.pupil.name, "agency": row.agency.name,
        "class": row.pupil.class_group.name if row.pupil.class_group else "",
        "on": day_text(row.received_on), "kind": kind, "words": words,
        "told": row.get_told_display(), "told_kind": "soon" if row.told == "owed" else "done",
    }  # fmt: skip


def advice_status(row, undecided) -> tuple[str, str]:
    if row.read_at is None:
        return "soon", "To be read"
    if undecided:
        return "soon", f"{undecided} to decide"
    return "done", "All decided"


def facts(row) -> list[tuple[str, str]]:
    """(label, words) of one request, what is said alone."""
    found = [
        ("What we would like to know", row.question),
        ("What is shared", row.what_shared),
        ("Rests on", rests_on(row)),
        ("Without an agreement, because", row.ground),
        ("Written down by", _by(row.ground_by, row.ground_at)),
        ("Second person", looked_at(row)),
        ("Asked", ", ".join(filter(None, [day_text(row.asked_on), row.asked_how]))),
        ("Their advice is expected by", day_text(row.expected_by)),
        ("Began to work with the child", day_text(row.begun_on)),
        ("Ended", day_text(row.ended_on)),
        ("Why", row.ended_words),
    ]
    return [(label, words) for label, words in found if words]


def rests_on(row) -> str:
    return words_of(row.consent) if row.consent else ""


def looked_at(row) -> str:
    if not row.ground:
        return ""
    if row.second_by is None:
        return f"Has not looked yet; by {day_text(row.look_by)}"
    return "\n".join(filter(None, [_by(row.second_by, row.second_at), row.second_words]))


def _by(person, at) -> str:
    return f"{person.name}, {day_text(at.astimezone(LONDON).date())}" if person else ""


def letters_of(user, row) -> list[dict]:
    """Our letters about this row, to the family or the agency, as far as the person reads them."""
    rows = Letter.objects.visible_to(user).filter(about_type=row._meta.label_lower, about_id=row.pk)
    return [
        {"url": each.get_absolute_url(), "title": f"L{each.pk}: {title_of(each.purpose)}",
         "when": when_of(each), "kind": STATUS[each.state], "words": each.get_state_display()}
        for each in rows.order_by("-pk")[:10]
    ]  # fmt: skip


def answers_to(row) -> list[str]:
    """What each home answered to the letter of a request: of two, both are shown."""
    letters = Letter.objects.filter(about_type=gate.LABEL, about_id=row.pk)
    said = Consent.objects.said().filter(
        source_type=SOURCE, source_id__in=letters.values("pk"), pupil=row.pupil_id
    )
    return [
        f"{each.given_by}: {each.get_answer_display().lower()}, {day_text(each.given_on)}"
        for each in said.order_by("given_on", "pk")
    ]


def advice_of(request) -> list[dict]:
    """What came on a request, and where it is used, each place once: [{row, uses}]."""
    used = Recommendation.objects.filter(decision__in=Recommendation.USED)
    used = used.select_related(*uses.JOINED)
    rows = request.advice.prefetch_related(Prefetch("recommendations", used))[:50]
    return [{"row": each, "uses": uses.of_all(each.recommendations.all())} for each in rows]


def points(advice) -> list[dict]:
    """Each recommendation with what became of it."""
    rows = advice.recommendations.select_related(*uses.JOINED, "decided_by")
    return [
        {"row": each, "kind": each.get_kind_display() if each.decision != Decision.OPEN else "",
         "status": "soon" if each.decision == Decision.OPEN else "done",
         "decision": each.get_decision_display(), "uses": uses.uses_of(each),
         "by": _by(each.decided_by, each.decided_at), "given": each.given_at is not None}
        for each in rows
    ]  # fmt: skip


def reader(row, today=None) -> dict | None:
    """Who of the agency reads this case here: name, until when, whether they still do."""
    share = row.share
    if share is None:
        return None
    is_open = share.ended_at is None and share.until_on >= (today or moment.today())
    return {"name": share.user.name, "until": day_text(share.until_on), "is_open": is_open,
            "rests": is_open and sharing.rests(share, row.pupil)}  # fmt: skip


def told_words(row) -> str:
    if row.told == Advice.Told.OWED:
        return f"by {day_text(row.tell_by)}"
    who = f" ({row.told_by.name})" if row.told_by else ""
    return f"{day_text(row.told_on)}: {row.told_how}{who}"
