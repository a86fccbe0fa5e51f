"""Saving a plan: its head and its rows in one go, and changing one that was shared."""

from django.db import transaction

from audit import log
from iep import content, dates, deadlines, states
from iep.models import BankTarget, SupportPlan, Target
from iep.reviews import reading
from iep.services.agreeing import taken_back
from schools.models import Area
from sendcase import edits, moment

HEAD = (*content.HEAD_TEXTS, "answers", "starts_on", "review_on", "lead")


@transaction.atomic
def save_plan(*, plan, version, by, head, rows, areas_now=None) -> SupportPlan:
    """Save what the form says. An agreed plan becomes a draft again: it must be agreed anew.

    head: the fields of HEAD, and `areas`; rows: dicts with `id` (None for a new one), the texts
    and `remove`, in order. Rows not named stay as they are. areas_now: numbers of the plan's
    areas, if the caller read them after the plan. Raises Stale, IllegalMove, ValueError
    for dates that cannot be, Target.DoesNotExist for a row that is not this plan's.
    """
    row = edits.locked(SupportPlan, plan.pk, version)
    states.check(row, "save")
    row.pupil, row.kind = plan.pupil, plan.kind  # as read; a plan never changes them
    refuse_dates(row, head)
    detail = differences(row, head) | save_areas(row, head, areas_now) | save_rows(row, rows)
    changes = {name: head[name] for name in HEAD if name in head}
    state = row.state if row.is_revising else states.State.DRAFT
    edits.save(row, state=state, **taken_back(row), **changes)
    ids = {"school_id": row.school_id, "pupil_id": row.pupil_id}
    log.record("plan.saved", target=row, by=by, detail=detail, **ids)
    if row.is_revising and {"review_on", "lead"} & set(detail):
        deadlines.expect_review(row)
    return row


def refuse_dates(row, head) -> None:
    wrong = dates.disagreement(
        starts_on=head.get("starts_on", row.starts_on),
        review_on=head.get("review_on", row.review_on),
        born_on=row.pupil.born_on,
    )
    if wrong:
        raise ValueError(wrong[1])


def differences(row, head) -> dict:
    """{field: [before, after]} of the head's changed fields, a person as their number."""
    pairs = {}
    for name in HEAD:
        if name in head:
            key = "lead_id" if name == "lead" else name
            pairs[name] = [getattr(row, key), head[name].pk if name == "lead" else head[name]]
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def save_areas(row, head, areas_now) -> dict:
    if "areas" not in head:
        return {}
    now = areas_now if areas_now is not None else row.areas.values_list("pk", flat=True)
    before = sorted(now)
    after = sorted(area.pk for area in head["areas"])
    if before == after:
        return {}
    row.areas.set(head["areas"])
    return {"areas": [before, after]}


def save_rows(plan, rows) -> dict:
    """Create, change and take out rows; returns what changed, for the audit log."""
    known = {row.pk: row for row in plan.targets.all()}
    refuse_strange_bank(plan, rows)
    detail, new, changed = {}, [], []
    for position, given in enumerate(rows, start=1):
        texts = {name: given.get(name, "") for name in content.ROW_TEXTS}
        if given.get("id") is None:
            if not given.get("remove"):
                came = {"from_bank_id": given.get("from_bank"), **texts}
                new.append(Target(school_id=plan.school_id, plan=plan, position=position, **came))
            continue
        row = known.pop(given["id"], None)
        if row is None:  # not of this plan, or named twice
            raise Target.DoesNotExist(given["id"])
        if difference := change_row(row, position, texts, given.get("remove")):
            detail[f"target {row.pk}"] = difference
            changed.append(row)
    fields = [*content.ROW_TEXTS, "position", "removed_at", "version"]
    if changed:
        Target.objects.bulk_update(changed, fields)
    for row in Target.objects.bulk_create(new):
        detail[f"target {row.pk}"] = [None, row.target]
    return detail


def refuse_strange_bank(plan, rows) -> None:
    """A new row may say which entry of this school's bank it began as; a saved one keeps its own.

    Raises Target.DoesNotExist for a number that is not of the bank here.
    """
    named = {given["from_bank"] for given in rows if given.get("from_bank")}
    here = BankTarget.objects.filter(school=plan.school_id, pk__in=named)
    if named and here.count() != len(named):
        raise Target.DoesNotExist(named)


def change_row(row, position, texts, remove) -> list | None:
    """Set the row; [before, after] if anything changed. A row taken out keeps its words."""
    if remove:
        row.removed_at = row.removed_at or moment.now()
        row.version += 1
        return [row.target, None]
    before = {name: getattr(row, name) for name in texts}
    if before == texts and row.position == position and row.removed_at is None:
        return None
    row.removed_at = None  # taken out by somebody else meanwhile: who saves it again wants it
    for name, value in texts.items():
        setattr(row, name, value)
    row.position = position
    row.version += 1
    return [before, texts]


@transaction.atomic
def revise(*, plan, by, version=None) -> SupportPlan:
    """Open a shared plan for changes. Readers keep seeing the version that was shared."""
    row = edits.locked(SupportPlan, plan.pk, version)
    states.check(row, "revise")
    edits.save(row, is_revising=True)
    ids = {"school_id": row.school_id, "pupil_id": row.pupil_id}
    log.record("plan.opened_for_changes", target=row, by=by, **ids)
    return row


@transaction.atomic
def drop_changes(*, plan, by, version=None) -> SupportPlan:
    """Put the live rows back to the version that was shared last."""
    row = edits.locked(SupportPlan, plan.pk, version)
    states.check(row, "undo")
    put_back(row)
    edits.save(row, is_revising=False, correction_reason="", changes_agreed_by=None)
    deadlines.expect_review(row)
    ids = {"school_id": row.school_id, "pupil_id": row.pupil_id}
    log.record("plan.changes_dropped", target=row, by=by, **ids)
    return row


def put_back(row) -> None:
    """Head, areas and rows as the last version has them, the review's day as a later review says.
    The caller saves the state.
    """
    version = row.versions.first()
    shared = content.of_version(version)
    texts = {name: shared[name] for name in (*content.HEAD_TEXTS, "answers")}
    lead = {"lead_id": shared["lead"]["id"]}
    days = {"starts_on": shared["starts_on"], "review_on": reading.review_day(row, version, shared)}
    SupportPlan.objects.filter(pk=row.pk).update(**texts, **lead, **days)
    row.refresh_from_db()
    row.areas.set(Area.objects.filter(pk__in=[a["id"] for a in shared["areas"] if a["applies"]]))
    row.targets.filter(removed_at=None).update(removed_at=moment.now())
    for position, target in enumerate(shared["targets"], start=1):
        words = {name: target[name] for name in content.ROW_TEXTS}
        row.targets.filter(pk=target["id"]).update(removed_at=None, position=position, **words)
