"""The ring as the first thing of the Now tab."""

from iep.ring.picture import ring
from iep.ring.where import REVIEW, WRITE, place, who_is_next
from reminders.models import Deadline

TEMPLATE = "ring/_ring.html"


def ring_lines(pupil, plans) -> list[dict]:
    """One line of pupils.panels.Summary, with a template of its own; none for a child who needs
    no cycle. plans: as iep.ring.where.place wants them. One query where there is a cycle.
    """
    if not plans and not pupil.stage_id:
        return []
    rows = Deadline.objects.filter(
        pupil=pupil, kind__in=[REVIEW, WRITE], state=Deadline.State.OPEN
    ).values("kind", "object_id", "owner__name", "owner_role")
    here = place(pupil, plans, who_is_next(pupil, rows))
    if here is None:
        return []
    return [{"text": f"{here.name}: {here.now}", "template": TEMPLATE,
             "given": {"place": here, "ring": ring(here.step)}}]  # fmt: skip
