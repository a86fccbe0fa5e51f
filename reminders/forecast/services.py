"""A school says how many hours a week there are for this work, and how long each task takes."""

from django.db import transaction

from audit import log
from reminders.forecast import durations
from reminders.forecast.models import EIGHT_HOURS, Duration, WorkHours
from schools.models import School
from sendcase import edits


@transaction.atomic
def set_times(
    *, school, version: int | None, minutes_a_week: int, minutes: dict[str, int], by
) -> WorkHours:
    """minutes: kind → minutes, of the kinds to set. version: of the hours as the form was opened;
    None or 0 where nothing was saved yet. Raises Stale where somebody saved in between.
    """
    edits.locked(School, school.pk)  # two first saves at once must see each other
    row = WorkHours.objects.filter(school=school).first()
    before = durations.of_school(school) | {"week": row.minutes if row else EIGHT_HOURS}
    if row is None:
        row = WorkHours.objects.create(school=school, minutes=minutes_a_week)
    else:
        row = edits.save(edits.locked(WorkHours, row.pk, version or 0), minutes=minutes_a_week)
    for kind, value in minutes.items():
        if value != before[kind]:
            Duration.objects.update_or_create(school=school, kind=kind, defaults={"minutes": value})
    after = before | minutes | {"week": minutes_a_week}
    changed = {name: [before[name], after[name]] for name in after if after[name] != before[name]}
    log.record("work_hours.changed", target=row, by=by, school_id=school.pk, detail=changed)
    return row
