"""Grades and their rates, charges, funding and the rules: written by the SENCO."""

from datetime import timedelta

from django.db import IntegrityError, transaction

from audit import log
from provision.costs.models import Charge, CostRules, Funding, Grade, GradeHolder, GradeRate
from sendcase import edits, moment
from sendcase.edits import IllegalMove

DAY = timedelta(days=1)
FURTHEST = 3660  # days from today: further off the year is a slip of the hand


@transaction.atomic
def set_rules(*, school, by, version, first_month, threshold) -> CostRules:
    """When the year of money begins and the threshold in pence. Raises Stale."""
    CostRules.objects.get_or_create(school=school)
    pk = CostRules.objects.values_list("pk", flat=True).get(school=school)
    row = edits.locked(CostRules, pk, version)
    detail = {
        "first_month": [row.first_month, first_month],
        "threshold": [row.threshold, threshold],
    }
    edits.save(row, first_month=first_month, threshold=threshold)
    tell("cost_rules.changed", row, by, detail)
    return row


@transaction.atomic
def add_grade(*, school, by, name, pence, on_costs, from_on, is_default=False) -> Grade:
    """A grade with its first rate. Raises IllegalMove for a name in use or a wrong day."""
    refuse_day(from_on)
    if Grade.objects.filter(school=school, name=name, retired_on=None).exists():
        raise IllegalMove(f"There is a grade “{name}” already. Give it a new rate there.")
    if is_default:
        _no_other_default(school)
    row = Grade.objects.create(school=school, name=name, is_default=is_default)
    tell("grade.added", row, by, {"name": name})
    set_rate(grade=row, by=by, pence=pence, on_costs=on_costs, from_on=from_on)
    return row


def _no_other_default(school) -> None:
    for row in Grade.objects.filter(school=school, is_default=True, retired_on=None):
        edits.save(edits.locked(Grade, row.pk), is_default=False)


@transaction.atomic
def make_default(*, grade, by) -> Grade:
    """It counts for every adult who is on no grade."""
    _no_other_default(grade.school)
    row = edits.locked(Grade, grade.pk)
    edits.save(row, is_default=True)
    tell("grade.made_default", row, by)
    return row


@transaction.atomic
def retire_grade(*, grade, by) -> Grade:
    """Chosen no more; what it cost stays counted. Not while people are on it (IllegalMove)."""
    row = edits.locked(Grade, grade.pk)
    if row.holders.held_today().exists():
        raise IllegalMove("People are on this grade. Put them on another one first.")
    edits.save(row, retired_on=moment.today(), is_default=False)
    tell("grade.retired", row, by)
    return row


@transaction.atomic
def set_rate(*, grade, by, pence, on_costs, from_on) -> GradeRate:
    """What an hour costs from that day on; a second one of the same day puts the first right."""
    refuse_day(from_on)
    edits.locked(Grade, grade.pk)
    row = GradeRate.objects.filter(grade=grade, from_on=from_on).first()
    before = [row.pence, row.on_costs] if row else None
    if row:
        edits.save(edits.locked(GradeRate, row.pk), pence=pence, on_costs=on_costs)
    else:
        row = GradeRate.objects.create(
            school_id=grade.school_id, grade=grade, from_on=from_on, pence=pence, on_costs=on_costs
        )
    detail = {"from_on": from_on.isoformat(), "rate": [before, [pence, on_costs]]}
    tell("grade.rated", row, by, detail)
    return row


@transaction.atomic
def put_on(*, grade, user, by, from_on) -> GradeHolder:
    """The person is on this grade from that day; the one before ends the day before.

    Raises IllegalMove where a later one is there already.
    """
    refuse_day(from_on)
    edits.locked(Grade, grade.pk)
    mine = GradeHolder.objects.filter(school_id=grade.school_id, user=user)
    if mine.filter(from_on__gte=from_on).exists():
        raise IllegalMove(f"{user.name} is on a grade from that day or later already.")
    for row in mine.held_on(from_on):
        edits.save(edits.locked(GradeHolder, row.pk), until_on=from_on - DAY)
    row = GradeHolder.objects.create(
        school_id=grade.school_id, grade=grade, user=user, from_on=from_on
    )
    tell("grade.given", row, by, {"user": user.pk, "grade": grade.pk})
    return row


@transaction.atomic
def charge(*, school, by, intervention=None, pupil=None, **facts) -> Charge:
    """kind, what, pence, per, from_on, until_on. Raises IllegalMove for wrong days."""
    refuse_days(facts["from_on"], facts.get("until_on"))
    if pupil is not None and facts.get("per", Charge.Per.ONCE) != Charge.Per.ONCE:
        raise IllegalMove("A charge for one pupil is for one day. Choose “once”.")
    row = Charge.objects.create(school=school, intervention=intervention, pupil=pupil, **facts)
    tell("charge.added", row, by, {"pence": row.pence, "per": row.per}, pupil)
    return row


@transaction.atomic
def end_charge(*, charge, version, by, on) -> Charge:
    """Its last day. Raises IllegalMove where it was once, or before it began."""
    row = edits.locked(Charge, charge.pk, version)
    if row.per == Charge.Per.ONCE or on < row.from_on:
        raise IllegalMove("It can't end on that day.")
    edits.save(row, until_on=on)
    tell("charge.ended", row, by, {"on": on.isoformat()}, row.pupil)
    return row


@transaction.atomic
def remove_charge(*, charge, by) -> None:
    """It was written down by mistake: it goes, the audit log keeps what it said."""
    row = edits.locked(Charge, charge.pk)
    detail = {"what": row.what, "pence": row.pence, "per": row.per,
              "from_on": row.from_on.isoformat()}  # fmt: skip
    tell("charge.removed", row, by, detail, row.pupil)
    row.delete()


@transaction.atomic
def fund(*, school, by, pupil=None, **facts) -> Funding:
    """source, pence, from_on, until_on, note. Raises IllegalMove for wrong days, a source that is
    the school's alone, or one that is a pupil's without the pupil.
    """
    refuse_days(facts["from_on"], facts["until_on"])
    if pupil is not None and facts["source"] == Funding.Source.NOTIONAL:
        raise IllegalMove("The notional budget is the school's. Leave the pupil out.")
    if pupil is None and facts["source"] == Funding.Source.EHC:
        raise IllegalMove("An EHC plan is one pupil's. Choose the pupil.")
    try:
        with transaction.atomic():
            row = Funding.objects.create(school=school, pupil=pupil, **facts)
    except IntegrityError as error:
        raise IllegalMove("This amount can't be right. Check it.") from error
    tell("funding.added", row, by, {"source": row.source, "pence": row.pence}, pupil)
    return row


@transaction.atomic
def end_funding(*, funding, version, by) -> Funding:
    """It was written down by mistake: it counts no more. Raises Stale."""
    row = edits.locked(Funding, funding.pk, version)
    edits.save(row, ended_on=moment.today())
    tell("funding.ended", row, by, {"pence": row.pence}, row.pupil)
    return row


def refuse_days(from_on, until_on) -> None:
    for day in filter(None, (from_on, until_on)):
        refuse_day(day)
    if until_on and until_on < from_on:
        raise IllegalMove("The last day is before the first day. Change one of them.")


def refuse_day(day) -> None:
    if abs((day - moment.today()).days) > FURTHEST:
        raise IllegalMove(f"The year {day.year} can't be right. Check the day.")


def tell(verb, row, by, detail=None, pupil=None) -> None:
    log.record(
        verb, target=row, by=by, school_id=row.school_id, pupil_id=pupil and pupil.pk, detail=detail
    )
