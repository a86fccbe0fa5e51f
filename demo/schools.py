"""The three demo schools, one for each starter policy, and who works there."""

from dataclasses import dataclass

from accounts.permissions import Role

PASSWORD = "paper-lantern-harbour"


@dataclass(frozen=True)
class DemoSchool:
    """`classes`: (name, year, age of its children on 31 August), the youngest first.

    sen, plans: children with special educational needs, and of those with an EHC plan, in a
    thousand of the roll. National rates of January 2026 (20.8 % and 6.0 % of all pupils), scaled
    to the phase: primary 19.4 %, secondary 17.6 %.
    """

    preset: str
    name: str
    slug: str
    urn: str
    laestab: str
    head: str
    senco: str
    teachers: tuple[str, ...]  # one for each class; the first two are the accounts to try
    per_class: int
    sen: int
    plans: int
    classes: tuple[tuple[str, str, int], ...]

    @property
    def size(self) -> int:
        return self.per_class * len(self.classes)


SCHOOLS = (
    DemoSchool(
        "staged_response", "Larkfield Primary School", "larkfield", "900001", "9992001",
        "Mrs P. Adeyemi", "Mr J. Whitlock",
        ("Mr A. Turner", "Miss K. Oduya", "Mrs L. Fairchild", "Ms R. Sandhu", "Mr C. Penhale",
         "Mrs M. Kowalska", "Miss T. Yeo", "Mr S. Baptiste", "Ms E. Trelawney", "Mr D. Mistry",
         "Mrs J. Hargreave", "Miss F. Aziz", "Mr O. Lund", "Mrs B. Cattermole"),
        30, 194, 56,
        (("R Acorn", "R", 4), ("R Conker", "R", 4), ("1 Willow", "1", 5), ("1 Hazel", "1", 5),
         ("2 Birch", "2", 6), ("2 Alder", "2", 6), ("3 Oak", "3", 7), ("3 Elm", "3", 7),
         ("4 Ash", "4", 8), ("4 Maple", "4", 8), ("5 Rowan", "5", 9), ("5 Beech", "5", 9),
         ("6 Yew", "6", 10), ("6 Cedar", "6", 10)),
    ),
    DemoSchool(
        "three_tiers", "Mill Lane Infant School", "mill-lane", "900002", "9992002",
        "Mrs R. Castle", "Ms D. Farrow",
        ("Mr A. Turner", "Miss K. Oduya", "Mrs P. Winslow", "Ms H. Boateng", "Mr I. Grady",
         "Miss S. Noor"),
        30, 194, 56,
        (("Ladybirds", "R", 4), ("Bumblebees", "R", 4), ("Otters", "1", 5), ("Badgers", "1", 5),
         ("Kingfishers", "2", 6), ("Herons", "2", 6)),
    ),
    DemoSchool(
        "tutor_led", "Harbour Gate 14–19 Centre", "harbour-gate", "900003", "9994003",
        "Mr T. Osei", "Ms L. Prentice",
        ("Mr A. Turner", "Miss K. Oduya", "Mr W. Stoddart", "Ms Z. Petrova", "Mrs N. Achebe",
         "Mr G. Lowther", "Ms Y. Rahman", "Mr V. Castell"),
        25, 176, 50,
        (("Tutor group 10A", "10", 14), ("Tutor group 10B", "10", 14),
         ("Tutor group 11A", "11", 15), ("Tutor group 11B", "11", 15),
         ("Tutor group 12A", "12", 16), ("Tutor group 12B", "12", 16),
         ("Tutor group 13A", "13", 17), ("Tutor group 13B", "13", 17)),
    ),
)  # fmt: skip

TRUST = ("Westbridge Learning Trust", "westbridge", ("larkfield", "mill-lane"))

# role, first part of the e-mail address, name, what to try
STAFF = (
    (Role.SENCO, "senco", None, "Answer the concern that waits, review the register"),
    (Role.TEACHER, "teacher", "Mr A. Turner", "Raise a concern, write the plan that is due"),
    (Role.TEACHER, "teacher2", "Miss K. Oduya", "Read the handover of the class you take over"),
    (Role.SUPPORT, "support", "Ms J. Pell", "Read the plan of a child you work with"),
    (Role.HEAD, "head", None, "See what is late in the whole school"),
    (Role.GOVERNOR, "governor", "Mr D. Ashby", "Read the governors’ report of a term"),
    (Role.OFFICE, "office", "Mrs H. Quill", "Import a roll, record a reply slip"),
)
# Who has no line in that table: the other support staff. The other teachers: DemoSchool.teachers.
MORE_STAFF = ((Role.SUPPORT, "support2", "Mr B. Amadi"), (Role.SUPPORT, "support3", "Mrs S. Kett"))


def by_slug(slug: str) -> DemoSchool:
    return next(demo for demo in SCHOOLS if demo.slug == slug)


def teacher_of(demo: DemoSchool, group: int) -> int:
    """Which of the teachers holds a class, both by their places in the lists.

    The first two, who stand in the table, hold classes in the middle, where most happens.
    """
    return (group - len(demo.classes) // 2) % len(demo.classes)


def teacher_key(number: int) -> str:
    """First part of a teacher's address: teacher, teacher2, teacher3 …"""
    return "teacher" if number == 0 else f"teacher{number + 1}"
