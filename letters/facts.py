"""All that happened to one letter, dated, in words: for its page."""

from letters.deadlines import WAITS_HERE
from letters.merge import day_in_words
from letters.models import Letter
from sendcase.moment import LONDON, today


def history(letter, *, reads_wrong=False) -> list[tuple[str, str]]:
    """(label, words), as far as there are words. reads_wrong: also what an answer said that was
    recorded on this letter in error: it may be another family's.
    """
    steps = [
        ("Prepared by", letter.prepared_by.name),
        ("Together with", letter.batch.title if letter.batch else ""),
        ("It asks about", _first(letter)),
        ("Approved by", letter.approved_by.name if letter.approved_by else ""),
        ("Sent by", letter.issued_by.name if letter.issued_by else ""),
        ("How it goes", letter.get_way_display()),
        ("Code for the answer", _code(letter)),
        *_chases(letter),
        ("Why it was closed", letter.closed_reason),
        ("Answer", _elsewhere(letter)),
        *_answer(getattr(letter, "reply", None)),
        *[("Recorded here in error", _wrong(row, reads_wrong)) for row in _wrong_ones(letter)],
    ]
    return [(label, words) for label, words in steps if words]


def talk_waits(letter) -> bool:
    reply = getattr(letter, "reply", None)
    return bool(reply and reply.wants_to_talk and reply.talked_on is None)


def _first(letter) -> str:
    chase = getattr(letter, "chases_for", None)
    return f"letter L{chase.letter_id}" if chase else ""


def _elsewhere(letter) -> str:
    """Where the answer to a letter that asked again stands."""
    chase = getattr(letter, "chases_for", None)
    if chase is None or letter.state != Letter.State.ANSWERED or hasattr(letter, "reply"):
        return ""
    return f"stands with letter L{chase.letter_id}"


def _code(letter) -> str:
    row = getattr(letter, "reply_code", None)
    if row is None:
        return ""
    if row.closed_reason:
        return f"closed: {row.closed_reason}"
    if letter.state != Letter.State.ISSUED:
        return "closed"
    if row.expires_on < today():
        return f"over since {day_in_words(row.expires_on)}; the office still takes the slip"
    return f"open until {day_in_words(row.expires_on)}"


def _chases(letter) -> list[tuple[str, str]]:
    rows = letter.chases.select_related("chaser", "by")
    return [("Asked again", _chase(row)) for row in rows]


def _chase(row) -> str:
    words = f"{row.number}. {row.get_how_display()}, {day_in_words(row.on)}"
    if row.chaser is None:
        return "\n".join(filter(None, [f"{words}, {row.by.name}", row.words]))
    if row.chaser.state in WAITS_HERE:
        return f"{words}: L{row.chaser_id} waits to be checked and sent"
    if row.chaser.issued_on is None:
        return f"{words}: L{row.chaser_id} was not sent"
    return f"{words}: L{row.chaser_id}"


def _wrong_ones(letter):
    rows = letter.wrong_replies.select_related("taken_off_by", "recorded_by")
    return rows.order_by("taken_off_at", "pk")


def _wrong(reply, reads_it) -> str:
    """That it was taken off, by whom and why; then what it said."""
    off = day_in_words(reply.taken_off_at.astimezone(LONDON).date())
    told = [f"Taken off by {reply.taken_off_by.name}, {off}: {reply.taken_off_reason}"]
    if reads_it:
        told += [f"{label}: {words}" for label, words in _answer(reply) if words]
    return "\n".join(told)


def _answer(reply) -> list[tuple[str, str]]:
    if reply is None:
        return []
    who = f"recorded by {reply.recorded_by.name}" if reply.recorded_by else "by the family itself"
    on = day_in_words(reply.received_on)
    found = [
        ("Answer", f"{reply.get_route_display()}, {on}, {who}"),
        ("Agreement", " by ".join(filter(None, [reply.get_consent_display(), reply.name_given]))
         if reply.consent else ""),
        ("Would like to talk", "Yes" if reply.wants_to_talk else "No"),
        ("Times that suit", reply.times),
        ("In their words", reply.words),
    ]  # fmt: skip
    if reply.talked_on:
        told = f"{day_in_words(reply.talked_on)}, {reply.talked_by.name}"
        found.append(("We talked", "\n".join(filter(None, [told, reply.talked_words]))))
    recorded = reply.recorded_at.astimezone(LONDON).date()
    if recorded != reply.received_on:
        found.append(("Written down on", day_in_words(recorded)))
    return found
