"""Merge fields: what a school's wording may name, and what stands there in one letter."""

import re
from datetime import timedelta

from django.core.exceptions import ValidationError

from letters.purposes import purposes
from schools.calendar import next_open
from schools.models import ClassStaff
from sendcase import moment

FIELD = re.compile(r"\{([^{}\n]*)\}")
PARTS = ("subject", "body", "slip")  # of a wording

# name: (what it is, example). Every letter has these besides the facts of its purpose.
COMMON = {
    "date": ("the day of the letter", "Tue 24 Nov 2026"),
    "addressee": ("who it is for, as on the envelope", "Ms Leila Brightwater"),
    "salutation": ("who stands after “Dear”", "Ms Brightwater"),
    "pupil_name": ("the child's name", "Amina Brightwater"),
    "pupil_first_name": ("the child's first name", "Amina"),
    "class_name": ("the child's class", "3 Willow"),
    "teacher": ("the child's class teacher, or those words", "Ms R. Osei"),
    "teacher_title": ("what your school calls that person", "class teacher"),
    "school_name": ("your school", "Oakfield Primary School"),
    "school_address": ("your school's address in one line", "1 School Lane, Westbridge, WB1 1AA"),
    "school_phone": ("your school's phone number", "01632 960123"),
    "school_email": ("your school's e-mail address", "office@oakfield.example"),
    "senco_name": ("your SENCO's name", "Mr J. Whitlock"),
    "senco_title": ("what your school calls that person", "SENCO"),
    "head_name": ("your head's name", "Mrs P. Adeyemi"),
    "signer_name": ("who signs letters at your school", "Mr J. Whitlock"),
    "signer_title": ("that person's title", "SENCO"),
    "sendiass": ("impartial advice for families, near you", "Westshire SENDIASS, 01632 960456"),
    "local_offer": ("the address of your Local Offer", "https://westshire.example/local-offer"),
    "when_to_talk": ("when families can meet you", "parents' evenings in October and March"),
    "reply_by": ("the day by which you hope for an answer", "Tue 8 Dec 2026"),
}
# A line of the wording that names one of these is left out where the school has not filled it in.
OPTIONAL = {
    "class_name", "school_address", "school_phone", "school_email", "senco_name", "head_name",
    "sendiass", "local_offer", "when_to_talk", "mediation",
}  # fmt: skip


def day_in_words(day) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}"


def known(purpose_key) -> dict[str, tuple[str, str]]:
    """Every field the wording for this purpose may name."""
    facts = {name: ("", example) for name, example in purposes[purpose_key].facts.items()}
    return facts | COMMON


def examples(purpose_key) -> dict[str, str]:
    facts = purposes[purpose_key].facts
    return {name: example for name, (_, example) in COMMON.items()} | facts


def named_in(*texts) -> list[str]:
    """The fields the texts name, in order, each once."""
    return list(dict.fromkeys(name for text in texts for name in FIELD.findall(text)))


def check(text, purpose_key) -> None:
    """Raise ValidationError naming every field we do not know, and a brace that opens none."""
    unknown = [name for name in named_in(text) if name not in known(purpose_key)]
    if unknown:
        named = ", ".join(f"{{{name}}}" for name in unknown)
        raise ValidationError(
            f"We do not know {named}. Choose from the list of fields below.", code="unknown-field"
        )
    if re.search(r"[{}]", FIELD.sub("", text)):
        raise ValidationError(
            "A { or } stands alone. Write a field as {pupil_first_name}.", code="lone-brace"
        )


def plain(text, values) -> str:
    """One line with its fields filled; a value that looks like a field is left as it is."""
    return FIELD.sub(lambda found: values.get(found[1], ""), text)


def without_empty_lines(text, values) -> str:
    """The wording without the lines that name an optional field nobody filled in."""
    return "\n".join(
        line
        for line in text.split("\n")
        if not any(name in OPTIONAL and not values.get(name) for name in FIELD.findall(line))
    )


def values_of(letter, *, addressee, salutation) -> dict[str, str]:
    """What stands in the fields of this letter today. `letter` needs school and pupil."""
    school, policy, pupil = letter.school, letter.school.policy, letter.pupil
    by_head = letter.signed_by == "head"
    on = letter.issued_on or moment.today()
    signer = school.head_name if by_head else school.senco_name
    if not signer and letter.approved_by:
        signer = letter.approved_by.name
    common = {
        "date": day_in_words(on),
        "addressee": addressee,
        "salutation": salutation,
        "pupil_name": pupil.name,
        "pupil_first_name": pupil.first_name,
        "class_name": pupil.class_group.name if pupil.class_group else "",
        "teacher": teacher_of(pupil) or f"the {policy.teacher_title}",
        "teacher_title": policy.teacher_title,
        "senco_name": school.senco_name,
        "senco_title": policy.senco_title,
        "head_name": school.head_name,
        "signer_name": signer or (policy.senco_title if not by_head else "Head"),
        "signer_title": "Head" if by_head else policy.senco_title,
        "when_to_talk": school.parent_meeting,
        "reply_by": day_in_words(reply_by(letter, on)),
    }
    return common | school_values(school) | letter.facts


def school_values(school) -> dict[str, str]:
    lines = [*school.address.splitlines(), school.postcode]
    return {
        "school_name": school.name,
        "school_address": ", ".join(line.strip(" ,") for line in lines if line.strip()),
        "school_phone": school.phone,
        "school_email": school.email,
        "sendiass": ", ".join(school.sendiass_contact.splitlines()),
        "local_offer": school.local_offer_url,
    }


def reply_by(letter, on):
    """The day the letter asks for, a day the school is open; until it goes out, the day it would
    ask for.
    """
    if letter.answer_days is not None:
        return on + timedelta(days=letter.answer_days)
    return next_open(letter.school, on + timedelta(days=letter.school.policy.letter_answer_days))


def teacher_of(pupil) -> str:
    if pupil.class_group_id is None:
        return ""
    held = ClassStaff.objects.held_today().filter(class_group=pupil.class_group_id, is_lead=True)
    row = held.select_related("user").first()
    return row.user.name if row else ""
