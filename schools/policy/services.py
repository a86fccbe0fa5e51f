"""Changing the policy: one transaction, one version, one sentence for each thing that differs.

A change is a function that writes the rows. Looking ahead runs the very same function and takes
it back, so that the page before saving cannot say something else than what is saved.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils.text import slugify

from audit import log
from schools import rhythm
from schools.models import Area, PlanKind, Policy, Stage
from schools.policy import consequences, snapshot, words
from sendcase import edits, moment
from sendcase.edits import IllegalMove


@dataclass(frozen=True)
class Ahead:
    """What a change would do: sentences, and consequences.Said."""

    changes: list[str]
    effects: list


@transaction.atomic
def change(*, school, by, version, write: Callable) -> Policy:
    """Save a change. Nothing is saved, no version made, where nothing differs.

    write(school) changes rows of the policy. Raises edits.Stale for an old version of the policy,
    IllegalMove where something stands in the way.
    """
    policy, before, after = written(school, version, write)
    if before == after:
        return policy
    said = words.differences(before, after)
    edits.save(policy)
    kept = snapshot.keep(school, words=said, by=by)
    detail = {"version": [kept.number - 1, kept.number], "changes": said}
    log.record("policy.changed", target=policy, by=by, school_id=school.pk, detail=detail)
    rhythm.changed(school.pk, by)
    return policy


def look_ahead(*, school, version, write: Callable) -> Ahead:
    """What change() would do. Writes nothing. Raises what change() raises."""
    with transaction.atomic():
        _, before, after = written(school, version, write)
        transaction.set_rollback(True)
    return Ahead(words.differences(before, after), consequences.of(school, before, after))


def written(school, version, write) -> tuple[Policy, dict, dict]:
    """The locked policy, and its value before and after. In the caller's transaction."""
    number = Policy.objects.values_list("pk", flat=True).get(school=school)
    policy = edits.locked(Policy, number, version)
    before = snapshot.take(school)
    write(school)
    after = snapshot.take(school)
    if found := consequences.against(school, before, after):
        raise IllegalMove(" ".join(found))
    return policy, before, after


def rules(**values) -> Callable:
    """Names, days, who signs, when reminders go out."""
    if unknown := set(values) - set(snapshot.RULES):
        raise IllegalMove(f"This cannot be changed here: {', '.join(sorted(unknown))}.")
    return lambda school: Policy.objects.filter(school=school).update(**values)


def stage(row: Stage | None, *, plan_kinds, after, is_closed=False, **facts) -> Callable:
    """A stage, new where `row` is None. after: the stage it comes after, None for the first."""

    def write(school):
        refuse_same_name(Stage, school, row, facts["name"], is_closed)
        if facts["is_referral_start"]:
            Stage.objects.filter(school=school).update(is_referral_start=False)
        saved = put(Stage, school, row, facts | {"closed_on": closed_day(row, is_closed)})
        saved.plan_kinds.set(plan_kinds)
        set_order(Stage, school, saved, after)
        refuse_no_start(school)

    return write


def kind(row: PlanKind | None, *, after, is_closed=False, **facts) -> Callable:
    """A kind of plan, new where `row` is None."""

    def write(school):
        refuse_same_name(PlanKind, school, row, facts["name"], is_closed)
        saved = put(PlanKind, school, row, facts | {"closed_on": closed_day(row, is_closed)})
        set_order(PlanKind, school, saved, after)
        if not PlanKind.objects.filter(school=school, closed_on=None).exists():
            raise IllegalMove("One kind of plan at least must stay open.")

    return write


def areas(named: dict[int, tuple[str, bool]]) -> Callable:
    """{number of the area: (name, whether it is used)}"""

    def write(school):
        for row in Area.objects.filter(school=school, pk__in=named):
            row.name, row.is_used = named[row.pk]
            row.save(update_fields=["name", "is_used"])
        if not Area.objects.filter(school=school, is_used=True).exists():
            raise IllegalMove("One area of need at least must stay in use.")

    return write


def closed_day(row, is_closed):
    """The day it was closed; today where it is closed now."""
    return (row and row.closed_on) or moment.today() if is_closed else None


def put(model, school, row, facts):
    """The row with these facts, made with a code of its own where it is new."""
    if row is None:
        code = free_code(model, school, facts["name"])
        return model.objects.create(school=school, code=code, order=0, **facts)
    model.objects.filter(school=school, pk=row.pk).update(**facts)
    return model.objects.get(school=school, pk=row.pk)


def free_code(model, school, name: str) -> str:
    """What the row is called inside: from its first name, and never changed."""
    plain = slugify(name)[:25] or model.__name__.lower()
    taken = set(model.objects.filter(school=school).values_list("code", flat=True))
    candidates = (plain, *(f"{plain}-{n}" for n in range(2, len(taken) + 3)))
    return next(code for code in candidates if code not in taken)


def set_order(model, school, row, after) -> None:
    """Put the row after another one, or first, and count all anew."""
    others = list(model.objects.filter(school=school).exclude(pk=row.pk).order_by("order", "pk"))
    numbers = [other.pk for other in others]
    place = numbers.index(after.pk) + 1 if after else 0
    numbers.insert(place, row.pk)
    for order, pk in enumerate(numbers, start=1):
        model.objects.filter(pk=pk).exclude(order=order).update(order=order)


def refuse_same_name(model, school, row, name, is_closed) -> None:
    others = model.objects.filter(school=school, closed_on=None, name__iexact=name)
    if not is_closed and others.exclude(pk=row.pk if row else None).exists():
        raise IllegalMove(f"There is one called “{name}” already. Choose another name.")


def refuse_no_start(school) -> None:
    start = Stage.objects.filter(school=school, is_referral_start=True).first()
    if start is None:
        raise IllegalMove(
            "An accepted referral must lead somewhere. Open the stage it should lead to and tick "
            "it there: the tick moves by itself."
        )
    if start.closed_on:
        raise IllegalMove(
            f"“{start.name}” cannot be closed while an accepted referral leads there. "
            "Let it lead to another stage first."
        )
