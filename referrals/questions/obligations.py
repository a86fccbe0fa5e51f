"""Each person asked has a deadline until they answer, the round closes or they leave the school.

It names the child only to who looks after the child: for everybody else it is about "a pupil".
"""

from referrals.questions import people
from referrals.questions.models import Asked
from reminders.deadlines import close_deadline, open_deadline
from reminders.kinds import Expected, Kind
from reminders.models import Deadline
from reminders.owners import Duties, Owner

ANSWER = "answer-questions"


def open_answer(asked, duties=None) -> None:
    duties = duties or Duties(asked.school_id)
    knows = duties.looks_after(asked.user_id, asked.pupil)
    open_deadline(
        ANSWER, asked, school_id=asked.school_id, pupil=asked.pupil if knows else None,
        due_on=asked.round.due_on, owner_id=asked.user_id,
        rule=f"The school asks for an answer within {asked.round.days} days, or by the day that "
        "was written beside the questions",
    )  # fmt: skip


def close_answer(asked, *, done=True) -> None:
    close_deadline(ANSWER, asked, done=done)


def waiting(school_id) -> list[Asked]:
    """Who has not answered and works here today, about children who are here."""
    rows = Asked.objects.waiting().filter(school=school_id, user__in=people.staff_of(school_id))
    return list(rows.select_related("pupil", "round").order_by("pk"))


def recount(school_id: int, duties=None) -> list[Expected]:
    return [
        Expected(row.pk, school_id, row.round.due_on, row.pupil_id, Owner(row.user_id))
        for row in waiting(school_id)
    ]


def follow(school_id: int, by=None) -> None:
    """Somebody came, left or changed class: who left owes nothing, and a name is shown only to who
    looks after the child today."""
    rows, duties = waiting(school_id), Duties(school_id)
    gone = Deadline.objects.open().filter(kind=ANSWER, school=school_id)
    for number in gone.exclude(object_id__in=[row.pk for row in rows]).values_list(
        "object_id", flat=True
    ):
        close_deadline(ANSWER, Asked(pk=number), done=False)
    for row in rows:
        open_answer(row, duties)


KIND = Kind(
    key=ANSWER,
    sentence="Answer short questions about {pupil}",
    verb="Answer",
    link=lambda deadline: f"/questions/{deadline.object_id}/",
    recount=recount,
    owned=True,
    personal=True,
)
