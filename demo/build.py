"""Opening the demo schools: what sign-in needs, in a second or two. Filling them: demo.jobs."""

from datetime import date

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.models import User
from accounts.permissions import Role
from accounts.services import make_account
from audit import log
from audit.models import NO_SCHOOL
from demo import calendar, jobs
from demo.plot import plot_of
from demo.schools import (
    MORE_STAFF,
    PASSWORD,
    SCHOOLS,
    STAFF,
    TRUST,
    DemoSchool,
    teacher_key,
    teacher_of,
)
from schools import rhythm
from schools.models import Membership, School, Trust
from schools.services import classes
from schools.services.school import create_school
from sendcase import moment


def open_all(say, scale: int = 1) -> None:
    """Every demo school that is not there yet, and the job that fills it.

    `say(words)` tells the person who waits. Does nothing more the second time but take up a build
    that was stopped.
    """
    today = moment.today()
    secret = None
    for demo in SCHOOLS:
        if not School.objects.filter(slug=demo.slug).exists():
            secret = secret or make_password(PASSWORD)  # dear by design: once for all of them
            with transaction.atomic():  # an opening that is stopped leaves no half school behind
                open_school(demo, today, secret)
            say(f"Opened {demo.name}.")
    join_trust(secret)
    with transaction.atomic():
        begin(today, scale)
    jobs.take_up()


def begin(today: date, scale: int) -> None:
    """The first school that nobody has begun to fill; its last row begins the next."""
    for demo in SCHOOLS:
        if (job := jobs.job_of(demo.slug)) is None:
            # A school of an earlier edition of the demo has its children.
            mine = School.objects.filter(slug=demo.slug, is_demo=True).first()
            if mine is not None and not mine.pupils.exists():
                jobs.add(demo.slug, today, scale)
                return
        elif job.state in ("waiting", "running"):
            return


def open_school(demo: DemoSchool, today: date, secret: str) -> School:
    """School, policy, staff, classes and terms, as if since the first day the demo looks back."""
    plot = plot_of(demo.slug, today)
    with moment.at(moment.now().replace(year=plot.days[0].year, month=8, day=28)):
        school = create_school(
            name=demo.name, urn=demo.urn, laestab=demo.laestab, preset=demo.preset, slug=demo.slug,
            is_demo=True, head_name=demo.head, senco_name=demo.senco, postcode="WB1 1AA",
            address="1 School Lane\nWestbridge", phone="01632 960 001",
            email=f"office@{demo.slug}.example",
            local_authority="Westbridge Council", sen_governor_name="Mr D. Ashby",
            safeguarding_lead=f"{demo.head}, 01632 960 002", designated_teacher=demo.senco,
            sendiass_contact="Westbridge SENDIASS, 01632 960 100, help@sendiass.example",
            local_offer_url="https://localoffer.example",
            parent_meeting="the parents’ evenings in October and March, or any day by appointment",
        )  # fmt: skip
        staff = {
            key: add_person(school, role, f"{key}@{demo.slug}.example", name, secret)
            for role, key, name in staff_of(demo)
        }
        with rhythm.once(school.pk, staff["office"]):
            calendar.add_years(school, today, staff["office"])
            add_classes(school, demo, staff)
    return school


def add_classes(school, demo: DemoSchool, staff: dict) -> None:
    for place, (name, year, _) in enumerate(demo.classes):
        group = classes.open_class(school=school, name=name, year=year, by=staff["office"])
        classes.put_in_class(
            class_group=group, user=staff[teacher_key(teacher_of(demo, place))],
            from_on=moment.today(), by=staff["office"],
        )  # fmt: skip


def staff_of(demo: DemoSchool):
    """(role, first part of the address, name) of everybody who works there."""
    heads = {"senco": demo.senco, "head": demo.head}
    for role, key, name, _ in STAFF:
        if role != Role.TEACHER:
            yield role, key, name or heads[key]
    for number, name in enumerate(demo.teachers):
        yield Role.TEACHER, teacher_key(number), name
    yield from MORE_STAFF


@transaction.atomic
def add_person(school, role, email, name, secret, trust=None) -> User:
    """An account that signs in at once. As accounts.services.begin, with a password made before."""
    person = make_account(name=name, email=email)
    person.password = secret
    person.save(update_fields=["password"])
    log.record("account.began", target=person, by=person, school_id=NO_SCHOOL)
    Membership.objects.create(
        user=person, school=None if trust else school, trust=trust, role=role,
        from_on=moment.today(),
    )  # fmt: skip
    return person


def join_trust(secret) -> None:
    """Two of the schools belong to a trust, whose lead sees both and no child."""
    name, slug, members = TRUST
    trust, is_new = Trust.objects.get_or_create(slug=slug, defaults={"name": name})
    School.objects.filter(slug__in=members, is_demo=True).update(trust=trust)
    if is_new:
        secret = secret or make_password(PASSWORD)
        add_person(None, Role.TRUST_LEAD, "trust@westbridge.example", "Dr N. Sayle", secret, trust)
