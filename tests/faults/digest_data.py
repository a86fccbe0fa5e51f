"""Run inside a house: schools where everybody has something late; some work at two of them."""

from datetime import timedelta

from accounts.models import User
from accounts.permissions import Role
from reminders.models import Deadline
from schools.models import Membership, School
from schools.services import terms
from schools.services.school import create_school
from sendcase import moment

AT_TWO = 10  # every tenth person works at the next school, too


def people_with_late_deadlines(count: int, schools: int = 1) -> None:
    """So many people in all, spread evenly; each is owed one digest a day, wherever they work."""
    people = User.objects.bulk_create(
        User(email=f"p{number}@fault.example", name=f"Person {number}", password="!")
        for number in range(count)
    )
    opened = [a_school(number, people[0]) for number in range(schools)]
    places = []
    for number, person in enumerate(people):
        places.append((person, opened[number % schools]))
        if schools > 1 and number % AT_TWO == 0:
            places.append((person, opened[(number + 1) % schools]))
    begun, late = moment.today() - timedelta(days=30), moment.today() - timedelta(days=1)
    Membership.objects.bulk_create(
        Membership(user=person, school=school, role=Role.TEACHER, from_on=begun)
        for person, school in places
    )
    Deadline.objects.bulk_create(
        Deadline(school=school, kind="review-plan", object_id=number, rule="Every six weeks.",
                 due_on=late, owner=person)
        for number, (person, school) in enumerate(places, start=1)
    )  # fmt: skip


def a_school(number: int, by) -> School:
    """Its hour is midnight, and it is open on every weekday of these weeks."""
    school = create_school(
        name=f"Fault School {number}", urn=f"{900001 + number}", laestab=f"{9992001 + number}",
        preset="staged_response", slug=f"fault-{number}",
    )  # fmt: skip
    school.policy.digest_hour = 0
    school.policy.save()
    today = moment.today()
    terms.add_term(
        school=school, name="This term", starts_on=today - timedelta(days=30),
        ends_on=today + timedelta(days=60), by=by,
    )  # fmt: skip
    return school
