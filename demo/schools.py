"""The three demo schools, one for each starter policy, and who works there."""

from dataclasses import dataclass

from accounts.permissions import Role

PASSWORD = "paper-lantern-harbour"


@dataclass(frozen=True)
class DemoSchool:
    preset: str
    name: str
    slug: str
    urn: str
    laestab: str
    head: str
    senco: str
    # (class name, year, age of its children on 31 August)
    classes: tuple[tuple[str, str, int], ...]


SCHOOLS = (
    DemoSchool(
        "staged_response", "Larkfield Primary School", "larkfield", "900001", "9992001",
        "Mrs P. Adeyemi", "Mr J. Whitlock",
        (("1 Willow", "1", 5), ("3 Oak", "3", 7), ("5 Rowan", "5", 9)),
    ),
    DemoSchool(
        "three_tiers", "Mill Lane Infant School", "mill-lane", "900002", "9992002",
        "Mrs R. Castle", "Ms D. Farrow",
        (("Ladybirds", "R", 4), ("Otters", "1", 5), ("Kingfishers", "2", 6)),
    ),
    DemoSchool(
        "tutor_led", "Harbour Gate 14–19 Centre", "harbour-gate", "900003", "9994003",
        "Mr T. Osei", "Ms L. Prentice",
        (("Tutor group A", "10", 14), ("Tutor group B", "11", 15), ("Tutor group C", "12", 16)),
    ),
)  # fmt: skip

TRUST = ("Westbridge Learning Trust", "westbridge", ("larkfield", "mill-lane"))

# role, first part of the e-mail address, name, what to try
STAFF = (
    (Role.SENCO, "senco", None, "Answer the concern that waits, then print a letter"),
    (Role.TEACHER, "teacher", "Mr A. Turner", "Raise a concern, write the plan that is due"),
    (Role.TEACHER, "teacher2", "Miss K. Oduya", "See that another class stays closed to you"),
    (Role.SUPPORT, "support", "Ms J. Pell", "Read the plan of a child you work with"),
    (Role.HEAD, "head", None, "See what is late in the whole school"),
    (Role.GOVERNOR, "governor", "Mr D. Ashby", "See that no child can be found"),
    (Role.OFFICE, "office", "Mrs H. Quill", "Import a roll, record a reply slip"),
)
