"""From the first thought to the question that is with the agency: the gate of consent."""

from datetime import date, timedelta

from django.db import transaction

from agencies import days, gate, states
from agencies.models import Agency, AgencyRequest
from agencies.services import ending
from agencies.services.telling import locked, note, refuse_day, said, tell
from letters import services as letters
from pupils import sharing
from pupils.leaving import has_gone
from pupils.models import Pupil
from pupils.wording import day_text
from sendcase import edits, moment
from sendcase.edits import IllegalMove
from sendcase.moment import LONDON

LONGEST = timedelta(days=730)
OPEN_ALREADY = "Something is open with {agency} about this child already. Go on there."
SAID_NO = "{who} did not agree. That is their right; the child’s support here goes on."
NOT_ASKED = "The family is not asked by this letter now."
SAME_PERSON = "Whoever wrote down the ground cannot be the second person."


@transaction.atomic
def begin(*, pupil, agency, question, what_shared, by) -> AgencyRequest:
    """Nothing goes out by this. Raises IllegalMove for a child who has left, an agency of another
    school or no longer in use, and where one is open with this agency already.
    """
    pupil = edits.locked(Pupil, pupil.pk)
    agency = edits.locked(Agency, agency.pk)
    if has_gone(pupil.left_on):
        raise IllegalMove("This child has left. Nobody can be asked now.")
    if agency.school_id != pupil.school_id or not agency.is_in_use:
        raise IllegalMove("Choose an agency of your directory that is in use.")
    if AgencyRequest.objects.filter(pupil=pupil, agency=agency).open().exists():
        raise IllegalMove(OPEN_ALREADY.format(agency=agency.name))
    row = AgencyRequest.objects.create(
        school_id=pupil.school_id, pupil=pupil, agency=agency, question=question,
        what_shared=what_shared, opened_by=by, opened_at=moment.now(),
    )  # fmt: skip
    return tell(row, "begun", by, {"agency": [None, agency.pk]})


@transaction.atomic
def ask_family(*, row, until_on: date, by, version=None) -> list:
    """Prepare the letters that ask for consent, filled from the request. Raises Stale; IllegalMove
    where it does not wait for consent or nobody can be written to.
    """
    row = locked(row, version)
    if row.state != AgencyRequest.State.WAITING:
        raise IllegalMove("The family is asked only while this waits for consent.")
    if not moment.today() < until_on <= moment.today() + LONGEST:
        raise IllegalMove("The agreement runs until a day after today, within two years.")
    facts = {"agency": row.agency.name, "why": row.question, "what_shared": row.what_shared,
             "until_day": day_text(until_on)}  # fmt: skip
    try:
        made = letters.prepare(purpose="agency-consent", pupil=row.pupil, facts=facts,
                               attachments=[], about=row, by=by)  # fmt: skip
    except letters.CannotPrepare as why:
        raise IllegalMove(str(why)) from why
    tell(row, "family_asked", by, {"letters": [None, [each.pk for each in made]]})
    return made


@transaction.atomic
def rest_on(*, row, consent, by, version=None) -> AgencyRequest:
    """From now on the request rests on this agreement, and with it who reads the case here. Raises
    Stale; IllegalMove where the agreement does not cover it, or nothing is open any more.
    """
    row = locked(row, version)
    gate.refuse(row, consent)
    before = row.consent_id
    if states.can(row, "allow"):
        return allow(row, by, consent=consent)
    if not row.is_open:
        states.check(row, "allow")
    edits.save(row, consent=consent)
    if (share := row.share) and share.ended_at is None and share.until_on >= moment.today():
        sharing.rest_on(share=share, consent=consent, by=by)
    return tell(row, "rests_on", by, {"consent": [before, consent.pk]})


@transaction.atomic
def hear_no(*, row, consent, by, version=None) -> AgencyRequest:
    """They did not agree, by slip, phone or in person: it ends kindly. consent: the answer as it
    is recorded. Raises Stale, IllegalMove.
    """
    row = locked(row, version)
    if consent not in gate.refusals(row):
        raise IllegalMove("Choose an answer of this child’s family to this question.")
    after = states.check(row, "hear a no")
    edits.save(row, state=after, ended_on=consent.given_on, refusal=consent,
               ended_words=SAID_NO.format(who=consent.given_by))  # fmt: skip
    tell(row, "refused", by, {"consent": [None, consent.pk]})
    note(row, f"Not asked, without an agreement: {row.agency.name}", consent.given_on)
    return row


@transaction.atomic
def override(*, row, ground, by, version=None) -> AgencyRequest:
    """Safety without an agreement: it may be asked at once, and the head looks at it within days.

    Waiting for a second person first could leave a child in danger: Keeping children safe in
    education says that a fear of sharing must not stand in the way of a child’s safety. A letter
    that waits and asks the family is taken back: it says that nobody is asked before they agree.
    Raises Stale, IllegalMove.
    """
    row = locked(row, version)
    said(ground, "Write down why this cannot wait for an agreement.")
    states.check(row, "allow")
    ending.withdraw_letters(row, by, NOT_ASKED)
    look_by = days.school_days(row.school, moment.today(), days.LOOK_DAYS)
    return allow(row, by, ground=ground, ground_by=by, ground_at=moment.now(), look_by=look_by)


@transaction.atomic
def look(*, row, goes_on: bool, words, by, version=None) -> AgencyRequest:
    """The second person stands behind the ground, or stops it. Raises Stale; IllegalMove for
    whoever wrote the ground down, and where there is nothing to look at.
    """
    row = locked(row, version)
    if not row.ground or row.second_by_id:
        raise IllegalMove("There is nothing to look at here.")
    if row.ground_by_id == by.pk:
        raise IllegalMove(SAME_PERSON)
    if not goes_on:
        said(words, "Say why it is stopped.")
    edits.save(row, second_by=by, second_at=moment.now(), second_words=words)
    tell(row, "looked_at", by, {"goes_on": goes_on, "words": ["", words]})
    if not goes_on and row.is_open:
        ending.stop_now(row, by, words)
    return row


@transaction.atomic
def ask(*, row, asked_on: date, asked_how, expected_by: date, by, version=None) -> AgencyRequest:
    """The question went to the agency. Raises Stale; IllegalMove where no agreement and no ground
    lets it, or for a day that cannot be.
    """
    row = locked(row, version)
    after = states.check(row, "ask")
    if why := gate.why_not(row):
        raise IllegalMove(why)
    refuse_day(asked_on, allowed_on(row), "it was allowed")
    if not asked_on <= expected_by <= asked_on + LONGEST:
        raise IllegalMove("Expect it on the day it was asked or later, within two years.")
    edits.save(row, state=after, asked_on=asked_on, asked_how=asked_how, expected_by=expected_by)
    tell(row, "asked", by, {"asked_on": [None, asked_on], "expected_by": [None, expected_by]})
    note(row, f"Asked for advice: {row.agency.name}", asked_on)
    return row


def allow(row, by, **rests) -> AgencyRequest:
    """It may be asked. rests: the consent, or the ground with by whom and when."""
    after = states.check(row, "allow")
    ask_by = days.school_days(row.school, moment.today(), days.ASK_DAYS)
    before = row.state
    edits.save(row, state=after, ask_by=ask_by, ended_on=None, ended_words="", refusal=None,
               **rests)  # fmt: skip
    detail = {"state": [before, after]}
    detail |= {key: [None, rests[key] if key == "ground" else rests[key].pk]
               for key in ("consent", "ground") if key in rests}  # fmt: skip
    return tell(row, "allowed", by, detail)


def allowed_on(row) -> date | None:
    """The first day on which the agency might be asked."""
    if row.ground_at:
        return row.ground_at.astimezone(LONDON).date()
    return row.consent.given_on if row.consent else None
