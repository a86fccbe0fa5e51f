"""Two lines of Today that stand there already: the SENCO's own, and a teacher's; a saved list."""

from pupils.saved import services as saved
from reminders.models import Deadline, SavedView


def due(at):
    """After the complaints they speak of were made."""
    rows = Deadline.objects.open()
    at.quiet_due = rows.get(kind="quiet-complaint", object_id=at.quiet.pk)
    at.asked_due = rows.get(kind="answer-complaint", object_id=at.complaint.pk)
    at.saved_view = saved.keep(
        school=at.school, name="Yours", query="kind=x", by=at.writer, model=SavedView
    )
