"""The simulated school: three terms, two classes with nine children, six members of staff and a
governor; one young person who turns sixteen, and a child to whose home no letter goes, in no class.
"""

from datetime import date
from types import SimpleNamespace

from accounts.permissions import Role
from pupils import services as pupils
from schools.models import ClassStaff, Membership
from schools.services import classes, terms
from schools.services.school import create_school
from tests.factories.people import UserFactory
from tests.factories.pupils import ContactFactory
from tests.factories.roll import upn
from tests.reminders.year import law

BEGINS, NEW_TEACHER_FROM = date(2026, 9, 1), date(2027, 1, 1)
CLASSES = {"Willow": ("3", 5), "Elm": ("6", 4)}


def build() -> SimpleNamespace:
    """On the first of September. willow passes from one teacher to another at New Year."""
    school = create_school(
        name="Simulated School", urn="900010", laestab="9992010", preset="staged_response",
        slug="simulated", head_name="Mrs P. Adeyemi", senco_name="Mr J. Whitlock",
        safeguarding_lead="Ms R. Okafor, room 4", has_sen_unit=False, has_resourced_provision=False,
    )  # fmt: skip
    staff = {
        name: worker(school, role, name)
        for name, role in (("senco", Role.SENCO), ("head", Role.HEAD), ("office", Role.OFFICE),
                           ("first", Role.TEACHER), ("second", Role.TEACHER),
                           ("elm", Role.TEACHER), ("governor", Role.GOVERNOR))
    }  # fmt: skip
    for name, first, last in law.TERMS:
        terms.add_term(school=school, name=name, starts_on=first, ends_on=last, by=staff["office"])
    for name, first, last in law.CLOSURES:
        terms.add_closure(
            school=school, name=name, starts_on=first, ends_on=last, by=staff["office"]
        )
    groups, children = {}, []
    for name, (year, count) in CLASSES.items():
        groups[name] = classes.open_class(school=school, name=name, year=year, by=staff["office"])
        holder = staff["first" if name == "Willow" else "elm"]
        put(groups[name], holder, BEGINS, staff["office"])
        children += [child(school, groups[name], n, staff["office"]) for n in range(count)]
    put(groups["Willow"], staff["second"], NEW_TEACHER_FROM, staff["office"],
        replaces=ClassStaff.objects.get(class_group=groups["Willow"]))  # fmt: skip
    beside = {
        name: pupils.create_pupil(
            school=school, by=staff["office"], legal_first_name=name.title(), upn=upn(number),
            legal_last_name="Vale", year="3", born_on=born,
        )
        for number, (name, born) in enumerate(
            [("grown", date(2011, 3, 9)), ("lone", date(2018, 4, 2))], start=50
        )
    }  # fmt: skip
    ContactFactory(pupil=beside["grown"], last_name="Vale", parental_responsibility=True)
    return SimpleNamespace(school=school, groups=groups, children=children, **staff, **beside)


def worker(school, role, name):
    person = UserFactory(name=name.title(), email=f"{name}@simulated.example")
    Membership.objects.create(user=person, school=school, role=role, from_on=BEGINS)
    return person


def put(group, person, day, by, **more) -> None:
    classes.put_in_class(class_group=group, user=person, from_on=day, by=by, **more)


def child(school, group, number, by):
    pupil = pupils.create_pupil(
        school=school, by=by, legal_first_name=f"Child{number}", class_group=group,
        legal_last_name=group.name, year=group.year, upn=upn(10 * int(group.year) + number),
        born_on=date(2026 - 5 - int(group.year), 3, 10 + number),
    )  # fmt: skip
    ContactFactory(pupil=pupil, last_name=group.name, address=f"{number + 1} {group.name} Lane",
                   postcode=f"WB{int(group.year)} {number}AB")  # fmt: skip
    return pupil


def whose_class(here):
    """(pupil's number, day) → the number of the class teacher on that day; None without a class."""
    without = {here.grown.pk, here.lone.pk}
    elm = {each.pk for each in here.children if each.class_group_id == here.groups["Elm"].pk}

    def teacher(pupil: int, day: date) -> int | None:
        if pupil in without:
            return None
        if pupil in elm:
            return here.elm.pk
        return (here.second if day >= NEW_TEACHER_FROM else here.first).pk

    return teacher
