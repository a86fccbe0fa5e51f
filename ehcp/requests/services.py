"""Writing down what happens to a request for an assessment. Each step: lock, check, save, audit,
note it in the child's story, move the deadlines; in one transaction.
"""

from datetime import date

from django.db import IntegrityError, transaction

from accounts.permissions import Permission
from audit import log
from ehcp import exemptions
from ehcp.clock import REGULATIONS_BEGAN
from ehcp.days import LAW_BEGAN
from ehcp.plans.models import EhcPlan
from ehcp.requests import deadlines, states
from ehcp.requests.models import AssessmentRequest
from pupils.chronology import note
from pupils.leaving import has_gone
from pupils.models import Pupil
from pupils.wording import day_text
from schools.calendar import calendar_of
from sendcase import edits, moment
from sendcase.edits import IllegalMove

HAS_PLAN = "There is a plan in force. Ask for a new assessment instead."
NO_PLAN = "There is no plan in force, so this is a first assessment."
ALREADY = "A request for {} is open already. Only one can be."


@transaction.atomic
def start(*, pupil, by, is_reassessment=False, **facts) -> AssessmentRequest:
    """Begin to consider. facts: asked_by, asked_by_name, why, local_authority, officer_name,
    officer_email. Raises IllegalMove where one is open or a plan is (not) in force.
    """
    pupil = edits.locked(Pupil, pupil.pk)
    if has_gone(pupil.left_on):
        raise IllegalMove(f"{pupil.first_name} has left the school.")
    plan = EhcPlan.objects.filter(pupil=pupil).in_force().first()
    if bool(plan) != is_reassessment:
        raise IllegalMove(HAS_PLAN if plan else NO_PLAN)
    try:
        with transaction.atomic():
            row = AssessmentRequest.objects.create(
                school_id=pupil.school_id, pupil=pupil, is_reassessment=is_reassessment, plan=plan,
                recorded_by=by, **facts,
            )  # fmt: skip
    except IntegrityError as error:
        raise IllegalMove(ALREADY.format(pupil.first_name)) from error
    again = "A new EHC assessment" if is_reassessment else "An EHC needs assessment"
    return _told(row, "started", by, f"{again} is being considered", moment.today(), {})


@transaction.atomic
def change(*, row, by, version=None, **facts) -> AssessmentRequest:
    """Other words before it has gone."""
    row, state = _at(row, "change", version)
    return _save(row, by, "changed", "", moment.today(), **facts)


@transaction.atomic
def consult(*, row, by, consulted_on, family_agrees, family_said="", pupil_said="", version=None):
    """The family was asked. Their agreement is wished for, not required (CFA s36)."""
    row, state = _at(row, "consult", version)
    _refuse_day(consulted_on)
    words = f"EHC needs assessment talked over with the family: {_agrees(family_agrees)}"
    return _save(
        row, by, "consulted", words, consulted_on, state=state, consulted_on=consulted_on,
        family_agrees=family_agrees, family_said=family_said, pupil_said=pupil_said,
    )  # fmt: skip


@transaction.atomic
def send(*, row, by, sent_on, version=None):
    """To the authority. The school's own request goes after the family was asked; one by the
    family or a young person goes without us.
    """
    row, state = _at(row, "send", version)
    if row.asked_by == row.AskedBy.SCHOOL and row.state == row.State.CONSIDERING:
        raise IllegalMove("Talk it over with the family first. They need not agree.")
    _refuse_day(sent_on, row.consulted_on, "the family was asked")
    words = "Request for an EHC needs assessment sent to the authority"
    return _save(row, by, "sent", words, sent_on, state=state, sent_on=sent_on)


@transaction.atomic
def receive(*, row, by, received_on, version=None):
    """The authority says when it had the request: day 0 of every date."""
    row, state = _at(row, "receive", version)
    if row.received_on:
        raise IllegalMove("That day is written down. Correct it with a reason.")
    _refuse_day(received_on, row.sent_on, "it was sent")
    words = "The authority received the request"
    return _save(row, by, "received", words, received_on, received_on=received_on)


@transaction.atomic
def refuse(*, row, by, decided_on, feedback, version=None):
    """It will not assess. feedback: what it wrote, kept for the next plan."""
    row, state = _at(row, "refuse", version)
    _refuse_day(decided_on, row.received_on or row.sent_on, "the authority had it")
    return _save(
        row, by, "refused", "The authority will not carry out an EHC needs assessment",
        decided_on, state=state, decided_on=decided_on, feedback=feedback,
    )  # fmt: skip


@transaction.atomic
def assess(*, row, by, decided_on, version=None):
    """It will assess; also after a “no”, where mediation or an appeal led there."""
    edits.locked(Pupil, row.pupil_id)
    row, state = _at(row, "assess", version)
    _refuse_day(decided_on, row.decided_on or row.received_on or row.sent_on, "the step before")
    others = AssessmentRequest.objects.filter(pupil=row.pupil_id, state__in=row.OPEN)
    if others.exclude(pk=row.pk).exists():
        raise IllegalMove(ALREADY.format("this child"))
    words = "The authority will carry out an EHC needs assessment"
    return _save(row, by, "assessing", words, decided_on, state=state, decided_on=decided_on)


@transaction.atomic
def ask_advice(*, row, by, advice_asked_on, version=None):
    """The authority asks the school; again once the first advice has gone."""
    row, state = _at(row, "ask advice", version)
    if row.advice_asked_on and not row.advice_sent_on:
        raise IllegalMove("That day is written down. Correct it with a reason.")
    _refuse_day(advice_asked_on, row.sent_on, "the request was sent")
    words = "The authority asked the school for advice"
    return _save(row, by, "advice_asked", words, advice_asked_on,
                 advice_asked_on=advice_asked_on, advice_sent_on=None)  # fmt: skip


@transaction.atomic
def send_advice(*, row, by, advice_sent_on, version=None):
    row, state = _at(row, "send advice", version)
    if not row.advice_asked_on or row.advice_sent_on:
        raise IllegalMove("No advice is being waited for. Write down first that it was asked for.")
    _refuse_day(advice_sent_on, row.advice_asked_on, "it was asked for")
    words = "The school’s advice went to the authority"
    return _save(row, by, "advice_sent", words, advice_sent_on, advice_sent_on=advice_sent_on)


@transaction.atomic
def no_plan(*, row, by, no_plan_on, feedback, version=None):
    row, state = _at(row, "no plan", version)
    _refuse_day(no_plan_on, row.decided_on, "it decided to assess")
    return _save(row, by, "no_plan", "The authority will issue no EHC plan", no_plan_on,
                 state=state, no_plan_on=no_plan_on, feedback=feedback)  # fmt: skip


@transaction.atomic
def draft(*, row, by, draft_on, version=None):
    """Served on the family, whose 15 days begin with that day."""
    edits.locked(Pupil, row.pupil_id)
    row, state = _at(row, "draft", version)
    _refuse_day(draft_on, row.no_plan_on or row.decided_on, "the step before")
    others = AssessmentRequest.objects.filter(pupil=row.pupil_id, state__in=row.OPEN)
    if others.exclude(pk=row.pk).exists():
        raise IllegalMove(ALREADY.format("this child"))
    words = "A draft EHC plan reached the family"
    return _save(row, by, "draft", words, draft_on, state=state, draft_on=draft_on)


@transaction.atomic
def plan_issued(*, row, by, issued_on, version=None):
    """Links the child's plan that is open. The plan itself is written in its own room."""
    row, state = _at(row, "plan", version)
    _refuse_day(issued_on, row.draft_on or row.decided_on, "the step before")
    plan = EhcPlan.objects.filter(pupil=row.pupil_id, state__in=EhcPlan.OPEN).first()
    return _save(row, by, "plan", "The authority issued the EHC plan", issued_on, state=state,
                 issued_on=issued_on, plan=plan or row.plan)  # fmt: skip


@transaction.atomic
def record_exemption(*, row, by, exemption, exemption_words, version=None):
    """The reason an authority's letter gives for being late, in its words. No date moves."""
    row, state = _at(row, "exemption", version)
    if not exemption_words.strip():
        raise IllegalMove("Write down what the authority’s letter says.")
    words = "The authority gave a reason for being late"
    return _save(row, by, "exemption", words, moment.today(), exemption=exemption,
                 exemption_words=exemption_words)  # fmt: skip


@transaction.atomic
def let_stand(*, row, by, undisputed_on, version=None):
    """The family does not go to mediation or appeal."""
    row, state = _at(row, "let stand", version)
    before = row.no_plan_on or row.decided_on
    _refuse_day(undisputed_on, before, "the authority decided")
    words = "The family lets the authority’s decision stand"
    return _save(row, by, "undisputed", words, undisputed_on, undisputed_on=undisputed_on)


@transaction.atomic
def drop(*, row, by, end_reason, version=None):
    row, state = _at(row, "drop", version)
    if not end_reason.strip():
        raise IllegalMove("Say why it does not go on.")
    words = "The request for an EHC needs assessment was not gone on with"
    return _save(row, by, "dropped", words, moment.today(), state=state, end_reason=end_reason)


def could_be_meant(row) -> exemptions.Window | None:
    """The long closure around which the school was asked. Shown as a possibility, never taken."""
    if row.advice_asked_on is None:
        return None
    return exemptions.may_be_meant(row.advice_asked_on, calendar_of(row.school))


def _at(row, step, version):
    row = edits.locked(AssessmentRequest, row.pk, version)
    return row, states.check(row, step)


def _save(row, by, verb, words, on, **changes) -> AssessmentRequest:
    before = {name: getattr(row, name) for name in changes}
    edits.save(row, **changes)
    detail = {
        name: [str(old or ""), str(changes[name] or "")]
        for name, old in before.items()
        if old != changes[name]
    }
    return _told(row, verb, by, words, on, detail)


def _told(row, verb, by, words, on, detail) -> AssessmentRequest:
    log.record(f"ehc_request.{verb}", target=row, by=by, school_id=row.school_id,
               pupil_id=row.pupil_id, detail=detail)  # fmt: skip
    if words:
        note(row.pupil, words, needs=Permission.EHC_VIEW, url=row.get_absolute_url(), on=on)
    deadlines.keep_request(row)
    return row


def refuse_day(day: date, earliest: date | None = None, what: str = "") -> None:
    """Raise IllegalMove for a day that cannot be."""
    if day > moment.today():
        raise IllegalMove(f"{day_text(day)} has not come yet.")
    if day < REGULATIONS_BEGAN:
        raise IllegalMove(LAW_BEGAN)
    if earliest and day < earliest:
        raise IllegalMove(f"That is before {what}, on {day_text(earliest)}. Check both days.")


_refuse_day = refuse_day


def _agrees(value) -> str:
    return str(AssessmentRequest.Agrees(value).label).lower()
