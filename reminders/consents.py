"""A consent that ends on a day: the SENCO asks again before, or lets it go by withdrawing it."""

from django.db.models import Exists, OuterRef

from accounts.permissions import Role
from pupils.consents.models import Consent
from pupils.leaving import Room
from reminders.deadlines import close_deadline, open_deadline
from reminders.kinds import Expected, Kind

ENDING = "consent-ending"
RULE = "A consent ends on its last day. Ask again before, if it is still needed."


def due():
    """Agreed until a day, not withdrawn, not in error, and no later answer to the same question."""
    later = Consent.objects.said().filter(
        pupil=OuterRef("pupil"), kind=OuterRef("kind"), scope=OuterRef("scope"),
        pk__gt=OuterRef("pk"),
    )  # fmt: skip
    rows = Consent.objects.said().filter(answer="yes", withdrawn_on=None).exclude(until_on=None)
    return rows.filter(~Exists(later))


def follow(consent) -> None:
    """In the transaction that recorded it, withdrew it or took it back as an error."""
    same = Consent.objects.filter(
        pupil=consent.pupil_id, kind=consent.kind, scope=consent.scope
    ).select_related("pupil")
    open_ones = set(due().filter(pk__in=same.values("pk")).values_list("pk", flat=True))
    for row in same:
        if row.pk in open_ones:
            open_deadline(ENDING, row, school_id=row.school_id, due_on=row.until_on, rule=RULE,
                          pupil=row.pupil, owner_role=Role.SENCO)  # fmt: skip
        else:
            close_deadline(ENDING, row, done=row.withdrawn_on is None and row.in_error_at is None)


def recount(school_id: int) -> list[Expected]:
    return [
        Expected(row.pk, school_id, row.until_on, row.pupil_id)
        for row in due().filter(school=school_id)
    ]


def link(deadline) -> str:
    return f"/pupils/{deadline.pupil_id}/consents/"


def leave(pupil, by, was) -> None:
    """The consent holds as long as it was given for; reminders.leaving ends what is due."""


def waiting():
    return []


def come_back(pupil, by) -> None:
    """What ends on a day does so for a child who is back as well."""
    for consent in due().filter(pupil=pupil).select_related("pupil"):
        follow(consent)


KIND = Kind(ENDING, "A consent about {pupil} ends", "Look at consent", link, recount)
ROOM = Room("consents", 36, leave, waiting, come_back)
