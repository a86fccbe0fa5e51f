"""A school says how many hours a week there are for this work, and how long each task takes."""

from django.db import transaction

from audit import log
from reminders import one_row
from reminders.forecast import durations
from reminders.forecast.models import EIGHT_HOURS, Duration, WorkHours


@transaction.atomic
def set_times(
    *, school, version: int | None, minutes_a_week: int, minutes: dict[str, int], by
) -> WorkHours | None:
    """minutes: kind → minutes, of the kinds to set. version: of the hours as the form was opened;
    None or 0 where nothing was saved yet. Raises Stale where somebody saved in between. Where
    nothing differs nothing is written.
    """
    row = one_row.locked(WorkHours, school, version)
    before = durations.of_school(school) | {"week": row.minutes if row else EIGHT_HOURS}
    after = before | minutes | {"week": minutes_a_week}
    changed = {name: [before[name], after[name]] for name in after if after[name] != before[name]}
    if not changed:
        return row
    row = one_row.save(WorkHours, row, school, minutes=minutes_a_week)
    for kind in minutes.keys() & changed.keys():
        Duration.objects.update_or_create(
            school=school, kind=kind, defaults={"minutes": minutes[kind]}
        )
    log.record("work_hours.changed", target=row, by=by, school_id=school.pk, detail=changed)
    return row
