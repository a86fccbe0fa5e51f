"""One school of 420 to measure, and the pages to ask: each beside its floor."""

from dataclasses import dataclass
from datetime import timedelta

from django.core.management import call_command
from django.test import Client

from accounts.permissions import Role
from benchmarks.load import Ask
from iep.models import SupportPlan, Target
from iep.services.starting import rules_of
from pupils.models import Contact, Pupil
from register.models import Need, RegisterEntry
from reminders.models import Deadline
from schools.models import ClassGroup
from schools.services.school import create_school
from sendcase import moment

PUPILS, ON_REGISTER = 420, 60


@dataclass(frozen=True)
class Made:
    school: object
    pupil: Pupil
    plan: SupportPlan
    cookie: str
    csrf: str


def build() -> Made:
    call_command("upgrade", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False, ignore_patterns=["letters"])
    from tests.factories.people import member

    school = create_school(
        name="Measured Primary School", urn="900009", laestab="9992009", preset="staged_response",
        slug="measured", safeguarding_lead="Ms R. Okafor",
    )  # fmt: skip
    senco = member(school, Role.SENCO, name="Ms S. Grant", email="senco@measured.example")
    pupils = add_pupils(school)
    plans = add_cases(school, senco, pupils[:ON_REGISTER])
    session = session_of(senco, f"/plans/{plans[0].pk}/edit/")
    return Made(school, pupils[0], plans[0], session.cookie, session.csrf)


@dataclass(frozen=True)
class Session:
    """What a signed-in browser sends with each request, and the token its forms carry."""

    cookie: str
    csrf: str


def session_of(person, address: str = "/accounts/") -> Session:
    """Signed in, second factor given. address: a page of theirs with a form."""
    from tests.factories.people import sign_in

    client = sign_in(Client(), person)
    client.get(address)
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    token = client.cookies.get("csrftoken")
    return Session(cookie, token.value if token else "")


def add_pupils(school) -> list[Pupil]:
    groups = ClassGroup.objects.bulk_create(
        ClassGroup(school=school, name=f"Class {number}", year=str(number % 6 + 1))
        for number in range(14)
    )
    pupils = []
    for number in range(PUPILS):
        pupil = Pupil(
            school=school, legal_first_name=f"Child{number}", legal_last_name=f"Family{number:03}",
            born_on=moment.today() - timedelta(days=2500 + number), year=groups[number % 14].year,
            class_group=groups[number % 14],
        )  # fmt: skip
        pupil.save()
        pupils.append(pupil)
    Contact.objects.bulk_create(
        Contact(school=school, pupil=pupil, first_name="Pat", last_name=pupil.legal_last_name,
                relationship="Parent", parental_responsibility=True, address="1 Lane")
        for pupil in pupils
    )  # fmt: skip
    return pupils


def add_cases(school, senco, pupils) -> list[SupportPlan]:
    """Entry, need, plan with three targets, and one open deadline for each pupil."""
    stage = school.stages.get(is_referral_start=True)
    kind = stage.plan_kinds.first()
    today = moment.today()
    plans = []
    for number, pupil in enumerate(pupils):
        entry = RegisterEntry.objects.create(
            school=school, pupil=pupil, stage=stage, stage_name=stage.name, on_register=True,
            census_code="K", from_on=today - timedelta(days=90), decided_by=senco,
            reason="Measured.", tell_days=10, asks_plan=True, family_told_on=today,
            family_told_how="letter",
        )  # fmt: skip
        Need.objects.create(school=school, entry=entry, need_type="SPLD", rank=1, note="Reading")
        Pupil.objects.filter(pk=pupil.pk).update(stage=stage)
        plan = SupportPlan.objects.create(
            school=school, pupil=pupil, kind=kind, register_entry=entry, state="shared",
            lead=senco, starts_on=today - timedelta(days=30), agreed_by=senco,
            agreed_at=moment.now(), is_revising=number == 0,
            review_on=today + timedelta(days=number - 20), concerns="Reading is slow.",
            **rules_of(kind),
        )  # fmt: skip
        Target.objects.bulk_create(
            Target(school=school, plan=plan, position=position, target="Reads 20 words",
                   criteria="18 of 20", resources="Cards", strategies="Near the board")
            for position in (1, 2, 3)
        )  # fmt: skip
        Deadline.objects.create(
            school=school, pupil=pupil, kind="review-plan", object_id=plan.pk,
            due_on=plan.review_on, rule="Every six weeks.", owner=senco,
        )  # fmt: skip
        plans.append(plan)
    return plans


def pages(made: Made) -> list[tuple[str, Ask, Ask]]:
    """(name, page, floor) for each row of the table."""
    slug, cookie = made.school.slug, made.cookie
    reads = [
        ("pupil list, 50 rows", f"/{slug}/pupils/", "/floor/list/"),
        ("register, 50 rows", f"/{slug}/register/", "/floor/list/"),
        ("pupil page", f"/pupils/{made.pupil.pk}/", f"/floor/pupil/{made.pupil.pk}/"),
        ("plan form", f"/plans/{made.plan.pk}/edit/", f"/floor/form/{made.plan.pk}/"),
        ("SENCO's day", f"/{slug}/today/", "/floor/day/"),
    ]
    return [(name, Ask(page, cookie), Ask(floor)) for name, page, floor in reads]
