"""A training that runs out: the SENCO renews it, or says that it is not needed any more."""

from accounts.permissions import Role
from reminders.deadlines import close_deadline, open_deadline
from reminders.kinds import Expected, Kind
from schools.training.listing import working
from schools.training.models import Training

EXPIRING = "training-expiring"
RULE = "A training counts until this day. Renew it before, or say that it is not needed any more."


def due(school_id: int):
    rows = Training.objects.filter(school=school_id).to_renew()
    return rows.of_those_here(working(school_id))


def follow(training) -> None:
    """In the transaction that wrote, changed or ended it: also what it renews, or renewed."""
    same = Training.objects.filter(
        school=training.school_id, name_key=training.name_key, title_key=training.title_key
    )
    numbers = {training.pk, *same.values_list("pk", flat=True)}
    open_ones = set(due(training.school_id).filter(pk__in=numbers).values_list("pk", flat=True))
    for row in Training.objects.filter(pk__in=numbers).order_by("pk"):
        if row.pk in open_ones:
            open_deadline(EXPIRING, row, school_id=row.school_id, due_on=row.expires_on, rule=RULE,
                          owner_role=Role.SENCO)  # fmt: skip
        else:
            close_deadline(EXPIRING, row, done=row.ended_on is None and row.taken_back_at is None)


def recount(school_id: int) -> list[Expected]:
    return [Expected(row.pk, school_id, row.expires_on) for row in due(school_id)]


def names(numbers) -> dict[int, str]:
    rows = Training.objects.filter(pk__in=numbers)
    return {row.pk: f"{row.name}, {row.title}" for row in rows}


KIND = Kind(
    EXPIRING, "Renew the training of {pupil}", "Open",
    lambda deadline: f"/training/{deadline.object_id}/", recount, unnamed="a colleague",
    names=names, of=Training,
)  # fmt: skip
