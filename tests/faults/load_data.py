"""Run inside a house: a school where several people save at once, each on a case of their own."""

import json

from django.test import Client

from accounts.permissions import Role
from schools.services.school import create_school
from tests.factories.iep import PlanFactory
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory
from tests.iep.posting import typed


def people_at_work(count: int) -> None:
    """Prints one JSON object for each: what tests.faults.saving.Person needs."""
    school = create_school(
        name="Fault School", urn="900001", laestab="9992001", preset="staged_response",
        slug="fault",
    )  # fmt: skip
    print(json.dumps([person(school, number) for number in range(count)]))


def person(school, number: int) -> dict:
    """A SENCO with the second factor given, a pupil and a plan."""
    senco = member(school, Role.SENCO, name=f"Mx S{number}", email=f"s{number}@fault.example")
    pupil = PupilFactory(school=school, legal_last_name=f"Family{number}")
    plan = PlanFactory(pupil=pupil, lead=senco)
    session = sign_in(Client(), senco).cookies["sessionid"].value
    fields = {name: str(value) for name, value in typed(plan).items() if value != []}
    return {
        "session": session, "pupil": pupil.pk, "plan": plan.pk, "version": plan.version,
        "fields": fields, "school": school.slug, "user": senco.pk,
    }  # fmt: skip
