"""Writing the spells of a list: those that ended as ended entries, the one that runs by place()."""

from django.db import transaction

from pupils.models import Pupil
from pupils.roll.fates import NEW, Fate
from pupils.wording import day_text
from register import codes, services
from register.models import RegisterEntry
from schools.models import Census, Stage
from sendcase import edits, moment
from sendcase.edits import IllegalMove

REASON = "From the school’s earlier records"
TOLD_HOW = "before, in the school’s earlier records"
IMPORTED = RegisterEntry.Origin.IMPORTED


def write(found, *, school, by) -> dict:
    """Make every fate true, in the caller's transaction. Returns counts."""
    stages = {stage.pk: stage for stage in Stage.objects.filter(school=school)}
    told = [fate for fate in found.fates if fate.kind == NEW]
    told.sort(key=lambda fate: (fate.pupil.pk, fate.changes["from_on"][1]))
    for fate in told:
        _write_one(fate, stages, by)
    return dict(found.counts)


def _write_one(fate: Fate, stages, by) -> None:
    said = {name: after for name, (_, after) in fate.changes.items()}
    needs = [(need_type, "") for need_type in said["needs"]]
    given = {"pupil": fate.pupil, "stage": stages[said["stage"]], "needs": needs, "by": by}
    if said["until_on"] is not None:
        record_spell(
            **given, census_code=said["census_code"], from_on=said["from_on"],
            until_on=said["until_on"], told_on=said["told_on"], evidence=said["note"],
        )  # fmt: skip
        return
    entry = services.place(
        **given, on=said["from_on"], reason=REASON, evidence=said["note"], origin=IMPORTED
    )
    if said["told_on"] and said["census_code"] != Census.N:
        services.mark_family_told(entry=entry, on=said["told_on"], by=by, how=TOLD_HOW)


@transaction.atomic
def record_spell(
    *, pupil, stage, census_code, from_on, until_on, needs=(), told_on=None, evidence="", by
) -> RegisterEntry:
    """An entry that ended before today, as the school's earlier records say.

    The code is the record's own: what the stage means in the policy now is not what it meant then.
    It owes nobody anything: no deadline is opened. Raises IllegalMove, writing nothing, where it
    would lie over another entry, or for a date, code or type that cannot be.
    """
    pupil = edits.locked(Pupil, pupil.pk)
    refuse_spell(pupil, stage, census_code, from_on, until_on, needs)
    told_how = TOLD_HOW if told_on else ""
    entry = RegisterEntry.objects.create(
        school=pupil.school, pupil=pupil, **services.facts_of(stage)
        | {"census_code": census_code, "asks_plan": False},
        from_on=from_on, until_on=until_on, decided_by=by, decided_at=moment.now(),
        reason=REASON, evidence=evidence, end_reason=REASON, ended_by=by,
        family_told_on=told_on, family_told_how=told_how, origin=IMPORTED,
        version=_next_version(pupil),
    )  # fmt: skip
    services.set_needs(entry, needs, ())
    detail = {
        "stage": [None, entry.stage_name], "census_code": [None, census_code],
        "from_on": [None, from_on], "until_on": [None, until_on],
        "needs": [None, [str(kind) for kind, _ in needs]],
    }  # fmt: skip
    words = f"At {stage.name} until {day_text(until_on)} ({REASON[0].lower()}{REASON[1:]})"
    services.write(entry, "imported", words, by=by, on=from_on, detail=detail)
    return entry


def refuse_spell(pupil, stage, census_code, from_on, until_on, needs) -> None:
    types = [kind for kind, _ in needs]
    if stage.school_id != pupil.school_id:
        raise IllegalMove("This stage belongs to another school. Choose one of this school's.")
    if found := codes.problems(census_code, types):
        raise IllegalMove(" ".join(found))
    if not pupil.born_on <= from_on <= until_on <= moment.today():
        raise IllegalMove(f"{day_text(from_on)} to {day_text(until_on)} cannot be: see the dates.")
    lies_over = RegisterEntry.objects.filter(pupil=pupil, from_on__lte=until_on)
    if other := lies_over.exclude(until_on__lt=from_on).first():
        raise IllegalMove(
            f"{other.stage_name} stands in the register from {day_text(other.from_on)}. Two "
            "entries cannot hold on one day."
        )


def _next_version(pupil) -> int:
    """Versions count on from entry to entry (services.version_of); the newest must stay newest."""
    return services.version_of(services.newest(pupil)) + 1
