"""A school says when its reminder mails speak of what, and when of what is late elsewhere."""

from django.db import transaction

from audit import log
from reminders import one_row
from reminders.leads import leads
from reminders.leads.models import LeadTime, ReminderRules


@transaction.atomic
def set_rules(
    *, school, version: int | None, after: dict[str, int], days: dict[str, int | None], by
) -> ReminderRules | None:
    """after: the numbers of leads.LATE. days: kind → days ahead, None: as the policy says.
    version: of the rules as the form was opened; None or 0 where nothing was saved yet.

    Raises Stale where somebody saved in between. Where nothing differs nothing is written.
    """
    row = one_row.locked(ReminderRules, school, version)
    before = leads.after_of(row) | leads.own_days(school)
    now = before | after | days
    changed = {name: [before.get(name), now[name]] for name in now if before.get(name) != now[name]}
    if not changed:
        return row
    row = one_row.save(ReminderRules, row, school, **{name: now[name] for name in leads.LATE})
    for kind in days.keys() & changed.keys():
        _set(school, kind, days[kind])
    log.record("reminder_rules.changed", target=row, by=by, school_id=school.pk, detail=changed)
    return row


def _set(school, kind: str, days: int | None) -> None:
    if days is None:
        LeadTime.objects.filter(school=school, kind=kind).delete()
    else:
        LeadTime.objects.update_or_create(school=school, kind=kind, defaults={"days": days})
