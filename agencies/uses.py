"""Where a recommendation is used: the one place that knows of each thing that can use one."""

from dataclasses import dataclass

from django.urls import reverse

from iep.models import SupportPlan, Target
from iep.querysets import LIVE
from provision.interventions import saying
from provision.models import Promise
from pupils.wording import day_text
from sendcase import moment
from sendcase.edits import IllegalMove

JOINED = ("target__plan__kind", "promise__replaces")


@dataclass(frozen=True)
class Use:
    """words: "Target 2 of the IEP: Reads 40 of 45 words"; url: where it stands."""

    words: str
    url: str


def uses_of(row) -> list[Use]:
    """row: a Recommendation with JOINED."""
    found = [_of_target(row.target)] if row.target else []
    return found + (of_promise(row.promise) if row.promise else [])


def of_all(rows) -> list[Use]:
    """Each place once, in the order of the recommendations."""
    return list(dict.fromkeys(use for row in rows for use in uses_of(row)))


def of_promise(promise) -> list[Use]:
    """What holds today, and after it what is promised from a day to come in its place. promise: the
    newest, with the one it replaces joined.
    """
    today, present = moment.today(), promise
    while present.from_on > today and present.replaces:
        present = present.replaces
    if present == promise:
        return [_of_one(promise)]
    return [_of_one(present), _of_one(promise, f"From {day_text(promise.from_on)}: ")]


def _of_one(promise, before="") -> Use:
    return Use(f"{before}{said_of(promise)}", reverse("ledger:promise", args=[promise.pk]))


def targets_for(user, pupil) -> list[Target]:
    """Targets in force, of the child's plans in use that this person reads."""
    plans = SupportPlan.objects.visible_to(user).filter(pupil=pupil, state__in=LIVE)
    rows = Target.objects.filter(plan__in=plans.order_by().values("pk"), removed_at=None)
    return list(rows.select_related("plan__kind").order_by("-plan", "position"))


def promises_for(user, pupil) -> list[Promise]:
    """What the child is promised now or from a day to come, that this person reads: of one that
    was changed, the newest.
    """
    rows = Promise.objects.visible_to(user).filter(pupil=pupil, replaced_by=None)
    return list(rows.held_or_later(moment.today()))


def said(target) -> str:
    return f"Target {target.position} of the {target.plan.kind.short_name}: {target.target}"


def said_of(promise) -> str:
    return f"{promise.what}: {saying.promised(promise)}"


def checked_target(target, pupil_id):
    """Raises IllegalMove for a target in another child's plan."""
    if target and target.plan.pupil_id != pupil_id:
        raise IllegalMove("This target is in another child’s plan.")
    return target


def checked_promise(promise, pupil_id):
    """The promise, or what replaced it since the page was opened. promise: locked.

    Raises IllegalMove for one made to another child.
    """
    if promise and promise.pupil_id != pupil_id:
        raise IllegalMove("This help was promised to another child.")
    while promise and (newer := Promise.objects.filter(replaces=promise).first()):
        promise = newer
    return promise


def _of_target(target) -> Use:
    return Use(said(target), target.plan.get_absolute_url())
