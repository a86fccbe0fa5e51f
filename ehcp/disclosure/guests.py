"""A professional who is invited to a review reads its pack on this site, and nothing else, until a
day; at the latest until the review ends. Guests hold no permission for EHC plans: this is the
only door, and it asks the invitation.
"""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery

from accounts.access import schools_granting
from accounts.permissions import Permission, Role
from accounts.services import account_for_guest
from ehcp.packs.models import Pack
from ehcp.packs.outside import Reader
from ehcp.reviews.circulation import title_of
from ehcp.reviews.models import AnnualReview, Invitation
from ehcp.reviews.planning import barring
from ehcp.reviews.telling import tell
from pupils.models import Contact
from sendcase import edits, moment
from sendcase.edits import IllegalMove

OUTSIDE = (Invitation.Role.AUTHORITY, Invitation.Role.HEALTH, Invitation.Role.SOCIAL_CARE,
           Invitation.Role.OTHER)  # fmt: skip
# Whoever may read a pack today is a guest of that school: a part of the one question that every
# request asks first (accounts.access). The day and the state are asked each time: no task ends it.
INVITED_TODAY = """
    SELECT review.school_id, 'guest' FROM ehcp_invitation invited
    JOIN ehcp_annualreview review ON review.id = invited.review_id
    WHERE invited.user_id = %(user)s AND invited.reads_until >= %(today)s
    AND invited.role IN ('authority', 'health', 'social_care', 'other')
    AND review.state IN ('planned', 'invited', 'circulated', 'held', 'reported', 'decided')
"""
LONGEST = timedelta(days=183)
NOTHING_HERE = "they cannot be let in, and read nothing here"
NOT_INVITED = "Invite them first: only who is invited to a review reads its papers."


def open_for(user):
    """Invitations whose pack this person may read today. The marks “do not contact” are asked each
    time, whichever way they came on file.
    """
    rows = _invited(user)
    return rows.exclude(pk__in=_barred(rows))


def _invited(user):
    return Invitation.objects.filter(
        user=user, reads_until__gte=moment.today(), role__in=OUTSIDE,
        review__state__in=AnnualReview.OPEN,
    )  # fmt: skip


def _barred(rows) -> list[int]:
    """One query where no child of these has somebody marked."""
    marked = Contact.objects.filter(pupil=OuterRef("review__pupil"), do_not_contact=True)
    joined = rows.filter(Exists(marked)).select_related("review__pupil")
    found = joined.prefetch_related("review__pupil__contacts")
    return [each.pk for each in found if barring.why(each.review.pupil, each)]


def readers_of(review) -> list[Invitation]:
    """Who outside reads its newest pack today, and the next one as soon as it is ready."""
    if review.state not in AnnualReview.OPEN:
        return []
    found = list(review.invitations.filter(
        user__isnull=False, reads_until__gte=moment.today(), role__in=OUTSIDE
    ))  # fmt: skip
    barred = barring.among(review.pupil, found) if found else {}
    return [each for each in found if each.pk not in barred]


def reviews_of(invitation):
    """The review of an invitation that is open, as rows; none for None."""
    return AnnualReview.objects.filter(invitations__in=[invitation] if invitation else [])


def with_pack(invitations):
    """With `pack_id`, the newest ready pack of each review; one query for all."""
    ready = Pack.objects.filter(review=OuterRef("review"), state=Pack.State.READY)
    return invitations.annotate(pack_id=Subquery(ready.order_by("-pk").values("pk")[:1]))


def outside(review) -> list[Reader]:
    """For whoever puts a pack together."""
    return [Reader(title_of(each), each.reads_until) for each in readers_of(review)]


@transaction.atomic
def let_in(*, row, by, person, until: date, version=None) -> Invitation:
    """An account is made for them, or found, by their e-mail address; a mail says so, naming no
    child. Raises Stale; IllegalMove for who is not invited, must not be contacted, has no address,
    or a day too far.
    """
    owner = edits.locked(AnnualReview, row.pk)
    if owner.state not in AnnualReview.OPEN:
        raise IllegalMove("The review has ended, and with it what others may read.")
    found = edits.locked(Invitation, person.pk, version)
    if found.role not in OUTSIDE or not found.invited_on:
        raise IllegalMove(NOT_INVITED)
    if reason := barring.why(owner.pupil, found, so=NOTHING_HERE):
        raise IllegalMove(reason)
    if not found.email:
        raise IllegalMove("Write down their e-mail address first.")
    if not moment.today() <= until <= moment.today() + LONGEST:
        raise IllegalMove("The last day is between today and half a year from today.")
    guest = account_for_guest(
        name=found.name or found.organisation, email=found.email, by=by, school_id=owner.school_id
    )
    _refuse_staff(guest, owner.school_id)
    before = found.reads_until
    edits.save(found, user=guest, reads_until=until)
    tell(owner, "guest_let_in", by, {"invitation": found.pk, "guest": guest.pk,
                                     "reads_until": [before, until]})  # fmt: skip
    return found


@transaction.atomic
def end(*, row, by, person) -> Invitation:
    """They read nothing more, from now on. Raises IllegalMove where nothing was open."""
    owner = edits.locked(AnnualReview, row.pk)
    found = edits.locked(Invitation, person.pk)
    if found.reads_until is None:
        raise IllegalMove("They could not read it.")
    return _end(owner, found, by)


def end_of(contact) -> None:
    """Whoever was marked “do not contact” just now reads nothing more. Also when the mark is taken
    away again: somebody lets them in anew.
    """
    if not contact.do_not_contact:
        return
    reading = Invitation.objects.filter(
        review__pupil=contact.pupil_id, review__state__in=AnnualReview.OPEN,
        reads_until__isnull=False,
    )  # fmt: skip
    for pk, review in reading.values_list("pk", "review"):
        owner, found = edits.locked(AnnualReview, review), edits.locked(Invitation, pk)
        if found.reads_until and barring.why(owner.pupil, found):
            _end(owner, found, None)


def _end(owner, found, by) -> Invitation:
    before = found.reads_until
    edits.save(found, reads_until=None)
    tell(owner, "guest_ended", by, {"invitation": found.pk, "reads_until": [before, None]})
    return found


def _refuse_staff(user, school_id) -> None:
    """Somebody of the school reads by their duty here, never as a guest beside it."""
    roles = [role for role in Role if role != Role.GUEST]
    if school_id in schools_granting(user, Permission.PUPIL_VIEW, roles):
        raise IllegalMove(
            "This address belongs to somebody of the school. They read by their duty."
        )


def door(user, school) -> str:
    """Where such a guest begins. One query for whoever is invited to nothing."""
    rows = _invited(user).filter(review__school=school)
    is_open = rows.exists() and rows.exclude(pk__in=_barred(rows)).exists()
    return "/review-packs/" if is_open else ""


def places(user, school) -> list[tuple[str, str, str]]:
    """The one page that opens for such a guest, for the ways around (schools.context)."""
    address = door(user, school)
    return [("letters", "Papers to read", address)] if address else []
