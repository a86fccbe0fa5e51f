"""What one person got through at the desk today, and what is left on the pile.

What was recorded comes from the answers themselves. What could not be is known to nobody else: it
stays in the person's session, with the typed code and no name.
"""

from datetime import datetime, time

from letters import consents
from letters.listing import reader_of, title_of
from sendcase import moment

KEY = "letters_not_recorded"
MOST = 50


def refuse(request, school, typed: str, why: str) -> None:
    if not typed.strip():
        return
    kept = request.session.get(KEY, [])
    kept.append([school.pk, typed[:40], why])
    request.session[KEY] = kept[-MOST:]


def refused(request, school) -> list[dict]:
    kept = request.session.get(KEY, [])
    return [{"typed": typed, "why": why} for pk, typed, why in reversed(kept) if pk == school.pk]


def clear(request, school) -> None:
    kept = request.session.get(KEY, [])
    request.session[KEY] = [row for row in kept if row[0] != school.pk]


def recorded(user, replies) -> dict:
    """{"count", "rows"} of those this person recorded today, newest first, at most MOST shown."""
    midnight = datetime.combine(moment.today(), time.min, tzinfo=moment.LONDON)
    mine = replies.filter(recorded_by=user, recorded_at__gte=midnight)
    newest = mine.select_related("letter__pupil", "letter__contact").order_by("-pk")[:MOST]
    newest = list(newest)
    none = consents.without(newest)
    return {
        "count": mine.count(),
        "rows": [_row(reply, reply.letter_id in none) for reply in newest],
    }


def _row(reply, is_none) -> dict:
    letter = reply.letter
    said = [reply.get_consent_display(), "would like to talk" if reply.wants_to_talk else ""]
    return {
        "url": letter.get_absolute_url(),
        "pupil": letter.pupil.name,
        "title": title_of(letter.purpose),
        "to": reader_of(letter),
        "said": ", ".join(filter(None, said)) or "received",
        "no_consent": consents.words_of_none(letter, reply) if is_none else "",
        "route": reply.get_route_display(),
    }
