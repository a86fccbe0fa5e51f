"""Writing down what the school owes, and that it was done."""

from collections.abc import Callable
from datetime import date

from django.db import IntegrityError, transaction

from audit import log
from schools import wording
from schools.owed import due
from schools.owed.models import MOST_WHAT, Fulfilment, Obligation
from sendcase import edits, moment
from sendcase.edits import IllegalMove

Kind = Obligation.Kind
OF_EVERY_SCHOOL = (Kind.INFORMATION_REPORT, Kind.PARENTS_REPORT, Kind.QUALIFICATION)
CAN_END = {Kind.POLICY, Kind.QUALIFICATION}
EARLIEST = date(2000, 1, 1)  # before that, a slip in the year
# What upper apps do when a row changed, in that transaction; added in AppConfig.ready().
followers: list[Callable[[Obligation], None]] = []


@transaction.atomic
def begin(school, by=None) -> None:
    """What the law asks of every school, where it is not there yet."""
    there = set(Obligation.objects.filter(school=school).values_list("kind", flat=True))
    for kind in OF_EVERY_SCHOOL:
        if kind not in there:
            _follow(Obligation.objects.create(school=school, kind=kind))


@transaction.atomic
def add_policy(*, school, name, months, reviewed_on, by) -> Obligation:
    """months: between reviews; reviewed_on: when it was reviewed, or adopted, last.

    Raises IllegalMove for a name that is there, or a day that cannot be.
    """
    row = _add(by, school=school, kind=Kind.POLICY, name=name, months=months)
    done(obligation=row, on=reviewed_on, by=by)
    return row


@transaction.atomic
def add_senco(*, school, name, appointed_on, by) -> Obligation:
    """Fills the row that asks who is SENCO, where nobody has said yet."""
    refuse_day(appointed_on)
    asked = Obligation.objects.filter(school=school, kind=Kind.QUALIFICATION, name="").open()
    # Locked: two who name a SENCO in one moment name two.
    if row := asked.filter(appointed_on=None).select_for_update().first():
        return change(obligation=row, version=None, by=by, name=name, appointed_on=appointed_on)
    return _add(by, school=school, kind=Kind.QUALIFICATION, name=name, appointed_on=appointed_on)


def _add(by, **fields) -> Obligation:
    try:
        with transaction.atomic():
            row = Obligation.objects.create(**fields)
    except IntegrityError as there:
        raise IllegalMove(f"{fields['name']} is in the list already.") from there
    _tell("owed.added", row, row, by, {"name": [None, row.name], "months": [None, row.months]})
    _follow(row)
    return row


@transaction.atomic
def change(*, obligation, version, by, **fields) -> Obligation:
    """name and months of a policy; name and appointed_on of a SENCO. Raises edits.Stale."""
    if "appointed_on" in fields:
        refuse_day(fields["appointed_on"])
    row = edits.locked(Obligation, obligation.pk, version)
    _refuse_ended(row)
    detail = {name: [getattr(row, name), value] for name, value in fields.items()}
    try:
        with transaction.atomic():
            edits.save(row, **fields)
    except IntegrityError as there:
        raise IllegalMove(f"{fields['name']} is in the list already.") from there
    _tell("owed.changed", row, row, by, detail)
    _follow(row)
    return row


@transaction.atomic
def done(*, obligation, on, by, note="") -> Fulfilment:
    """It was done on that day; the next time counts from the newest one. Raises IllegalMove where
    that stands there already: two pages left open write it down once.
    """
    refuse_day(on)
    row = edits.locked(Obligation, obligation.pk)
    _refuse_ended(row)
    if row.fulfilments.filter(done_on=on, taken_back_at=None).exists():
        raise IllegalMove(
            f"{wording.day(on)} is written down already. To write it anew, choose “This was a "
            "mistake” beside it first."
        )
    made = Fulfilment.objects.create(
        school_id=row.school_id, obligation=row, done_on=on, note=note, recorded_by=by
    )
    _tell("owed.done", made, row, by, {"done_on": [None, on], "note": [None, note]})
    _follow(row)
    return made


@transaction.atomic
def take_back(*, fulfilment, by) -> Fulfilment:
    """It was written down by mistake and counts no more. Taken back twice: once."""
    # First the obligation, as done() does: what is due is worked out from all its rows.
    obligation = edits.locked(Obligation, fulfilment.obligation_id)
    row = edits.locked(Fulfilment, fulfilment.pk)
    if row.taken_back_at is not None:
        return row
    edits.save(row, taken_back_at=moment.now(), taken_back_by=by)
    _tell("owed.taken_back", row, obligation, by, {"done_on": [row.done_on, None]})
    _follow(obligation)
    return row


@transaction.atomic
def changed(*, obligation, on, what, by, version=None) -> Obligation:
    """Something the Information Report says is not so any more. The first change that is not in it
    yet holds the day. Raises IllegalMove elsewhere, edits.Stale.
    """
    refuse_day(on)
    row = edits.locked(Obligation, obligation.pk, version)
    if row.kind != Kind.INFORMATION_REPORT:
        raise IllegalMove("Only the SEN Information Report follows a change.")
    day, words = _beside_the_first(row, on, what)
    detail = {"changed_on": [row.changed_on, day], "what": [row.changed_what, words]}
    edits.save(row, changed_on=day, changed_what=words)
    _tell("owed.something_changed", row, row, by, detail)
    _follow(row)
    return row


def _beside_the_first(row, on, what) -> tuple[date, str]:
    """The day and the words of this change and of one that is not in the report yet. Where both
    have no room, the beginning of the older words.
    """
    last_done = Obligation.objects.with_last_done().get(pk=row.pk).last_done
    if not due.is_changed(row, last_done):
        return on, what
    day = row.changed_on if last_done and on <= last_done else min(row.changed_on, on)
    words = f"{row.changed_what}; {what}"
    if len(words) > MOST_WHAT:
        kept = row.changed_what[: max(0, MOST_WHAT - len(what) - len("…; "))].rstrip()
        words = f"{kept}…; {what}" if kept else what
    return day, words


@transaction.atomic
def end(*, obligation, by) -> Obligation:
    """A policy is kept no more, somebody is not SENCO any more. What was done stays in sight."""
    row = edits.locked(Obligation, obligation.pk)
    if row.kind not in CAN_END:
        raise IllegalMove("Every school owes this by law: it does not end.")
    if row.ended_on is not None:
        return row
    edits.save(row, ended_on=moment.today())
    _tell("owed.ended", row, row, by, {"ended_on": [None, row.ended_on]})
    _follow(row)
    return row


def refuse_day(day) -> None:
    if day > moment.today():
        raise IllegalMove(f"{wording.day(day)} has not come yet. Write it down once it is done.")
    if day < EARLIEST:
        raise IllegalMove(f"{wording.day(day)} is long ago. Check the year.")


def _refuse_ended(row) -> None:
    if row.ended_on is not None:
        raise IllegalMove(f"This ended on {wording.day(row.ended_on)}.")


def _follow(row) -> None:
    for follow in followers:
        follow(row)


def _tell(verb, target, row, by, detail) -> None:
    log.record(verb, target=target, by=by, school_id=row.school_id, detail=detail)
