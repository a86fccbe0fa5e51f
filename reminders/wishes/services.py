"""A person chooses the days of their reminder mails."""

from django.db import transaction

from accounts.models import User
from audit import log
from audit.models import NO_SCHOOL
from reminders.wishes.models import EVERY_DAY, MailDays
from schools.models import Membership
from schools.people.roles import day
from sendcase import edits
from sendcase.edits import IllegalMove


def days_of(person) -> str:
    """Figures of ISO weekdays."""
    chosen = MailDays.objects.filter(person=person).values_list("weekdays", flat=True).first()
    return chosen or EVERY_DAY


def stood_in(person) -> list[str]:
    """Who stands in for the person today, where and until when: their mails go there."""
    rows = Membership.objects.held_today().filter(deputy_for=person, user__is_active=True)
    return [
        f"{row.user.name} stands in for you at {row.school.name} until {day(row.until_on)}."
        for row in rows.select_related("user", "school").order_by("until_on", "pk")
        if row.until_on
    ]


@transaction.atomic
def choose(*, person, weekdays: str) -> str:
    """weekdays: figures of ISO weekdays, 1 to 5. Writes nothing where nothing differs.

    Raises IllegalMove for none, or what is no school day.
    """
    edits.locked(User, person.pk)
    wanted = "".join(sorted(set(weekdays)))
    if not wanted or not set(wanted) <= set(EVERY_DAY):
        raise IllegalMove("Choose one day at least.")
    before = days_of(person)
    if wanted != before:
        row, is_new = MailDays.objects.get_or_create(person=person, defaults={"weekdays": wanted})
        if not is_new:
            edits.save(edits.locked(MailDays, row.pk), weekdays=wanted)
        detail = {"weekdays": [before, wanted]}
        log.record("mail_days.chosen", target=row, by=person, school_id=NO_SCHOOL, detail=detail)
    return wanted
