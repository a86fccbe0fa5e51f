"""Starting a plan, filled in from what the school knows already."""

from django.db import transaction

from accounts.permissions import Permission
from audit import log
from iep.models import SupportPlan
from iep.reviews import cycles
from pupils import chronology
from pupils.models import Pupil
from referrals.models import Referral
from register.models import RegisterEntry
from schools import calendar
from schools.models import PlanKind
from sendcase import edits, moment


class AlreadyPlanned(edits.IllegalMove):
    """The pupil has a live plan of this kind; `plan` is that one."""

    def __init__(self, plan):
        super().__init__(
            f"{plan.pupil.first_name} already has a plan of this kind: {plan.kind.name}. "
            "Change that one instead."
        )
        self.plan = plan


def kinds_for(pupil):
    """Kinds the policy uses at the pupil's stage; where it names none, all of the school's."""
    in_use = PlanKind.objects.filter(school=pupil.school_id, closed_on=None)
    of_stage = in_use.filter(stages=pupil.stage_id) if pupil.stage_id else None
    if of_stage is not None and of_stage.exists():
        return of_stage
    return in_use


@transaction.atomic
def start_plan(*, pupil, kind, by, lead=None) -> SupportPlan:
    """A draft with dates, areas, concerns and level filled in; `lead` is `by` if not given.

    Raises AlreadyPlanned where a live plan of the kind exists, IllegalMove for a kind that the
    policy does not use at the pupil's stage.
    """
    pupil = edits.locked(Pupil, pupil.pk)
    if kind not in kinds_for(pupil):
        raise edits.IllegalMove(f"Your policy does not use the {kind.name} at this stage.")
    refuse_second(pupil, kind)
    start, review = dates_for(pupil.school, kind)
    entry = open_entry(pupil)
    referral = Referral.objects.filter(register_entry=entry).first() if entry else None
    plan = SupportPlan.objects.create(
        school_id=pupil.school_id,
        pupil=pupil,
        kind=kind,
        register_entry=entry,
        lead=lead or by,
        sen_level=entry.stage_name if entry else "",
        concerns=referral.reasons if referral else "",
        starts_on=start,
        review_on=review,
        **rules_of(kind),
    )
    plan.areas.set(areas_for(entry, referral))
    note_start(plan, by)
    return plan


def rules_of(kind) -> dict:
    """What a plan copies from its kind on the day it starts: a later policy is for later plans."""
    return {
        "layout": kind.layout,
        "targets_least": kind.targets_least,
        "targets_most": kind.targets_most,
        "agreed_by_role": kind.agreed_by,
        "needs_second": kind.second_approver,
    }


def note_start(plan, by) -> None:
    ids = {"school_id": plan.school_id, "pupil_id": plan.pupil_id}
    log.record("plan.started", target=plan, by=by, detail={"kind": ["", plan.kind.name]}, **ids)
    chronology.note(
        plan.pupil,
        f"{plan.kind.name} started",
        needs=Permission.PLAN_VIEW,
        url=plan.get_absolute_url(),
    )


def refuse_closed(kind) -> None:
    if kind.closed_on is not None:
        raise edits.IllegalMove(
            f"Your school starts no new {kind.name} any more. Start a plan of another kind."
        )


def refuse_second(pupil, kind) -> None:
    live = SupportPlan.objects.live().filter(pupil=pupil, kind=kind)
    if plan := live.select_related("pupil", "kind").first():
        raise AlreadyPlanned(plan)


def dates_for(school, kind):
    """Today, and the day of the review by the kind's cycle."""
    start = moment.today()
    return start, cycles.review_day(kind, start, calendar.calendar_of(school))


def open_entry(pupil):
    return RegisterEntry.objects.filter(pupil=pupil, until_on=None).first()


def areas_for(entry, referral):
    areas = list(entry.areas.all()) if entry else []
    return areas or (list(referral.areas.all()) if referral else [])
