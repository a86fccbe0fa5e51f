"""Many schools in bulk: pupils with families, the register, plans, deadlines, the story, the log.

Shares as in a trust of 75 schools: of 50,000 pupils 8,000 on the register, 60,000 deadlines, a
fifth of them open; one or two contacts each; an audit log where a case was read forty times.
"""

import random
from datetime import timedelta

from django.db import connection

from accounts.permissions import Permission, Role
from benchmarks.data import Made
from iep.models import SupportPlan, Target
from iep.services.starting import rules_of
from pupils.models import ChronologyEntry, Contact, Pupil
from register.models import Need, RegisterEntry
from reminders.models import Deadline
from schools.models import ClassGroup, Membership
from schools.services.school import create_school
from sendcase import moment

CASES = 0.16  # of the pupils
DEADLINES_OF_A_CASE = 7.5
READS_OF_A_CASE = 40
CLASS_SIZE, BATCH = 30, 1000
FIRST_NAMES = """
Amina Leo Ruby Kai Noor Ella Finn Zara Omar Isla Theo Maya Jude Priya Ned Sana Abel Ivy Hugo Leila
Sol Edie Milo Anya Tom Rosa Yusuf Bea Idris Nell Luca Hana Rory Asha Ben Mei Otis Tara Sami Vera
"""
STARTS = "Ash Bright Cold Dun East Fair Green Hart King Long Mill North Oak Pen Rad Stan Thorn West"
ENDS = "ford water ley ton field brook wood dale worth combe bury stead well mere"
FIRST, START, END = FIRST_NAMES.split(), STARTS.split(), ENDS.split()
MIDDLE = ("", "ing", "er", "")


def fill(made: Made, *, schools: int, pupils: int, first: int = 0) -> list:
    """Add that many schools with that many pupils between them; returns the schools.

    first: the number of the first one. The plans' lead and every decision are the measured
    SENCO's name: who decided costs the pages nothing.
    """
    chance = random.Random(first)
    by, new = made.plan.lead, []
    weights = [0.5 + number / schools for number in range(schools)]  # 333 to 1,000 where it is 667
    for number, weight in enumerate(weights, first):
        school = create_school(
            name=f"Many School {number}", urn=f"{200000 + number}", laestab=f"{7000000 + number}",
            preset="staged_response", slug=f"many-{number}", safeguarding_lead="Ms R. Okafor",
        )  # fmt: skip
        add_school(school, round(pupils * weight / sum(weights)), by, chance)
        new.append(school)
    return new


def add_school(school, size: int, by, chance) -> None:
    groups = ClassGroup.objects.bulk_create(
        ClassGroup(school=school, name=f"{number % 6 + 1} {chance.choice(START)} {number}",
                   year=str(number % 6 + 1))
        for number in range(size // CLASS_SIZE + 1)
    )  # fmt: skip
    pupils = Pupil.objects.bulk_create(
        (new_pupil(school, groups, number, chance) for number in range(size)), BATCH
    )
    Contact.objects.bulk_create(contacts(school, pupils, chance), BATCH)
    add_cases(school, chance.sample(pupils, round(size * CASES)), by)
    add_log(school, by)


def new_pupil(school, groups, number, chance) -> Pupil:
    group = groups[number // CLASS_SIZE]
    pupil = Pupil(
        school=school, legal_first_name=chance.choice(FIRST), year=group.year, class_group=group,
        legal_last_name=chance.choice(START) + chance.choice(MIDDLE) + chance.choice(END),
        born_on=moment.today() - timedelta(days=2000 + 365 * int(group.year) + number % 365),
        upn=f"A{school.pk:05}{number:07}", admission_number=str(number),
    )  # fmt: skip
    pupil.index_names()
    return pupil


def contacts(school, pupils, chance):
    for pupil in pupils:
        for priority in range(1, chance.choice((2, 3, 3))):
            yield Contact(
                school=school, pupil=pupil, first_name="Pat", last_name=pupil.legal_last_name,
                relationship="Parent", parental_responsibility=True, priority=priority,
                household=priority, address="1 Mill Lane", postcode="AB1 2CD",
                phone="01632 960000", email=f"p{pupil.pk}@example.org",
            )  # fmt: skip


def add_cases(school, pupils, by) -> None:
    stage = school.stages.get(is_referral_start=True)
    kind, today = stage.plan_kinds.first(), moment.today()
    entries = RegisterEntry.objects.bulk_create(
        (new_entry(pupil, stage, by) for pupil in pupils), BATCH
    )
    Need.objects.bulk_create(
        (Need(school=school, entry=entry, need_type="SPLD", rank=1, note="Reading")
         for entry in entries), BATCH,
    )  # fmt: skip
    Pupil.objects.filter(pk__in=[pupil.pk for pupil in pupils]).update(stage=stage)
    plans = SupportPlan.objects.bulk_create(
        (
            SupportPlan(
                school=school, pupil=entry.pupil, kind=kind, register_entry=entry, state="shared",
                lead=by, starts_on=today - timedelta(days=30), agreed_by=by,
                agreed_at=moment.now(), review_on=today + timedelta(days=number % 60 - 20),
                concerns="Reading is slow. " * 8, strengths="Kind to others.", **rules_of(kind),
            )
            for number, entry in enumerate(entries)
        ), BATCH,
    )  # fmt: skip
    Target.objects.bulk_create(
        (Target(school=school, plan=plan, position=position, target="Reads 20 words by sight",
                criteria="18 of 20", resources="Cards", strategies="Near the board")
         for plan in plans for position in (1, 2, 3)), BATCH,
    )  # fmt: skip
    Deadline.objects.bulk_create(deadlines(plans, by), BATCH)
    ChronologyEntry.objects.bulk_create(
        (ChronologyEntry(school=school, pupil=plan.pupil, on=today - timedelta(days=90 - 20 * n),
                         summary="A step of the case", needs=Permission.PLAN_VIEW)
         for plan in plans for n in range(4)), BATCH,
    )  # fmt: skip


def new_entry(pupil, stage, by) -> RegisterEntry:
    begun = moment.today() - timedelta(days=90)
    return RegisterEntry(
        school_id=pupil.school_id, pupil=pupil, stage=stage, stage_name=stage.name,
        on_register=True, census_code="K", from_on=begun, decided_by=by, reason="Measured.",
        tell_days=10, asks_plan=True, family_told_on=begun, family_told_how="letter",
    )  # fmt: skip


def deadlines(plans, by):
    """The review of every plan, for two in three a family's answer, and what was met before."""
    for number, plan in enumerate(plans):
        facts = {"school_id": plan.school_id, "pupil": plan.pupil, "rule": "Every six weeks.",
                 "owner": by}  # fmt: skip
        yield Deadline(kind="review-plan", object_id=plan.pk, due_on=plan.review_on, **facts)
        if number % 3:
            yield Deadline(
                kind="write-plan", object_id=plan.pk, is_waiting=number % 2 == 0,
                due_on=plan.review_on + timedelta(days=20), **facts,
            )  # fmt: skip
        for earlier in range(round(DEADLINES_OF_A_CASE - 5 / 3) + number % 2):
            due = plan.starts_on - timedelta(days=42 * earlier)
            yield Deadline(
                kind="review-plan", object_id=plan.pk, due_on=due, state="done",
                closed_at=moment.now(), **facts,
            )  # fmt: skip


def add_log(school, by) -> None:
    """What reading leaves: unsealed, as of this minute, would be swept; so with a place each."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO audit_event (at, school_id, actor_id, pupil_id, verb, object_type,
                object_id, request_id, detail_digest, sequence, seal)
            SELECT now() - n * interval '1 minute', %(school)s, %(actor)s, plan.pupil_id,
                'iep.read', 'iep.supportplan', plan.id, '', '',
                row_number() OVER (ORDER BY n, plan.id), repeat('0', 64)
            FROM iep_supportplan plan, generate_series(1, %(reads)s) n
            WHERE plan.school_id = %(school)s
            """,
            {"school": school.pk, "actor": by.pk, "reads": READS_OF_A_CASE},
        )


def give_role(person, schools) -> None:
    """The person is the SENCO of every one of them, since the first of January."""
    Membership.objects.bulk_create(
        Membership(user=person, school=school, role=Role.SENCO,
                   from_on=moment.today().replace(month=1, day=1))
        for school in schools
    )  # fmt: skip
