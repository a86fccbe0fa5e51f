"""A trail that is ready, with its papers; one that waits for the worker."""

from django.core.files.base import ContentFile

from reports.trail import services
from sendcase import moment

PAPER = b"%PDF-1.7 stands for the paper"


def trails(at, senco):
    at.trail_waiting = services.ask(school=at.school, pupils=[at.pupil.pk], by=senco)
    at.trail = services.ask(school=at.school, pupils=[at.pupil.pk], by=senco)
    child = at.trail.pupils.get()
    for row in (at.trail, child):
        row.file.name = row.file.storage.save(f"trails/{row.uid.hex}.pdf", ContentFile(PAPER))
    child.pages, child.first = 3, 2
    child.save()
    at.trail.state, at.trail.pages, at.trail.built_at = "ready", 4, moment.now()
    at.trail.save()
