"""Everybody is invited and asked for advice: at least two weeks before the meeting.

SEND Regulations 2014, reg. 20(2) and (3).
"""

from datetime import date

from django.db import transaction

from ehcp import clock
from ehcp.requests.services import refuse_day
from ehcp.reviews import states
from ehcp.reviews.circulation import FAMILY, is_named, reads_letter, role_of
from ehcp.reviews.models import AnnualReview, Invitation
from ehcp.reviews.planning import barring, links, mails
from ehcp.reviews.telling import tell
from letters import addressees
from letters import services as letters
from letters.models import Letter
from pupils.wording import day_text
from sendcase import edits, moment
from sendcase.edits import IllegalMove

PURPOSE = "annual-review-invitation"
OUTSIDE = "annual-review-professional"  # to a professional, by post
PURPOSES = (PURPOSE, OUTSIDE)
NO_DAY = "Set the day, the time and the place of the meeting first."
OPEN = (Letter.State.PREPARED, Letter.State.APPROVED, Letter.State.ISSUED, Letter.State.ANSWERED)
THE_DAY = ("meeting_day", "meeting_time", "meeting_place")
NOT_THEM = "Nobody of this home is invited with this letter."
DONE = "Everybody who is named has been invited."


def way_of(person) -> str:
    """How the invitation goes: letter home, mail, letter by post, or hand."""
    if person.role in FAMILY:
        return "letter" if has_letter_home(person) else "hand"
    if person.email:
        return "mail"
    return "post" if person.letter and says_this_day(person.letter, person.review) else "hand"


def says_this_day(letter, row) -> bool:
    """Whether it names the day as it stands, and was not taken back."""
    if letter.state not in OPEN or not (row.meeting_on and row.meeting_at):
        return False
    now = facts_of(row)
    return all(letter.facts.get(name) == now[name] for name in THE_DAY)


def has_letter_home(person) -> bool:
    """Whether a letter home names this person: the young person's own, or one to the home of a
    contact who may be written to. Nobody else's letter will do.
    """
    pupil, today = person.review.pupil, moment.today()
    young, parents = addressees.written_to(pupil.born_on, pupil.parents_may_be_told, today)
    if person.role == Invitation.Role.YOUNG_PERSON:
        return young
    homes = addressees.households(list(pupil.contacts.all()), today) if parents else []
    return person.contact_id in {each.pk for home in homes for each in home.people}


def to_invite(row) -> list[Invitation]:
    """Who is named, was not invited yet, and may be."""
    barred = barring.barred(row)
    return [
        each
        for each in row.invitations.select_related("review__pupil", "letter")
        if is_named(each) and not each.invited_on and each.pk not in barred
    ]


@transaction.atomic
def invite(*, row, by, on: date, advice_by: date | None = None, asked=(), version=None):
    """Invite everybody who is named, may be, and was not invited yet.

    on: the day it goes out; advice_by: until when advice is asked for; asked: numbers of the
    invitations that are asked for it. Letters home wait to be checked; mails go by the outbox and
    name no child. Raises Stale, IllegalMove, letters.services.CannotPrepare.
    """
    row = edits.locked(AnnualReview, row.pk, version)
    after = states.check(row, "invite")
    _refuse(row, on)
    people = to_invite(row)
    if not people:
        raise IllegalMove(" ".join([DONE, *barring.barred(row).values()]))
    home = _letters_home(row, people, by)
    before, detail = row.state, {}
    edits.save(row, state=after, invited_on=row.invited_on or on)
    for person in people:
        is_asked = person.pk in asked and person.role not in FAMILY and not person.advice_on
        edits.save(
            person, invited_on=on, letter=home.get(person.pk, person.letter),
            **({"advice_asked_on": on, "advice_by": advice_by or default_day(row)}
               if is_asked else {}),
        )  # fmt: skip
        if way_of(person) == "mail":
            mails.send(row, person, links.make(person, by) if is_asked else "")
        detail[f"invited {person.pk}"] = [None, way_of(person)]
    detail["state"] = [before, after]
    return tell(row, "invited", by, detail, "Invitations to the annual review", on)


def _refuse(row, on) -> None:
    if not (row.meeting_on and row.meeting_at and row.place):
        raise IllegalMove(NO_DAY)
    refuse_day(on)
    if on > row.meeting_on:
        raise IllegalMove("Nobody can be invited after the meeting. Look at both days again.")


def default_day(row) -> date:
    """Advice goes to everybody two weeks before the meeting: it should be here by then."""
    return clock.circulate_advice_by(row.meeting_on).on


def _letters_home(row, people, by) -> dict[int, Letter]:
    """Invitation → the letter of this person's own home. One letter for each home."""
    family = [each for each in people if way_of(each) == "letter"]
    if not family:
        return {}
    made = letters.prepare(
        purpose=PURPOSE, pupil=row.pupil, facts=facts_of(row) | {"who_comes": who_comes(row)},
        attachments=[], about=row, by=by,
    )  # fmt: skip
    found = {each.pk: letter for each in family for letter in made if reads_letter(each, letter)}
    known = set(row.invitations.values_list("letter", flat=True)) | {x.pk for x in found.values()}
    for letter in made:
        if letter.pk not in known:
            letters.withdraw(letter=letter, reason=NOT_THEM, by=by)
    return found


def facts_of(row) -> dict[str, str]:
    return {
        "meeting_day": day_text(row.meeting_on), "meeting_time": f"{row.meeting_at:%H:%M}",
        "meeting_place": row.place, "papers_by": day_text(default_day(row)),
    }  # fmt: skip


def who_comes(row) -> str:
    people = [each for each in row.invitations.all() if each.name and each.role not in FAMILY]
    found = [f"{each.name} ({role_of(each)})" for each in people]
    return ", ".join(["you", *found])
