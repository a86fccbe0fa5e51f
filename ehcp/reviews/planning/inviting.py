"""Everybody is invited and asked for advice: at least two weeks before the meeting.

SEND Regulations 2014, reg. 20(2) and (3).
"""

from datetime import date

from django.db import transaction

from ehcp import clock
from ehcp.requests.services import refuse_day
from ehcp.reviews import states
from ehcp.reviews.circulation import FAMILY, is_named, role_of
from ehcp.reviews.models import AnnualReview, Invitation
from ehcp.reviews.planning import links, mails
from ehcp.reviews.telling import tell
from letters import services as letters
from pupils.wording import day_text
from sendcase import edits
from sendcase.edits import IllegalMove

PURPOSE = "annual-review-invitation"
NO_DAY = "Set the day, the time and the place of the meeting first."


def way_of(person) -> str:
    """How the invitation goes: letter, mail or hand."""
    if person.role in FAMILY:
        return "letter"
    return "mail" if person.email else "hand"


def to_invite(row) -> list[Invitation]:
    return [each for each in row.invitations.all() if is_named(each) and not each.invited_on]


@transaction.atomic
def invite(*, row, by, on: date, advice_by: date | None = None, asked=(), version=None):
    """Invite everybody who is named and was not invited yet.

    on: the day it goes out; advice_by: until when advice is asked for; asked: numbers of the
    invitations that are asked for it. Letters home wait to be checked; mails go by the outbox and
    name no child. Raises Stale, IllegalMove, letters.services.CannotPrepare.
    """
    row = edits.locked(AnnualReview, row.pk, version)
    after = states.check(row, "invite")
    if not (row.meeting_on and row.meeting_at and row.place):
        raise IllegalMove(NO_DAY)
    refuse_day(on)
    if on > row.meeting_on:
        raise IllegalMove("Nobody can be invited after the meeting. Look at both days again.")
    people = to_invite(row)
    if not people:
        raise IllegalMove("Everybody who is named has been invited.")
    home = _letters_home(row, people, by)
    before, detail = row.state, {}
    edits.save(row, state=after, invited_on=row.invited_on or on)
    for person in people:
        is_asked = person.pk in asked and person.role not in FAMILY
        edits.save(
            person, invited_on=on, letter=home.get(person.pk, person.letter),
            **({"advice_asked_on": on, "advice_by": advice_by or default_day(row)}
               if is_asked and not person.advice_on else {}),
        )  # fmt: skip
        if way_of(person) == "mail":
            mails.send(row, person, links.make(person, by) if person.advice_asked_on else "")
        detail[f"invited {person.pk}"] = [None, way_of(person)]
    detail["state"] = [before, after]
    return tell(row, "invited", by, detail, "Invitations to the annual review", on)


def default_day(row) -> date:
    """Advice goes to everybody two weeks before the meeting: it should be here by then."""
    return clock.circulate_advice_by(row.meeting_on).on


def _letters_home(row, people, by) -> dict:
    """Invitation → its letter. One letter for each home."""
    family = [each for each in people if each.role in FAMILY]
    if not family:
        return {}
    facts = {
        "meeting_day": day_text(row.meeting_on), "meeting_time": f"{row.meeting_at:%H:%M}",
        "meeting_place": row.place, "who_comes": who_comes(row),
        "papers_by": day_text(default_day(row)),
    }  # fmt: skip
    made = letters.prepare(
        purpose=PURPOSE, pupil=row.pupil, facts=facts, attachments=[], about=row, by=by
    )
    return {each.pk: found for each in family if (found := _of(each, made))}


def _of(person, made):
    """The letter of this person's home; a young person's own has no contact."""
    own = [each for each in made if each.contact_id == person.contact_id]
    return own[0] if own else (made[0] if made else None)


def who_comes(row) -> str:
    people = [each for each in row.invitations.all() if each.name and each.role not in FAMILY]
    found = [f"{each.name} ({role_of(each)})" for each in people]
    return ", ".join(["you", *found])
