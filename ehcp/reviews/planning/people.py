"""Who is invited: named, changed, taken off; whether the family wishes for somebody beside it."""

from django.db import transaction

from ehcp.reviews import states
from ehcp.reviews.models import AnnualReview, Invitation
from ehcp.reviews.planning import barring
from ehcp.reviews.telling import tell
from sendcase import edits
from sendcase.edits import IllegalMove
from sendcase.text import folded

FACTS = ("role", "name", "organisation", "email", "address")
WISHES = ("wishes_asked_on", "interpreter", "interpreter_arranged_on", "advocate",
          "advocate_arranged_on")  # fmt: skip
GONE = "They are not on the list any more."


@transaction.atomic
def save_person(*, row, by, person=None, version=None, **facts) -> Invitation:
    """Add somebody to invite, or with `person` change what is known of them. facts: of FACTS.

    Another address is another reader: whoever could read the pack here reads nothing from now on.
    Another name for somebody of the school is another person.
    Raises Stale; IllegalMove once the meeting was held, or for nobody at all.
    """
    owner = edits.locked(AnnualReview, row.pk)
    states.check(owner, "write invitations")
    if not any(facts.get(name) for name in ("name", "organisation")):
        raise IllegalMove("Give a name or an organisation.")
    _refuse_barred(owner.pupil, person, facts)
    if person is None:
        found, before = Invitation.objects.create(review=owner, **facts), {}
    else:
        found = edits.locked(Invitation, person.pk, version)
        facts |= _end_account(found, facts)
        before = {name: getattr(found, name) for name in facts}
        edits.save(found, **facts)
    detail = {name: [before.get(name), value] for name, value in facts.items()
              if before.get(name) != value}  # fmt: skip
    tell(owner, "person_saved", by, {"invitation": found.pk} | detail)
    return found


def _end_account(found, facts) -> dict:
    """What ends with the address: an account was let in by it, and may be a stranger's. Somebody of
    the school reads by their duty whatever address stands here, and is known by their name.
    """
    role, name, email = (facts.get(key, getattr(found, key)) for key in ("role", "name", "email"))
    was_staff, is_staff = (each == Invitation.Role.SCHOOL for each in (found.role, role))
    if was_staff and is_staff and found.user_id and found.reads_until is None:
        same = folded(name) in (folded(found.name), folded(found.user.name))
    else:
        same = was_staff == is_staff and email.casefold() == found.email.casefold()
    return {} if same else {"user_id": None, "reads_until": None}


def _refuse_barred(pupil, person, facts) -> None:
    """Nobody marked “do not contact” comes on the list by being typed in."""
    held = ("contact_id", "user_id", "role") if person else ()
    known = {name: getattr(person, name) for name in held}
    typed = {name: facts[name] for name in ("role", "name", "email") if name in facts}
    meant = Invitation(**known | typed)
    if reason := barring.why(pupil, meant):
        raise IllegalMove(reason)


@transaction.atomic
def take_off(*, row, by, person) -> None:
    """Raises IllegalMove for who was invited or gave something: that is part of the review."""
    owner = edits.locked(AnnualReview, row.pk)
    states.check(owner, "write invitations")
    if not owner.invitations.filter(pk=person.pk).exists():
        raise IllegalMove(GONE)  # the second of two presses at once
    found = edits.locked(Invitation, person.pk)
    used = (found.invited_on, found.letter_id, found.advice_asked_on, found.advice_on, found.came)
    if any(used) or found.sent.exists() or found.links.exists():
        raise IllegalMove("They were invited or asked already: that stays part of the review.")
    detail = {name: [getattr(found, name), None] for name in FACTS if getattr(found, name)}
    pk = found.pk
    found.delete()
    tell(owner, "person_taken_off", by, {"invitation": pk} | detail)


@transaction.atomic
def save_wishes(*, row, by, version=None, **wishes) -> AnnualReview:
    """Whether the family wishes for an interpreter or an advocate, and whether one is arranged."""
    row = edits.locked(AnnualReview, row.pk, version)
    states.check(row, "plan")
    for name in ("interpreter", "advocate"):
        if wishes.get(f"{name}_arranged_on") and not wishes.get(name):
            raise IllegalMove(f"Say which {name} is arranged, or take the day out.")
    detail = {name: [str(getattr(row, name) or ""), str(value or "")]
              for name, value in wishes.items() if getattr(row, name) != value}  # fmt: skip
    edits.save(row, **wishes)
    return tell(row, "wishes_saved", by, detail)
