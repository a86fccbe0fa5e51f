"""Three obligations: write the handover, read it, answer what the next teacher asked."""

from iep.handover.models import Handover, HandoverNote
from iep.handover.querysets import on_roll
from reminders.deadlines import close_deadline, open_deadline
from reminders.kinds import Expected, Kind
from reminders.owners import SENCO, TEACHES, Duties, Owner
from sendcase import moment

WRITE_KEY, ACCEPT_KEY, ANSWER_KEY = "write-handover", "accept-handover", "answer-handover"
State = Handover.State


def writer_of(handover, duties=None) -> Owner:
    """The class teacher until the class is handed on; then the SENCO."""
    duties = duties or Duties(handover.school_id)
    teacher = duties.class_teacher(handover) if moment.today() < handover.takes_on else None
    return Owner(teacher) if teacher else SENCO


def reader_of(handover, duties=None) -> Owner:
    """The next teacher, while they hold a role that teaches; else the SENCO."""
    duties = duties or Duties(handover.school_id)
    roles = duties.roles.get(handover.receiver_id, set())
    return SENCO if roles.isdisjoint(TEACHES) else Owner(handover.receiver_id)


def keep(handover, *, done=True) -> None:
    """Open, move or close "write it" and "read it" as the handover stands now.

    done: what is closed was met; else it fell away.
    """
    if handover.state == State.WRITING:
        open_deadline(
            WRITE_KEY, handover, school_id=handover.school_id, due_on=handover.write_by,
            rule="The day set for this handover: ten days before the summer term ends, or as the "
            "school chose", **vars(writer_of(handover)),
        )  # fmt: skip
    else:
        close_deadline(WRITE_KEY, handover, done=done)
    if handover.state == State.HANDED:
        open_deadline(
            ACCEPT_KEY, handover, school_id=handover.school_id, due_on=handover.accept_by,
            rule="The day set for this handover: the first week of term, or as the school chose",
            **vars(reader_of(handover)),
        )  # fmt: skip
    else:
        close_deadline(ACCEPT_KEY, handover, done=done)


def expect_answer(note) -> None:
    open_deadline(
        ANSWER_KEY, note, school_id=note.school_id, pupil=note.pupil, due_on=note.answer_by,
        rule="Five days after the question, or the next day that the school is open",
        **vars(writer_of(note.handover)),
    )  # fmt: skip


def answered(note) -> None:
    close_deadline(ANSWER_KEY, note)


def unanswered():
    return HandoverNote.objects.filter(asked_at__isnull=False, answered_at=None)


def recount_writing(school_id, duties=None):
    duties = duties or Duties(school_id)
    return [
        Expected(row.pk, school_id, row.write_by, owner=writer_of(row, duties))
        for row in Handover.objects.filter(school=school_id, state=State.WRITING)
    ]


def recount_reading(school_id, duties=None):
    duties = duties or Duties(school_id)
    return [
        Expected(row.pk, school_id, row.accept_by, owner=reader_of(row, duties))
        for row in Handover.objects.filter(school=school_id, state=State.HANDED)
    ]


def recount_answers(school_id, duties=None):
    duties = duties or Duties(school_id)
    rows = unanswered().filter(on_roll(), school=school_id).select_related("handover")
    return [
        Expected(row.pk, school_id, row.answer_by, row.pupil_id, writer_of(row.handover, duties))
        for row in rows
    ]


KINDS = [
    Kind(
        key=WRITE_KEY,
        sentence="Write the handover for the next teacher of your class",
        verb="Write it",
        link=lambda deadline: f"/handovers/{deadline.object_id}/",
        recount=recount_writing,
        owned=True,
        personal=True,
    ),
    Kind(
        key=ACCEPT_KEY,
        sentence="Read the handover of your next class",
        verb="Read it",
        link=lambda deadline: f"/handovers/{deadline.object_id}/",
        recount=recount_reading,
        owned=True,
        personal=True,
    ),
    Kind(
        key=ANSWER_KEY,
        sentence="Answer the next teacher’s question about {pupil}",
        verb="Answer",
        link=lambda deadline: f"/handover-notes/{deadline.object_id}/answer/",
        recount=recount_answers,
        owned=True,
        personal=True,
    ),
]
