"""What a list of contacts may hold: whose contact, who, how to reach them, and how not to."""

from django.core.exceptions import ValidationError

from pupils.roll.columns import (
    NUMBERS,
    Fields,
    address,
    column,
    day,
    email,
    language,
    line,
    pupil_number,
    yes_no,
)
from sendcase.text import clean_prose

FORMATS = {
    "large": "large", "large print": "large", "easy": "easy", "easy read": "easy",
    "audio": "audio", "read aloud": "audio", "ordinary": "", "ordinary print": "", "none": "",
    "standard": "", "n": "", "no": "",
}  # fmt: skip

WAYS = {
    "post": "post", "by post": "post", "letter": "post", "hand": "hand", "by hand": "hand",
    "school bag": "hand", "bag": "hand", "email": "email", "e-mail": "email",
    "by email": "email", "by e-mail": "email",
}  # fmt: skip
KINDS = {
    "court": "court", "court order": "court", "safety": "safety", "asked": "asked",
    "asked us": "asked", "other": "other",
}  # fmt: skip


def order(value: str) -> int:
    """The order in which to call: 1 to 99."""
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= 99):
        raise ValidationError("Write the order in which to call as a number: 1, 2, 3.")
    return int(value)


def letters_as(value: str) -> str:
    if value.casefold() not in FORMATS:
        raise ValidationError("Write large print, easy read, read aloud or ordinary.")
    return FORMATS[value.casefold()]


def letters_by(value: str) -> str:
    if value.casefold() not in WAYS:
        raise ValidationError("Write post, hand or email.")
    return WAYS[value.casefold()]


def kind(value: str) -> str:
    if value.casefold() not in KINDS:
        raise ValidationError("Write court, safety, asked or other.")
    return KINDS[value.casefold()]


def spoken(value: str) -> str:
    return line(40)(language(value))


def reason(value: str) -> str:
    value = clean_prose(value)
    if len(value) > 500:
        raise ValidationError("This is longer than 500 characters.")
    return value


WHOSE = (
    column("upn", "UPN", pupil_number, "Unique pupil number", "Pupil UPN"),
    column("admission_number", "Admission number", line(20), "Adno", "Adm no", "Admission no",
           "Admno", "Adm number", "Pupil ID"),
    column("legal_last_name", "Pupil's surname", line(100), "Pupil surname", "Legal surname",
           "Pupil last name", "Child's surname", "Child surname"),
    column("legal_first_name", "Pupil's forename", line(100), "Pupil forename", "Legal forename",
           "Pupil first name", "Child's forename", "Child forename"),
    column("born_on", "Pupil's date of birth", day, "Date of birth", "DOB", "Pupil DOB",
           "Pupil date of birth"),
)  # fmt: skip
WHO = (
    column("contact_priority", "Order", order, "Priority", "Contact priority", "Contact order",
           "Call order"),
    column("contact_relationship", "Relationship", line(40), "Contact relationship",
           "Relationship to pupil", "Relation"),
    column("contact_title", "Title", line(20), "Contact title"),
    column("contact_first_name", "Contact's forename", line(100), "Contact forename",
           "Contact first name", "Forename", "First name"),
    column("contact_last_name", "Contact's surname", line(100), "Contact surname",
           "Contact last name", "Surname", "Last name"),
    column("contact_parental_responsibility", "Parental responsibility", yes_no, "PR",
           "Contact parental responsibility", "Has parental responsibility"),
    column("contact_address", "Address", address, "Contact address", "Home address"),
    column("contact_postcode", "Postcode", line(10), "Contact postcode"),
    column("contact_phone", "Phone", line(30), "Contact phone", "Telephone", "Mobile",
           "Contact telephone", "Contact mobile"),
    column("contact_email", "E-mail", email, "Contact email", "Email address"),
    column("contact_language", "Language for letters", spoken, "Language", "First language",
           "Contact language", "Home language"),
    column("contact_accessible_format", "Letters as", letters_as, "Accessible format", "Format",
           "Letter format"),
    column("contact_letters_by", "How letters go", letters_by, "Letters by",
           "How letters reach them", "Send letters by"),
    column("contact_do_not_contact", "Do not contact", yes_no, "No contact", "Court order",
           "Do not contact this person"),
    column("contact_do_not_contact_kind", "What is behind it", kind, "Kind of no contact",
           "Do not contact kind"),
    column("contact_do_not_contact_reason", "Why not", reason, "Do not contact reason",
           "No contact reason", "Court order details"),
)  # fmt: skip
CONTACTS = Fields(
    WHOSE + WHO,
    needed=(
        ("UPN or Admission number", NUMBERS),
        ("Contact's surname", ("contact_last_name", "contact_first_name")),
    ),
)
