"""Whether the one a letter is for may have it and can be reached: asked when it is approved, and
again, of the record as it is then, at the moment it goes out.
"""

from django.db.models import Q

from accounts.access import may
from accounts.permissions import Permission
from letters import addressees, outside, ways
from letters.languages import ENGLISH, by_code, named
from letters.models import Letter, LetterTemplate
from letters.recipient import household_of
from sendcase import moment

CLOSED = (Letter.State.WITHDRAWN, Letter.State.RETURNED)


class Named(str):
    """A reason that names a contact. `plain`: what those read who may not see contacts."""

    plain = "The SENCO can see why among the people around the child."


def told(reasons, user, school_id) -> list[str]:
    """The reasons as this person may read them, each once."""
    if may(user, Permission.CONTACT_VIEW, school_id):
        return list(reasons)
    return list(dict.fromkeys(getattr(reason, "plain", reason) for reason in reasons))


def wants(letter, content) -> list[str]:
    """Why it cannot go to this reader, in sentences; empty when it can."""
    if letter.other_name:
        return _of_other(letter, content)
    found = _of_age(letter)
    if letter.contact_id is not None:
        found += [Named(words) for words in _of_contact(letter, content)]
    return found


def _of_other(letter, content) -> list[str]:
    found = [outside.why_not(letter.pupil, letter.facts)]
    found.append(Named(outside.barred(letter.pupil, letter.other_name, letter.other_address)))
    if not content["to"]["lines"]:
        found.append(f"There is no address for {letter.other_name}.")
    return [words for words in found if words]


def _of_age(letter) -> list[str]:
    """A birthday, or what the young person said since, may have made it somebody else's letter."""
    pupil = letter.pupil
    told_to = pupil.parents_may_be_told
    young_person, parents = addressees.written_to(pupil.born_on, told_to, moment.today())
    name = pupil.first_name
    if letter.contact_id is None and not young_person:
        return [f"The parents are written to, not {name}. Withdraw this letter."]
    if letter.contact_id is not None and not parents:
        return [f"{name} is over school age and has not agreed that we write to the parents."]
    return []


def _of_contact(letter, content) -> list[str]:
    contact = letter.contact
    if not addressees.is_current(contact, moment.today()):
        return [f"{contact.name} is no longer a contact."]
    if contact.do_not_contact:
        reason = addressees.reason_of(contact)
        return [f"{contact.name} is marked “do not contact”{reason}."]
    if not contact.parental_responsibility:
        return [f"{contact.name} is no longer recorded as having parental responsibility."]
    contacts = list(letter.pupil.contacts.all())
    household = household_of(letter, contacts)
    if household is None:
        return _shares_home(contact, contacts)
    found = _of_language(letter) + _of_second(letter, household)
    going = ways.to_household(household.people, contacts, moment.today())
    if not content["to"]["lines"] and going.way == ways.POST:
        found.append(f"There is no address for {contact.name}.")
    return found


def _shares_home(contact, contacts) -> list[str]:
    """The sentences of addressees that speak of this contact's home; a plain one at the least."""
    about = [s for s in addressees.stopped(contacts, moment.today()) if contact.name in s]
    return about or [f"Somebody marked “do not contact” lives with {contact.name}."]


def _of_second(letter, household) -> list[str]:
    """Two who moved together since they were written to would both get it."""
    others = {person.pk for person in household.people} - {letter.contact_id}
    begun = letter.created_at.astimezone(moment.LONDON).date()
    same = Letter.objects.filter(
        Q(issued_on=None) | Q(issued_on__gte=begun),
        pupil=letter.pupil_id, purpose=letter.purpose, about_type=letter.about_type,
        about_id=letter.about_id, contact__in=others, pk__lt=letter.pk,
    )  # fmt: skip
    twin = same.exclude(state__in=CLOSED).first()
    if twin is None:
        return []
    return [
        f"Letter L{twin.pk} goes to the same home and names {letter.contact.name} too. "
        "Withdraw this one."
    ]


def language_now(letter) -> str:
    """The code of the language this letter would be begun in today."""
    language = named(letter.contact.language) if letter.contact else None
    if language is None or language is ENGLISH:
        return ENGLISH.code
    rows = LetterTemplate.objects.filter(
        school=letter.school_id, purpose=letter.purpose, language=language.code,
        for_young_person=False, replaced_at=None,
    )  # fmt: skip
    return language.code if rows.exists() else ENGLISH.code


def _of_language(letter) -> list[str]:
    """The record may say another language than when it was begun."""
    now, is_in = language_now(letter), letter.template.language
    if now == is_in:
        return []
    return [
        f"{letter.contact.name} is to be written to in {by_code[now].name}, and this letter is in "
        f"{by_code[is_in].name}. Withdraw it and write it again."
    ]
