"""Three complaints: a teacher is asked about one, nobody about the next, the last is closed."""

from pupils.complaints import services
from sendcase import moment


def complained(at, writer, senco):
    today = moment.today()
    said = {"pupil": at.pupil, "made_by": "Ms Brightwater", "made_on": today, "by": senco}
    asking = {"asked_of": writer, "due_on": today, "words": "What was agreed?", "by": senco}
    at.writer = writer
    row = services.record(way="informal", about="Nobody rang back.", **said)
    at.complaint = services.ask(complaint=row, **asking)
    at.quiet = services.record(way="formal", about="The plan came late.", **said)
    row = services.ask(
        complaint=services.record(way="formal", about="A lost coat.", **said), **asking
    )
    at.over = services.close(complaint=row, closed_on=today, outcome="It was found.", by=senco)
