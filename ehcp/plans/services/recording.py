"""A plan comes to the school, and what is known of it: authority, officer, dates."""

from collections.abc import Callable

from django.db import transaction

from ehcp.plans import dates, deadlines, states
from ehcp.plans.models import EhcPlan
from ehcp.plans.services.telling import tell
from pupils.leaving import has_gone
from pupils.models import Pupil
from sendcase import edits, moment

ANCHORS = ("issued_on", "amended_on", "reviewed_on", "assessed_on")
FACTS = ("local_authority", "reference", "officer_name", "officer_email", *ANCHORS)

# What else follows once a plan is recorded, (plan, by), in its transaction. Rooms add theirs.
after_recording: list[Callable] = []


@transaction.atomic
def record(*, pupil, by, is_final, **facts) -> EhcPlan:
    """Write down a plan that the authority sent, as draft or as final plan.

    facts: those of FACTS that are known. Raises IllegalMove where the child has an open plan,
    has left, or a day cannot be.
    """
    pupil = edits.locked(Pupil, pupil.pk)
    if has_gone(pupil.left_on):
        raise edits.IllegalMove(f"{pupil.first_name} has left this school.")
    if EhcPlan.objects.filter(pupil=pupil, state__in=EhcPlan.OPEN).exists():
        raise edits.IllegalMove(f"{pupil.first_name} has an EHC plan here already. Open that one.")
    if is_final and not facts.get("issued_on"):
        raise edits.IllegalMove("Say when the final plan was first issued.")
    if not is_final:
        facts |= dict.fromkeys(("issued_on", "amended_on", "reviewed_on"))
    refuse_days(facts, pupil)
    state = EhcPlan.State.IN_FORCE if is_final else EhcPlan.State.DRAFT
    plan = EhcPlan.objects.create(
        school_id=pupil.school_id, pupil=pupil, state=state, recorded_by=by, **facts
    )
    what = "EHC plan in force" if is_final else "Draft EHC plan from the authority"
    detail = {name: [None, value] for name, value in facts.items() if value}
    tell(plan, "recorded", by, detail | {"state": [None, state]}, what, facts.get("issued_on"))
    deadlines.keep(plan)
    for follow in after_recording:
        follow(plan, by)
    return plan


@transaction.atomic
def save_facts(*, plan, by, version, **facts) -> EhcPlan:
    """Put right what is known of the plan; the law's dates follow. Raises Stale, IllegalMove."""
    row = edits.locked(EhcPlan, plan.pk, version)
    states.check(row, "write")
    if row.state == EhcPlan.State.IN_FORCE and not facts.get("issued_on", row.issued_on):
        raise edits.IllegalMove("A plan in force was issued on a day. Say which.")
    refuse_days({name: facts.get(name, getattr(row, name)) for name in ANCHORS}, row.pupil)
    detail = {name: [getattr(row, name), value] for name, value in facts.items()
              if getattr(row, name) != value}  # fmt: skip
    edits.save(row, **facts)
    tell(row, "facts_saved", by, detail)
    deadlines.keep(row)
    return row


@transaction.atomic
def review_decided(*, plan, on, by) -> EhcPlan:
    """The authority's decision after a review: twelve months count from this day.

    It may come after the child left or the plan ended, which stays as it is. Raises IllegalMove.
    """
    row = edits.locked(EhcPlan, plan.pk)
    states.check(row, "decide after a review")
    refuse_days({"issued_on": row.issued_on, "reviewed_on": on}, row.pupil)
    before = row.reviewed_on
    edits.save(row, reviewed_on=on)
    tell(row, "review_decided", by, {"reviewed_on": [before, on]})
    deadlines.keep(row, done=True)
    return row


@transaction.atomic
def move_authority(*, plan, by, version, local_authority, moved_on, officer_name="",
                   officer_email="") -> EhcPlan:  # fmt: skip
    """The family moved: another authority maintains the plan now. Raises Stale, IllegalMove."""
    row = edits.locked(EhcPlan, plan.pk, version)
    states.check(row, "move to another authority")
    if local_authority == row.local_authority:
        raise edits.IllegalMove(f"{local_authority} maintains this plan already.")
    refuse_days({"moved_on": moved_on}, row.pupil)
    before = row.local_authority
    edits.save(
        row, local_authority=local_authority, moved_from=before, moved_on=moved_on,
        officer_name=officer_name, officer_email=officer_email, reference="",
    )  # fmt: skip
    detail = {"local_authority": [before, local_authority], "moved_on": [None, moved_on]}
    story = f"{local_authority} maintains the EHC plan now, before {before}"
    tell(row, "moved_authority", by, detail, story, moved_on)
    deadlines.keep(row)
    return row


def refuse_days(given, pupil) -> None:
    found = dates.wrong(given, pupil.born_on, moment.today())
    if found:
        raise edits.IllegalMove(found[1])
