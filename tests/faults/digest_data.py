"""Run inside a house: a school where everybody has something late."""

from datetime import timedelta

from accounts.models import User
from accounts.permissions import Role
from reminders.models import Deadline
from schools.models import Membership
from schools.services import terms
from schools.services.school import create_school
from sendcase import moment


def people_with_late_deadlines(count: int) -> None:
    school = create_school(
        name="Fault School", urn="900001", laestab="9992001", preset="staged_response",
        slug="fault",
    )  # fmt: skip
    school.policy.digest_hour = 0
    school.policy.save()
    today = moment.today()
    people = [
        User.objects.create_user(f"p{number}@fault.example", None, name=f"Person {number}")
        for number in range(count)
    ]
    terms.add_term(
        school=school, name="This term", starts_on=today - timedelta(days=30),
        ends_on=today + timedelta(days=60), by=people[0],
    )  # fmt: skip
    for person in people:
        Membership.objects.create(
            user=person, school=school, role=Role.TEACHER, from_on=today - timedelta(days=30)
        )
        Deadline.objects.create(
            school=school, kind="review-plan", object_id=person.pk, rule="Every six weeks.",
            due_on=today - timedelta(days=1), owner=person,
        )  # fmt: skip
