"""Schools where 60,000 deadlines are open, each with the record behind it, and staff who own them.

After benchmarks.filling: a SENCO, a head and a teacher for each class; of each school's cases the
plan's review is its teacher's; consents that end and letters without an answer are the SENCO's.
"""

from datetime import timedelta

from accounts.models import User
from accounts.permissions import Role
from iep.models import SupportPlan
from letters import wording
from letters.models import Letter
from pupils.consents.models import Consent
from pupils.models import Contact
from reminders import consents as endings
from reminders.models import Deadline
from schools.models import ClassGroup, ClassStaff, Membership
from schools.services import terms
from sendcase import moment

BATCH = 1000
PURPOSE = "plan-shared"


def add(school, owed: int) -> User:
    """Staff, a term, and so many open deadlines. Returns the SENCO."""
    today = moment.today()
    senco = worker(school, Role.SENCO, "senco")
    worker(school, Role.HEAD, "head")
    teachers = hold_classes(school)
    terms.add_term(school=school, name="This term", starts_on=today - timedelta(days=40),
                   ends_on=today + timedelta(days=60), by=senco)  # fmt: skip
    reviews = give_plans_to(school, teachers)
    people = list(Contact.objects.filter(school=school, priority=1).select_related("pupil"))
    ending = (owed - reviews) // 2
    add_consents(school, people, ending, senco)
    add_letters(school, people, owed - reviews - ending, senco)
    return senco


def worker(school, role, name) -> User:
    person = User(email=f"{name}@{school.slug}.example", name=name.title(), password="!")
    person.save()
    hold(school, role, [person])
    return person


def hold(school, role, people) -> None:
    begun = moment.today() - timedelta(days=90)
    Membership.objects.bulk_create(
        Membership(school=school, user=person, role=role, from_on=begun) for person in people
    )


def hold_classes(school) -> dict[int, User]:
    """Class → its teacher."""
    groups = list(ClassGroup.objects.filter(school=school))
    people = User.objects.bulk_create(
        User(email=f"t{n}@{school.slug}.example", name=f"Teacher {n}", password="!")
        for n, _ in enumerate(groups)
    )
    hold(school, Role.TEACHER, people)
    begun, pairs = moment.today() - timedelta(days=90), zip(groups, people, strict=True)
    ClassStaff.objects.bulk_create(
        ClassStaff(school=school, class_group=group, user=person, from_on=begun)
        for group, person in pairs
    )
    return {group.pk: person for group, person in zip(groups, people, strict=True)}


def give_plans_to(school, teachers) -> int:
    """Each plan to its class's teacher, and its review with it. Returns how many are open."""
    Deadline.objects.open().filter(school=school, kind="write-plan").delete()
    for group, person in teachers.items():
        plans = SupportPlan.objects.filter(school=school, pupil__class_group=group)
        numbers = list(plans.values_list("pk", flat=True))
        SupportPlan.objects.filter(pk__in=numbers).update(lead=person)
        Deadline.objects.open().filter(kind="review-plan", object_id__in=numbers).update(
            owner=person
        )
    return Deadline.objects.open().filter(school=school).count()


def add_consents(school, people, count: int, by) -> None:
    """One in three is late, the others end within three months."""
    today = moment.today()
    rows = Consent.objects.bulk_create(
        (
            Consent(
                school=school, pupil=person.pupil, kind="agency", scope=f"Service {n}",
                answer="yes", contact=person, given_by="Pat", evidence="Slip.", recorded_by=by,
                given_on=today - timedelta(days=200),
                until_on=today + timedelta(days=n * 7 % 120 - 40),
            )
            for n, person in turns(people, count)
        ), BATCH,
    )  # fmt: skip
    Deadline.objects.bulk_create(
        (
            Deadline(kind=endings.ENDING, object_id=row.pk, school=school, pupil_id=row.pupil_id,
                     due_on=row.until_on, rule=endings.RULE, owner_role=Role.SENCO)
            for row in rows
        ), BATCH,
    )  # fmt: skip


def add_letters(school, people, count: int, by) -> None:
    """Sent in the last days: nobody is asked again tonight."""
    today, now, template = moment.today(), moment.now(), wording.current(school, PURPOSE)
    rows = Letter.objects.bulk_create(
        (
            Letter(
                school=school, pupil=person.pupil, contact=person, purpose=PURPOSE,
                template=template, signed_by=Role.SENCO, state="issued", answer_days=14,
                prepared_by=by, approved_by=by, approved_at=now, issued_by=by,
                issued_on=today - timedelta(days=n % 10),
            )
            for n, person in turns(people, count)
        ), BATCH,
    )  # fmt: skip
    Deadline.objects.bulk_create(
        (
            Deadline(kind="letter-unanswered", object_id=row.pk, school=school,
                     pupil_id=row.pupil_id, due_on=row.issued_on + timedelta(days=row.answer_days),
                     rule="We ask again.", owner_role=Role.SENCO, is_waiting=True)
            for row in rows
        ), BATCH,
    )  # fmt: skip


def turns(people, count: int):
    """(number, person), each person as often as needed."""
    return ((n, people[n % len(people)]) for n in range(count))
