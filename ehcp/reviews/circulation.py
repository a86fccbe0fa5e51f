"""Who the papers of a review go to, and who has them: the advice before the meeting, the report
after it. SEND Regulations 2014, reg. 20(4) and (7).
"""

from ehcp.reviews.models import Circulated, Invitation
from ehcp.reviews.planning import barring
from letters.recipient import household_of

Role, How, What = Invitation.Role, Circulated.How, Circulated.What
FAMILY = (Role.PARENT, Role.YOUNG_PERSON)
HERE = ("yes", "online")
BY_HAND = [("", "Not yet"), *[(how, how.label) for how in How if how != How.LETTER]]


def readers(row) -> list[Invitation]:
    """Everybody who was invited, or came besides. A role for which nobody was named cannot be sent
    anything, and whoever is marked “do not contact” since is not, also where their name was typed
    in. Three queries at any number.
    """
    people = [
        each
        for each in row.invitations.select_related("contact")
        if (each.invited_on or each.came in HERE)
        and is_named(each)
        and not (each.contact and each.contact.do_not_contact)
    ]
    barred = barring.among(row.pupil, people)
    return [each for each in people if each.pk not in barred]


def reads_letter(person, letter) -> bool:
    """One letter goes to a home: everybody of the family who lives there reads it, and nobody of
    another home.
    """
    if letter.contact_id is None:
        return person.role == Role.YOUNG_PERSON
    if person.role != Role.PARENT or person.contact_id is None:
        return False
    home = household_of(letter)
    people = {each.pk for each in home.people} if home else {letter.contact_id}
    return person.contact_id in people


def is_named(person) -> bool:
    return bool(person.name or person.organisation)


def title_of(person) -> str:
    return ", ".join(filter(None, (person.name, person.organisation))) or "Nobody named yet"


def role_of(person) -> str:
    """In the middle of a sentence: “head or teacher”, “SEN officer of the local authority”."""
    words = person.get_role_display()
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def reached(row, what, report=None) -> dict[int, Circulated]:
    """Invitation → how and when it went; report: this version of it."""
    found = Circulated.objects.filter(invitation__review=row, what=what, report=report)
    if what == What.ADVICE:  # for another day it is sent again
        found = found.filter(on__gte=row.invited_on) if row.invited_on else found.none()
    return {each.invitation_id: each for each in found.order_by("-pk")}


def waiting(row, what, report=None) -> list[Invitation]:
    known = reached(row, what, report)
    return [each for each in readers(row) if each.pk not in known]


def circulated(person, what, how, on, by, report=None, letter=None) -> Circulated:
    return Circulated.objects.create(
        invitation=person, what=what, report=report, how=how, on=on, letter=letter, recorded_by=by
    )
