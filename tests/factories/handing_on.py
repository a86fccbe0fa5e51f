"""Handovers and moves, made through their services."""

from datetime import timedelta

from accounts.models import User
from iep.handover import services
from iep.handover.models import Handover
from sendcase import moment


def begun(klass, *, by, receiver=None, days=60, **fields) -> Handover:
    """A handover of the class for a day ahead."""
    given = {"takes_on": moment.today() + timedelta(days=days), "receiver": receiver, **fields}
    return services.start(school=klass.school, class_group=klass, by=by, **given)


def written(handover, by: User) -> Handover:
    """Every note written."""
    for note in handover.notes.order_by("pk"):
        services.write(
            note=note, version=note.version, by=by, works="Word cards, little and often.",
            words="Tell her the day’s plan in the morning.",
        )  # fmt: skip
    return handover


def handed(klass, *, by, receiver, **fields) -> Handover:
    """Written and handed over."""
    handover = written(begun(klass, by=by, receiver=receiver, **fields), by)
    paper = services.paper_to_hand(handover, handover.version)
    return services.hand_over(handover=handover, paper=paper, by=by)
