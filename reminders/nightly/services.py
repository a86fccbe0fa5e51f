"""Comparing at night, once for each school, and the sign for whoever runs the site."""

import logging

from django.db.models import Min, Sum

from reminders.nightly.models import NightlyRecount
from reminders.recount import differences
from schools.each import each_school
from schools.models import School
from sendcase import moment, vitals

FROM_HOUR = 1  # London: nobody works, and the backup has the hours after
log = logging.getLogger(__name__)


def recount_due() -> int:
    """Compare every school that was not compared since midnight. Any number of times.

    Returns how many were compared now.
    """
    now = moment.now().astimezone(moment.LONDON)
    if now.hour < FROM_HOUR:
        return 0
    done = NightlyRecount.objects.filter(done_on=now.date()).values("school")
    waiting = School.objects.exclude(pk__in=done).order_by("pk").values_list("pk", flat=True)
    return each_school(recount, waiting)


def recount(school_id: int) -> int:
    """How many deadlines of this school differ from the records; noted, and logged if any do."""
    differing = len(lasting(school_id))
    found = {"done_on": moment.today(), "done_at": moment.now(), "differing": differing}
    NightlyRecount.objects.update_or_create(school_id=school_id, defaults=found)
    if differing:
        log.error("%s deadlines of school %s differ from the records", differing, school_id)
    return differing


def lasting(school_id: int) -> list[str]:
    """What still differs at a second look: a change saved between two questions is none."""
    first = differences(school_id)
    return sorted(set(first) & set(differences(school_id))) if first else []


def sign() -> vitals.Sign:
    found = NightlyRecount.objects.aggregate(oldest=Min("done_at"), differing=Sum("differing"))
    never = School.objects.filter(nightly_recount=None).aggregate(at=Min("created_at"))["at"]
    if found["oldest"] is None and never is None:
        return vitals.Sign("deadlines", "Deadlines", True, "Not compared with the records yet.")
    since = [at for at in (found["oldest"], never) if at]
    waited, differing = vitals.age(min(since)) or 0, found["differing"] or 0
    if differing:
        words = f"{differing} differ from the records: manage.py recount_deadlines names them."
    elif never and waited <= vitals.NIGHTLY_LATE:
        words = "Not compared with the records yet."
    elif waited > vitals.NIGHTLY_LATE:
        words = f"Not compared with the records for {vitals.lasting(waited)}."
    else:
        words = "Compared with the records last night: they agree."
    good = not differing and waited <= vitals.NIGHTLY_LATE
    return vitals.Sign("deadlines", "Deadlines", good, words, differing)
