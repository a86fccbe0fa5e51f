"""What a list of classes may hold."""

from pupils.roll.columns import Fields, column, email, line, year, yes_no

YEARS = {"mixed": "M", "various": "M", "all": "M", "x": "X"}


def year_of_class(value: str) -> str:
    """As a pupil's, or Mixed."""
    return YEARS.get(value.casefold()) or year(value)


CLASSES = Fields(
    (
        column("name", "Class", line(60), "Class name", "Name", "Name of the class", "Reg group",
               "Registration group", "Tutor group", "Form", "Group"),
        column("year", "Year", year_of_class, "Year group", "NC year", "Yr",
               "National curriculum year"),
        column("closed", "Closed", yes_no, "Closed?", "Ended", "No longer used"),
        column("lead", "Lead teacher's e-mail", email, "Lead teacher", "Lead teacher e-mail",
               "Teacher", "Class teacher", "Tutor", "Teacher e-mail", "Teacher's e-mail",
               "Class teacher's e-mail", "Tutor e-mail", "Lead", "E-mail", "Email address"),
    ),
    needed=(("Class", ("name",)), ("Year", ("year",))),
)  # fmt: skip
