"""Whoever proposed hears what was decided: by mail, which names no child."""

from django.conf import settings

from sendcase.outbox import services as outbox


def answered(row, wishes, by, *, with_proposal) -> None:
    """One mail to each who waited for this answer, but for whoever gave it."""
    people = {wish.asked_by for wish in wishes}
    if with_proposal:
        people.add(row.proposed_by)
    last = max((wish.pk for wish in wishes), default=0)  # each is answered once
    for person in sorted(people - {by}, key=lambda each: each.pk):
        if person.is_active:
            _mail(row, person, f"intervention-answer-{row.pk}-{row.version}-{last}-{person.pk}")


def _mail(row, person, key) -> None:
    link = f"{settings.SITE_URL}{row.get_absolute_url()}"
    outbox.add(
        key=key,
        to=person.email,
        subject="An answer about extra help that you proposed",
        text=f"Hello {person.name},\n\nwhat you proposed has an answer. You can read it here:\n\n"
        f"{link}\n\nNobody reads replies to this address.\n",
        school_id=row.school_id,
    )
