"""Building a demo school: its people, classes and pupils, through the real services."""

from datetime import date, timedelta

from django.db import transaction

from accounts.models import User
from accounts.permissions import Role
from accounts.services import begin, make_account
from demo import calendar, story
from demo.names import CHILDREN, FATHERS, MOTHERS, STREETS
from demo.schools import PASSWORD, SCHOOLS, STAFF, TRUST, DemoSchool
from pupils import contacts, support
from pupils.services import create_pupil
from register.review import deadlines as reviews
from schools.models import Membership, School, Trust
from schools.services import classes
from schools.services.school import create_school
from sendcase import moment


def build_all(say) -> None:
    """Every demo school that is not there yet. `say(words)` tells the person who waits."""
    for demo in SCHOOLS:
        if not School.objects.filter(slug=demo.slug).exists():
            say(f"Building {demo.name} …")
            with transaction.atomic():  # a build that is stopped leaves no half school behind
                build(demo)
    join_trust()


def build(demo: DemoSchool) -> School:
    today = moment.today()
    began = moment.now() - timedelta(days=400)
    with moment.at(began):
        school, staff = open_school(demo, today)
    groups = [add_class(school, staff, number, row) for number, row in enumerate(demo.classes)]
    with moment.at(began):
        pupils = [
            add_pupil(school, staff, number, groups, demo, today) for number in range(len(CHILDREN))
        ]
    story.tell(school, staff, pupils)
    reviews.keep(school.pk)  # terms have begun since, as the hourly task would find
    return school


def open_school(demo: DemoSchool, today: date):
    school = create_school(
        name=demo.name, urn=demo.urn, laestab=demo.laestab, preset=demo.preset, slug=demo.slug,
        is_demo=True, head_name=demo.head, senco_name=demo.senco, postcode="WB1 1AA",
        address="1 School Lane\nWestbridge", phone="01632 960 001",
        email=f"office@{demo.slug}.example",
        local_authority="Westbridge Council", sen_governor_name="Mr D. Ashby",
        safeguarding_lead=f"{demo.head}, 01632 960 002",
        designated_teacher=demo.senco,
        sendiass_contact="Westbridge SENDIASS, 01632 960 100, help@sendiass.example",
        local_offer_url="https://localoffer.example",
        parent_meeting="the parents’ evenings in October and March, or any day by appointment",
    )  # fmt: skip
    staff = {}
    for role, address, name, _ in STAFF:
        name = name or {"senco": demo.senco, "head": demo.head}[address]
        staff[address] = add_person(school, role, f"{address}@{demo.slug}.example", name)
    calendar.add_years(school, today, staff["office"])
    return school, staff


@transaction.atomic
def add_person(school, role, email, name, trust=None) -> User:
    person = make_account(name=name, email=email)
    begin(person, PASSWORD)
    Membership.objects.create(
        user=person, school=None if trust else school, trust=trust, role=role,
        from_on=moment.today(),
    )  # fmt: skip
    return person


def add_class(school, staff, number, row):
    name, year, age = row
    with moment.at(moment.now() - timedelta(days=400)):
        group = classes.open_class(school=school, name=name, year=year, by=staff["office"])
        teacher = staff["teacher"] if number == 0 else staff["teacher2"]
        classes.put_in_class(
            class_group=group, user=teacher, from_on=moment.today(), by=staff["office"]
        )
    return group, age


def add_pupil(school, staff, number, groups, demo, today):
    """One child with one or two homes. Every tenth has parents who live apart."""
    first, last, sex = CHILDREN[number]
    group, age = groups[number % len(groups)]
    year = calendar.first_year(today) - age
    born_on = date(year - (number % 12 < 4), (number * 5 + 8) % 12 + 1, number % 28 + 1)
    born_on = born_on.replace(year=year - 1 if born_on.month >= 9 else year)
    pupil = create_pupil(
        school=school, by=staff["office"], legal_first_name=first, legal_last_name=last, sex=sex,
        born_on=born_on, year=group.year, class_group=group, admitted_on=moment.today(),
        admission_number=f"{demo.urn[-3:]}{number + 1:03}", eal=number % 7 == 0,
        fsm=number % 5 == 0, pupil_premium=number % 5 == 0,
    )  # fmt: skip
    add_home(pupil, staff, number, 1, "Mother", last)
    if number % 10 == 3:
        add_home(pupil, staff, number + 4, 2, "Father", last)
    if number % 3 == 0:
        support.assign(
            pupil=pupil, user=staff["support"], from_on=moment.today(), by=staff["senco"]
        )
    return pupil


def add_home(pupil, staff, number, household, relationship, last_name):
    names = MOTHERS if relationship == "Mother" else FATHERS
    contacts.add_contact(
        pupil=pupil, by=staff["office"], title="Ms" if relationship == "Mother" else "Mr",
        first_name=names[number % len(names)], last_name=last_name, relationship=relationship,
        parental_responsibility=True, priority=household, household=household,
        address=f"{number + 11} {STREETS[number % len(STREETS)]}\nWestbridge",
        postcode=f"WB{number % 9 + 1} 2AB", phone=f"01632 960 {200 + number}",
        email=f"family{number}@home.example",
    )  # fmt: skip


def join_trust() -> None:
    """Two of the schools belong to a trust, whose lead sees both and no child."""
    name, slug, members = TRUST
    trust, is_new = Trust.objects.get_or_create(slug=slug, defaults={"name": name})
    School.objects.filter(slug__in=members, is_demo=True).update(trust=trust)
    if is_new:
        add_person(None, Role.TRUST_LEAD, "trust@westbridge.example", "Dr N. Sayle", trust)
