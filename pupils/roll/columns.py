"""Which columns we know, under which names schools' records write them, and how cells read."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from pupils import upn
from pupils.codes import Ethnicity, Sex
from schools.models import YearGroup
from sendcase.text import clean_line, clean_prose

# `values` of choices is worked out at every asking.
SEXES, YEARS = frozenset(Sex.values), frozenset(YearGroup.values)
YES = {"y", "yes", "true", "t", "1"}
NO = {"n", "no", "false", "f", "0"}
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
NUMERIC_DATE = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{2,4})")
ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
NAMED_DATE = re.compile(r"(\d{1,2})[ \-]([A-Za-z]{3,9})[ \-](\d{4})")
MIDNIGHT = re.compile(r"[ T]0{1,2}:00(:00(\.0+)?)?(Z)?$")


def line(longest: int) -> Callable[[str], str]:
    """A reader of one line of text of at most so many characters."""

    def read(value: str) -> str:
        plain_text = value.isascii() and value.isprintable()  # most cells; the rest costs more
        value = " ".join(value.split()) if plain_text else clean_line(value)
        if len(value) > longest:
            raise ValidationError(f"This is longer than {longest} characters.")
        return value

    return read


def address(value: str) -> str:
    value = clean_prose(value)
    if len(value) > 500:
        raise ValidationError("This is longer than 500 characters.")
    return value


def day(value: str) -> date:
    """A date as England writes it (14/03/2018), ISO (2018-03-14), or 14 Mar 2018."""
    value = MIDNIGHT.sub("", value)
    try:
        if found := ISO_DATE.fullmatch(value):
            return date(*map(int, found.groups()))
        if found := NUMERIC_DATE.fullmatch(value):
            if len(found[3]) != 4:
                raise ValidationError("Write the year with four figures: 14/03/2018.")
            return date(int(found[3]), int(found[2]), int(found[1]))
        if (found := NAMED_DATE.fullmatch(value)) and found[2][:3].lower() in MONTHS:
            return date(int(found[3]), MONTHS.index(found[2][:3].lower()) + 1, int(found[1]))
    except ValueError:
        raise ValidationError(f"There is no such day as {value}.") from None
    raise ValidationError("Write the date as 14/03/2018 or 2018-03-14.")


def yes_no(value: str) -> bool:
    if value.casefold() in YES:
        return True
    if value.casefold() in NO:
        return False
    raise ValidationError("Write Y or N.")


def sex(value: str) -> str:
    letter = {"female": "F", "male": "M", "girl": "F", "boy": "M"}.get(value.casefold())
    letter = letter or value.upper()
    if letter not in SEXES:
        raise ValidationError("Write F or M, as on the school census.")
    return letter


def year(value: str) -> str:
    """3, 03, Y3, Yr 3, Year 3, R, Reception, N1, Nursery 2."""
    short = re.sub(r"^(nc)?\s*(year|yr|y)?\s*(group)?\s*", "", value.casefold()).strip()
    short = {"reception": "r", "nursery": "n1", "nursery 1": "n1", "nursery 2": "n2"}.get(
        short, short
    )
    code = (short.lstrip("0") or short).upper()
    if code not in YEARS:
        raise ValidationError("We do not know this year. Write R, 1 to 14, N1 or N2.")
    return code


ETHNICITY = {label.casefold(): code for code, label in Ethnicity.choices} | {
    code.casefold(): code for code in Ethnicity.values
}


def ethnicity(value: str) -> str:
    if value.casefold() not in ETHNICITY:
        raise ValidationError("We do not know this code. Use the census codes, such as WBRI.")
    return ETHNICITY[value.casefold()]


LANGUAGES = {"eng": "English", "enb": "English"}  # ENB: believed to be English


def language(value: str) -> str:
    return LANGUAGES.get(value.casefold(), "") or line(60)(value)


def pupil_number(value: str) -> str:
    return upn.checked(value).number


def email(value: str) -> str:
    validate_email(value)
    return value


@dataclass(frozen=True)
class Column:
    """One thing we read. key: a field of Pupil or Contact; "contact_" goes before a contact's
    where a row is a pupil's.
    """

    key: str
    title: str
    read: Callable
    names: tuple[str, ...]


def column(key, title, read, *names) -> Column:
    return Column(key, title, read, tuple(plain(name) for name in (title, *names)))


def plain(heading: str) -> str:
    """A heading without case, spaces and signs: “Legal Surname:” is legalsurname."""
    heading = heading.casefold()[:80]
    return re.sub(r"[^a-z0-9]", "", heading) or heading.strip()


COLUMNS = [
    column("upn", "UPN", pupil_number, "Unique pupil number"),
    column("admission_number", "Admission number", line(20), "Adno", "Adm no", "Admission no",
           "Admno", "Adm number"),
    column("legal_last_name", "Legal surname", line(100), "Surname", "Last name", "Family name",
           "Legal last name"),
    column("legal_first_name", "Legal forename", line(100), "Forename", "First name",
           "Given name", "Legal first name", "Legal forename(s)"),
    column("preferred_last_name", "Preferred surname", line(100), "Preferred last name",
           "Chosen surname"),
    column("preferred_first_name", "Preferred forename", line(100), "Preferred name",
           "Preferred first name", "Known as", "Chosen name", "Chosen forename"),
    column("born_on", "Date of birth", day, "DOB", "Birth date", "Date of birth (DOB)"),
    column("sex", "Sex", sex, "Gender", "Legal sex"),
    column("year", "Year", year, "NC year", "Year group", "NC year actual", "Yr",
           "National curriculum year", "NCyearActual"),
    column("class", "Class", line(60), "Registration group", "Reg group", "Reg", "Tutor group",
           "Form", "Registration", "Class name"),
    column("admitted_on", "Admission date", day, "Date of admission", "Admitted", "Entry date",
           "Start date"),
    column("eal", "EAL", yes_no, "English as an additional language"),
    column("fsm", "FSM", yes_no, "Free school meals", "FSM eligible", "Eligible for FSM"),
    column("pupil_premium", "Pupil premium", yes_no, "PP", "Pupil premium indicator"),
    column("looked_after", "Looked after", yes_no, "LAC", "In care", "CLA", "Looked after child"),
    column("service_child", "Service child", yes_no, "Service children in education"),
    column("young_carer", "Young carer", yes_no),
    column("ethnicity", "Ethnicity", ethnicity, "Ethnicity code", "Ethnic group"),
    column("first_language", "First language", language, "Home language", "Mother tongue",
           "Language"),
    column("in_sen_unit", "SEN unit", yes_no, "SEN unit indicator", "In SEN unit",
           "SENunitIndicator"),
    column("in_resourced_provision", "Resourced provision", yes_no, "In resourced provision",
           "Resourced provision indicator", "ResourcedProvisionIndicator"),
    column("contact_relationship", "Contact 1 relationship", line(40), "Contact relationship",
           "Relationship", "Priority 1 contact relationship"),
    column("contact_title", "Contact 1 title", line(20), "Contact title"),
    column("contact_first_name", "Contact 1 forename", line(100), "Contact forename",
           "Contact first name", "Contact 1 first name"),
    column("contact_last_name", "Contact 1 surname", line(100), "Contact surname",
           "Contact last name", "Contact 1 last name"),
    column("contact_address", "Contact 1 address", address, "Contact address", "Address",
           "Home address"),
    column("contact_postcode", "Contact 1 postcode", line(10), "Contact postcode", "Postcode"),
    column("contact_phone", "Contact 1 phone", line(30), "Contact phone", "Phone", "Telephone",
           "Contact telephone", "Mobile", "Contact 1 mobile", "Contact 1 telephone"),
    column("contact_email", "Contact 1 email", email, "Contact email", "Email", "Parent email",
           "Contact 1 e-mail"),
    column("contact_parental_responsibility", "Contact 1 parental responsibility", yes_no,
           "Parental responsibility", "Contact parental responsibility", "PR"),
]  # fmt: skip
NAMES = ("legal_first_name", "legal_last_name")
NUMBERS = ("upn", "admission_number")


@dataclass(frozen=True)
class Fields:
    """What one kind of list may hold. needed: (words, keys): one of the keys must be there."""

    columns: tuple[Column, ...]
    needed: tuple[tuple[str, tuple[str, ...]], ...]

    @cached_property
    def by_name(self) -> dict[str, Column]:
        return {name: each for each in self.columns for name in each.names}

    @cached_property
    def by_key(self) -> dict[str, Column]:
        return {each.key: each for each in self.columns}

    @cached_property
    def titles(self) -> dict[str, str]:
        return {each.key: each.title for each in self.columns}

    def missing(self, keys: Iterable[str]) -> list[str]:
        return [words for words, wanted in self.needed if not set(wanted) & set(keys)]


ROLL = Fields(
    tuple(COLUMNS),
    needed=(
        ("Date of birth", ("born_on",)),
        ("Year", ("year",)),
        ("Legal surname and Legal forename", NAMES),
        ("UPN or Admission number", NUMBERS),
    ),
)
