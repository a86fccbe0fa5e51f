"""A child leaves: a referral that waits is taken back. What was decided is still to be told if the
child comes back.
"""

from pupils.leaving import LEFT, Room
from referrals import obligations, services
from referrals.models import CLOSED_STATES, OPEN_STATES, Referral


def leave(pupil, by, was) -> None:
    waits = Referral.objects.select_for_update().filter(pupil=pupil, state__in=OPEN_STATES)
    for row in waits.order_by("pk"):
        services.withdraw(referral=row, version=None, by=by, reason=LEFT)


def come_back(pupil, by) -> None:
    for row in Referral.objects.filter(pupil=pupil, state__in=CLOSED_STATES):
        if row.raiser_waits:
            obligations.open_tell(row)


def waiting():
    open_ones = Referral.objects.filter(state__in=OPEN_STATES)
    return open_ones.values_list("pupil", flat=True).distinct()


ROOM = Room("referrals", 10, leave, waiting, come_back)
