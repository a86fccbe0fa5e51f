"""What a person must know or do before a letter goes: it stops nothing."""

from accounts.permissions import Permission
from letters import addressees, came_back, recipient
from letters.languages import ENGLISH, by_code, named
from letters.models import Letter
from sendcase import moment

BY_A_PERSON = {
    "easy": "{} asked for easy read. The system cannot write that: somebody who can does it, and "
    "puts it with this letter.",
    "audio": "{} asked to have letters read aloud. Ring or meet them and read it, then note here "
    "how they answered.",
}
WITH_EHC = (
    "A paper of an EHC plan goes with this letter, so your office does not see it. Print and post "
    "it yourself, and note here what comes back."
)
UNKNOWN = "We do not know the language “{}”. Choose it from the list on the child’s People tab."


def of(letter) -> list[str]:
    """In sentences. They name contacts: for those who may see them."""
    found = [WITH_EHC] if letter.attachments.filter(needs=Permission.EHC_VIEW).exists() else []
    if letter.contact_id is None:
        return found
    reader = recipient.of(letter)
    found += [reader.why] if reader.why else []
    found += came_back.remark(letter, reader.lines)
    for person in reader.people:
        if words := BY_A_PERSON.get(person.accessible_format):
            found.append(words.format(person.name))
        found += _of_language(letter, person)
    return found + _without_one(letter)


def _of_language(letter, person) -> list[str]:
    language, is_in = named(person.language), letter.template.language
    if not person.language.strip() or (language and language.code == is_in):
        return []
    if language is None:
        return [UNKNOWN.format(person.language)]
    written = by_code.get(is_in, ENGLISH).name
    return [
        f"{person.name} reads {language.name}, and this letter is in {written}. "
        "Ask somebody to explain it, or write your wording in that language."
    ]


def _without_one(letter) -> list[str]:
    """Homes that came to be since these letters were begun, and have none."""
    same = Letter.objects.filter(
        pupil=letter.pupil_id, purpose=letter.purpose, about_type=letter.about_type,
        about_id=letter.about_id,
    ).exclude(state=Letter.State.WITHDRAWN)  # fmt: skip
    written_to = set(same.values_list("contact", flat=True))
    homes = addressees.households(list(letter.pupil.contacts.all()), moment.today())
    return [
        f"{home.contact.name} has a home of their own and no letter like this. Write it again."
        for home in homes
        if not written_to & {person.pk for person in home.people}
    ]
