"""A school of a size with its register, in bulk; terms; and editions of the governors' report."""

import random
from datetime import date, timedelta

from ehcp.models import Dispute
from letters.models import FamilyWord
from pupils.models import Pupil
from register.models import Need, RegisterEntry
from reports.board import services
from schools.models import Census, Term
from sendcase import moment

WORDS = {"well": "Reviews were on time.", "worries": "A post is empty.", "asks": "Visit us."}
TYPES = ["SLCN"] * 5 + ["SEMH"] * 4 + ["MLD"] * 3 + ["SPLD"] * 3 + ["ASD"] * 3 + ["HI"]
PLAN_TYPES = ["ASD"] * 4 + ["SLCN"] * 2 + ["SEMH"] * 2 + ["PD"]
A_DAY = date(2020, 9, 1)


def filled(school, size: int, by, seed: int = 1) -> list[Pupil]:
    """Shares as in England: 15 of 100 at SEN support, 5 with an EHC plan."""
    chance = random.Random(seed)
    pupils = Pupil.objects.bulk_create(_pupil(school, n, chance) for n in range(size))
    support = chance.sample(pupils, round(size * 0.2))
    place(support[: round(size * 0.05)], Census.E, by, chance)
    place(support[round(size * 0.05) :], Census.K, by, chance)
    return pupils


def _pupil(school, number: int, chance) -> Pupil:
    pupil = Pupil(
        school=school, legal_first_name=f"Zebulon{number}", legal_last_name="Quillfeather",
        born_on=date(2018, 3, 14), year=str(1 + number % 6), sex=chance.choice("FM"),
        fsm=chance.random() < 0.25, eal=chance.random() < 0.2, looked_after=chance.random() < 0.02,
        admitted_on=A_DAY,
    )  # fmt: skip
    pupil.index_names()
    return pupil


def place(pupils, code, by, chance, on: date = A_DAY) -> None:
    """At the school's first stage of that code, with a type and an area of need."""
    if not pupils:
        return
    school = pupils[0].school
    stage, areas = school.stages.filter(census_code=code).first(), list(school.areas.all())
    entries = RegisterEntry.objects.bulk_create(
        RegisterEntry(
            school=school, pupil=pupil, stage=stage, stage_name=stage.name,
            on_register=stage.on_register, census_code=code, from_on=on, decided_by=by,
            reason="Progress slowed.", tell_days=10, asks_plan=False,
        )
        for pupil in pupils
    )  # fmt: skip
    types = PLAN_TYPES if code == Census.E else TYPES
    Need.objects.bulk_create(
        Need(school=school, entry=each, need_type=chance.choice(types), rank=1) for each in entries
    )
    through = RegisterEntry.areas.through
    through.objects.bulk_create(
        through(registerentry_id=each.pk, area_id=chance.choice(areas).pk) for each in entries
    )


def disagreed(pupils, by) -> None:
    """In turn with the school and with the authority about what a plan says; of those half have
    ended, and half asked for mediation.
    """
    today = moment.today()
    for number, pupil in enumerate(pupils):
        said = {"school": pupil.school, "pupil": pupil, "recorded_by": by}
        day = today - timedelta(days=20 + number % 20)
        if number % 2:
            FamilyWord.objects.create(kind="disagreement", words="We see it in another way.",
                                      said_by="Parent", said_on=day, **said)  # fmt: skip
            continue
        rest = {"ended_on": today, "outcome": "Agreed."} if number % 4 else {
            "mediation_asked_on": today}  # fmt: skip
        Dispute.objects.create(about="content", letter_on=day, **rest, **said)


def term(school, name="Autumn 2026", *, begun=60, left=30, **days) -> Term:
    """A term that began so many days ago and goes on so many more."""
    today = moment.today()
    span = {"starts_on": today - timedelta(days=begun), "ends_on": today + timedelta(days=left)}
    return Term.objects.create(school=school, name=name, **{**span, **days})


def written(school, by, **words):
    edition = services.begin(school=school, by=by)
    return services.write(edition=edition, by=by, **{**WORDS, **words})


def confirmed(school, senco, head, **words):
    return services.confirm(edition=written(school, senco, **words), by=head)


def published(school, senco, head, **words):
    return services.publish(edition=confirmed(school, senco, head, **words), by=senco)
