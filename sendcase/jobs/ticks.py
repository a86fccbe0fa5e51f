"""When beat, a worker and the backup were last seen. Asked by sendcase.vitals."""

from datetime import datetime, timedelta

from sendcase import moment
from sendcase.jobs.models import Tick

BEAT, WORKER, BACKUP = "beat", "worker", "backup"
EVERY = timedelta(minutes=1)


def note(name: str) -> None:
    """It is at work now. Written at most once a minute."""
    now = moment.now()
    known = Tick.objects.filter(name=name)
    if not known.filter(at__gt=now - EVERY, at__lte=now).exists():
        Tick.objects.update_or_create(name=name, defaults={"at": now})


def last(name: str) -> datetime | None:
    return Tick.objects.filter(name=name).values_list("at", flat=True).first()
