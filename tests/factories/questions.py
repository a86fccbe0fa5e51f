"""Rounds of short questions, through the real services."""

from datetime import timedelta

from referrals.questions import services
from sendcase import moment


def asked(pupil, by, people, **fields):
    """A round about the pupil to these people, due in a week."""
    facts = {"due_on": moment.today() + timedelta(days=7), **fields}
    return services.ask(pupil=pupil, by=by, chosen=[person.pk for person in people], **facts)


def round_of(at, by, people) -> None:
    """On the records of the matrix: an open round, a closed one, who was asked."""
    closed = asked(at.pupil_without, by, people)
    services.close(round=closed, by=by)
    at.asked_closed = closed.asked.get(user=people[-1])
    at.round = asked(at.pupil, by, people)
    at.asked, at.asked_other = (
        at.round.asked.get(user=people[0]),
        at.round.asked.get(user=people[-1]),
    )
