"""A handover being written, one handed over and opened, one with a question; two moves."""

from datetime import timedelta

from iep.handover import services as handovers
from iep.moves import services as moves
from sendcase import moment
from tests.factories.handing_on import begun, handed, written
from tests.factories.pupils import PupilFactory

TODAY = moment.today()


def handing_on(at, writer, senco, receiver):
    """writer: holds the class; receiver: teaches another, and gets this one."""
    at.writing = written(begun(at.klass, by=senco, receiver=receiver, days=61), writer)
    at.note_writing = at.writing.notes.first()
    at.handed, at.note_handed = _opened(at, writer, senco, receiver, 62)
    asked, at.note_asked = _opened(at, writer, senco, receiver, 63)
    at.note_asked = handovers.ask(note=at.note_asked, question="Who helps?", by=receiver)
    at.plain = PupilFactory(school=at.school, class_group=at.klass)
    leaver = PupilFactory(
        school=at.school, class_group=at.klass, year="6",
        stage=at.school.stages.get(code="sen-support"),
    )  # fmt: skip
    PupilFactory(school=at.school, year="6", stage=leaver.stage)  # has no list yet
    at.leaving = moves.start_move(pupil=leaver, direction="leaving", by=senco)
    at.move_task = at.leaving.tasks.first()
    comes = PupilFactory(school=at.school, admitted_on=TODAY + timedelta(days=60))
    at.joining = moves.start_move(pupil=comes, direction="joining", by=senco)


def _opened(at, writer, senco, receiver, days):
    row = handed(at.klass, by=writer, receiver=receiver, days=days)
    row = handovers.open_reading(handover=row, version=row.version, opens_on=TODAY, by=senco)
    return row, row.notes.first()
