"""What a list of staff may hold: who, their address at work, the role, the class and since when."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError

from accounts.permissions import Role
from pupils.roll.columns import Fields, column, day, line, yes_no
from pupils.roll.columns import email as any_email
from sendcase import moment

FAR = timedelta(days=366 * 2)
LONG_AGO = date(1950, 1, 1)
ROLES = {
    "teacher": Role.TEACHER, "class teacher": Role.TEACHER, "form tutor": Role.TEACHER,
    "tutor": Role.TEACHER, "subject teacher": Role.TEACHER, "head of year": Role.TEACHER,
    "head of department": Role.TEACHER,
    "support": Role.SUPPORT, "support staff": Role.SUPPORT, "ta": Role.SUPPORT,
    "teaching assistant": Role.SUPPORT, "lsa": Role.SUPPORT, "hlta": Role.SUPPORT,
    "learning support assistant": Role.SUPPORT,
    "senco": Role.SENCO, "sendco": Role.SENCO, "inco": Role.SENCO,
    "head": Role.HEAD, "headteacher": Role.HEAD, "head teacher": Role.HEAD, "principal": Role.HEAD,
    "governor": Role.GOVERNOR, "sen governor": Role.GOVERNOR,
    "office": Role.OFFICE, "admin": Role.OFFICE, "administrator": Role.OFFICE,
    "trust lead": Role.TRUST_LEAD,
}  # fmt: skip


def role(value: str) -> str:
    found = ROLES.get(" ".join(value.casefold().split()))
    if found is None:
        raise ValidationError(
            "We do not know this role. Write teacher, support staff, SENCO, head, office or "
            "governor."
        )
    return found.value


def email(value: str) -> str:
    value = any_email(value).lower()
    if len(value) > 254:
        raise ValidationError("This is longer than 254 characters.")
    return value


def from_day(value: str) -> date:
    found = day(value)
    if not LONG_AGO <= found <= moment.today() + FAR:
        raise ValidationError("This day is too far off. Is the year right?")
    return found


STAFF = Fields(
    (
        column("name", "Name", line(120), "Full name", "Staff name", "Known as"),
        column("title", "Title", line(20), "Staff title"),
        column("first_name", "Forename", line(50), "First name", "Legal forename", "Given name"),
        column("last_name", "Surname", line(50), "Last name", "Legal surname", "Family name"),
        column("email", "E-mail address", email, "E-mail", "Work e-mail", "Work email address",
               "School e-mail"),
        column("role", "Role", role, "Job title", "Post", "Position", "Job"),
        column("class", "Class", line(60), "Class name", "Reg group", "Registration group",
               "Tutor group", "Form", "Group"),
        column("from_on", "From day", from_day, "From", "Start date", "Since", "First day"),
        column("is_lead", "Leads the class", yes_no, "Lead", "Lead teacher"),
    ),
    needed=(
        ("E-mail address", ("email",)),
        ("Name", ("name", "last_name")),
    ),
)  # fmt: skip
