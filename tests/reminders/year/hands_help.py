"""Extra help that is proposed, answered and looked at: hands as in hands.py."""

from datetime import date

from provision.interventions import placing, reviewing, services
from provision.models import Intervention, PlaceWish
from tests.reminders.year import hands_ticks, law
from tests.reminders.year.hands import does


def propose(sim, pupil, weeks: int | None) -> None:
    """weeks: how long it is to run; None: nobody knows yet."""
    if not sim.is_here(pupil.pk):
        return
    row = services.start(
        school=sim.here.school, by=sim.teacher(pupil), agreed=False, name="Sounds together",
        starts_on=sim.today, ends_on=law.weeks(sim.today, weeks) if weeks else None, minutes=20,
        times=3, places=3,
    )  # fmt: skip
    placing.wish(intervention=row, pupils=[pupil], by=row.proposed_by)
    sim.owe("decide-intervention", row.pk, law.days(sim.today, law.ANSWER_PROPOSAL))


@does("decide-intervention")
def answer(sim, number) -> None:
    row = Intervention.objects.get(pk=number)
    agree, runs = sim.chance.random() < 0.8, in_it(row, sim.today)
    first = max(row.starts_on, sim.today) if runs else row.starts_on
    wishes = list(PlaceWish.objects.filter(intervention=row, decided_on=None))
    row = placing.answer(
        intervention=row, version=row.version, by=sim.here.senco, agree=agree, given=wishes,
        from_on=first, reason="" if agree else "No room.",
    )  # fmt: skip
    sim.end("decide-intervention", number)
    if agree:
        owe_review(sim, row, None)
    for wish in wishes if agree else ():
        hands_ticks.joined(sim, row, wish.pupil, first, is_timed=runs)


def in_it(row, today: date) -> bool:
    return row.ends_on is None or today <= row.ends_on


def owe_review(sim, row, met: date | None) -> None:
    if due := law.help_review(row.starts_on, row.ends_on, met):
        sim.owe("review-intervention", row.pk, due)


@does("review-intervention")
def review(sim, number) -> None:
    """It goes on, with or without another last day, or it stops."""
    row = Intervention.objects.get(pk=number)
    met = law.help_met(row.starts_on, row.ends_on, sim.today, last_met(row))
    finding = sim.chance.choice(["go_on", "go_on", "stop"])
    longer = row.ends_on and finding == "go_on" and sim.chance.random() < 0.5
    reviewing.review(
        intervention=row, version=row.version, by=sim.here.senco, finding=finding,
        words="All came.",
        ends_on=max(row.ends_on, sim.today) + law.weeks_long(6) if longer else None,
    )  # fmt: skip
    sim.end("review-intervention", number)
    if finding == "stop":
        hands_ticks.stops(sim, number, min(sim.today, row.ends_on or sim.today))
        return
    row.refresh_from_db()
    hands_ticks.goes_on(sim, number, row.ends_on)
    owe_review(sim, row, met)


def last_met(row) -> date | None:
    return max(row.reviews.values_list("due_on", flat=True), default=None)
