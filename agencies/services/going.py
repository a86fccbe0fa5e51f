"""While it is with the agency: a later day, asking again, their beginning."""

from datetime import date

from django.db import transaction

from agencies import gate, states
from agencies.models import AgencyChase, AgencyRequest
from agencies.services.asking import LONGEST
from agencies.services.telling import locked, note, record, refuse_day, tell
from pupils import sharing
from pupils.consents.words import words_of
from sendcase import edits, moment
from sendcase.edits import IllegalMove

NOT_THERE = "Nothing is with the agency now, so there is nothing to ask again."


@transaction.atomic
def chase(*, row, on: date, how, words, by, expected_by: date, version=None) -> AgencyChase:
    """They were asked again; expected_by: the day they say now, or the one before. Raises Stale,
    IllegalMove.
    """
    row = locked(row, version)
    if row.state not in (AgencyRequest.State.ASKED, AgencyRequest.State.WORKING):
        raise IllegalMove(NOT_THERE)
    refuse_day(on, row.asked_on, "they were asked")
    if expected_by != row.expected_by and not on <= expected_by <= moment.today() + LONGEST:
        raise IllegalMove("Expect it on that day or later, within two years.")
    found = AgencyChase.objects.create(
        school_id=row.school_id, pupil=row.pupil, request=row, on=on, how=how, words=words, by=by
    )
    before = row.expected_by
    edits.save(row, expected_by=expected_by)
    tell(row, "chased", by, {"on": on, "how": how, "expected_by": [before, expected_by]})
    return found


@transaction.atomic
def begin_work(*, row, on: date, by, version=None) -> AgencyRequest:
    """They have seen the child, or begun. Raises Stale, IllegalMove."""
    row = locked(row, version)
    after = states.check(row, "begin")
    refuse_day(on, row.asked_on, "they were asked")
    edits.save(row, state=after, begun_on=on)
    tell(row, "begun_work", by, {"begun_on": [None, on]})
    note(row, f"Began to work with the child: {row.agency.name}", on)
    return row


@transaction.atomic
def let_in(*, row, by, name, email, until_on: date, includes_plan=False, includes_referral=False,
           includes_provision=False, version=None) -> AgencyRequest:  # fmt: skip
    """Somebody of the agency reads this child’s page here and may add advice, until a day.

    It rests on the agreement of the request and ends with it; on a ground it rests on the ground.
    Raises Stale, IllegalMove.
    """
    row = locked(row, version)
    if row.state not in AgencyRequest.AT_WORK:
        raise IllegalMove("Ask the agency first, and write down that it was asked.")
    if why := gate.why_not(row):
        raise IllegalMove(why)
    if row.share and row.share.ended_at is None and row.share.until_on >= moment.today():
        raise IllegalMove(f"{row.share.user.name} can read this case already. End that first.")
    rests = row.consent if not gate.against(row, row.consent) else None
    share = sharing.grant(
        pupil=row.pupil, name=name, email=email, until_on=until_on, by=by, consent=rests,
        reason=f"{row.agency.name}: {row.question}"[:1000],
        consent_note=(words_of(rests) if rests else row.ground)[:1000],
        includes_plan=includes_plan, includes_referral=includes_referral,
        includes_provision=includes_provision,
    )  # fmt: skip
    edits.save(row, share=share)
    record(row, "agency_request.let_in", by, {"share": [None, share.pk], "until_on": until_on})
    return row


@transaction.atomic
def end_share(*, row, by) -> AgencyRequest:
    """They read nothing more, from now on. Raises IllegalMove where nothing was open."""
    row = locked(row)
    if row.share is None:
        raise IllegalMove("Nobody outside reads this case.")
    sharing.end(share=row.share, by=by)
    record(row, "agency_request.shut", by, {"share": [row.share_id, None]})
    return row
