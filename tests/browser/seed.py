"""Run inside the whole site: a school and its people, each with password and second factor."""

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal import auth as totp
from dateutil.relativedelta import relativedelta

from accounts.models import User
from accounts.permissions import Role
from schools.models import Membership, PlanKind
from schools.services import classes, terms
from schools.services.school import create_school
from sendcase import moment

PASSWORD = "correct horse battery staple"
PEOPLE = {"senco": Role.SENCO, "teacher": Role.TEACHER, "office": Role.OFFICE,
          "governor": Role.GOVERNOR, "other": Role.TEACHER}  # fmt: skip


def school_with_people(preset: str) -> dict:
    """{slug, people: {role: e-mail}, secrets: {role: TOTP secret}} of a school open every weekday.

    Plans are reviewed after one week here, so that the review's reminder is due soon.
    """
    school = create_school(
        name="Journey School", urn="900001", laestab="9992001", preset=preset, slug="journey",
        head_name="Mrs P. Adeyemi", senco_name="Ms S. Grant", address="1 School Lane\nWestbridge",
        postcode="WB1 1AA", safeguarding_lead="Ms R. Okafor", phone="01632 960 001",
        sendiass_contact="Westbridge SENDIASS, 01632 960 100",
        local_offer_url="https://localoffer.example", email="office@journey.example",
        parent_meeting="the parents’ evenings in October and March",
    )  # fmt: skip
    PlanKind.objects.filter(school=school).update(review_cycle="weeks", review_weeks=1)
    school.policy.digest_hour = 0
    school.policy.save()
    secrets = {}
    for key, role in PEOPLE.items():
        person, secrets[key] = add_person(school, key, role)
    office = User.objects.get(email="office@journey.example")
    today = moment.today()
    terms.add_term(
        school=school, name="This term", starts_on=today - relativedelta(months=1),
        ends_on=today + relativedelta(months=4), by=office,
    )  # fmt: skip
    return {
        "slug": school.slug,
        "people": {key: f"{key}@journey.example" for key in PEOPLE},
        "secrets": secrets,
    }


def add_person(school, key, role):
    person = User.objects.create_user(f"{key}@journey.example", PASSWORD, name=f"Mx {key.title()}")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(person, secret)
    Membership.objects.create(
        user=person, school=school, role=role, from_on=moment.today() - relativedelta(months=6)
    )
    return person, secret


def give_class(name: str) -> str:
    """The teacher holds the class from today; returns a pupil's number there."""
    from schools.models import ClassGroup

    group = ClassGroup.objects.get(name=name, school__slug="journey")
    teacher = User.objects.get(email="teacher@journey.example")
    office = User.objects.get(email="office@journey.example")
    classes.put_in_class(class_group=group, user=teacher, from_on=moment.today(), by=office)
    return group.name
