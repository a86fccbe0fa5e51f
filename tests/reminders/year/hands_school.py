"""What the school itself owes, and trainings that run out: hands as in hands.py."""

from datetime import date

from reminders.owed import KEYS
from schools.owed import services as owed
from schools.owed.models import Obligation
from schools.training import services as training
from schools.training.models import Training
from tests.reminders.year import hands_reports, law
from tests.reminders.year.hands import does

Of = Obligation.Kind
POLICY = {"name": "SEND policy", "months": 12}
FIRST_AID = {"title": "First aid", "provider": "Westshire", "kind": "statutory", "area": None,
             "minutes": 360, "note": ""}  # fmt: skip


def begin(sim) -> None:
    """What every school owes: nobody has said yet what its days count from. A policy, and three
    trainings that run out in this year.
    """
    for row in Obligation.objects.all():
        sim.owe(KEYS[row.kind], row.pk, law.days(sim.today, law.TO_SAY))
    reviewed = date(2025, 11, 10)
    row = owed.add_policy(school=sim.here.school, reviewed_on=reviewed, by=sim.here.senco, **POLICY)
    sim.owe("owed-policy-review", row.pk, law.years(reviewed, 1))
    held, elm, first = date(2024, 5, 2), sim.here.elm, sim.here.first
    learn(sim, [elm], [], held, date(2026, 9, 20))
    learn(sim, [first], [], held, date(2026, 10, 9))
    learn(sim, [], ["Mr O. Kay"], held, date(2027, 2, 3))


# What is owed


@does("owed-information-report")
@does("owed-parents-report")
@does("owed-policy-review")
def done(sim, number) -> None:
    """Today; and again within a year, which for the reports is the law’s."""
    row = Obligation.objects.get(pk=number)
    if row.fulfilments.filter(done_on=sim.today).exists():
        return
    if row.kind == Of.INFORMATION_REPORT and sim.chance.random() < 0.5:
        hands_reports.information_report(sim)
    else:
        owed.done(obligation=row, on=sim.today, by=sim.here.senco)
    is_law, kind = row.kind != Of.POLICY, KEYS[row.kind]
    sim.diary.again(kind, number, sim.today)
    sim.owe(kind, number, law.years(sim.today, 1), by_law=is_law)


@does("owed-senco-qualification")
def qualified(sim, number) -> None:
    """Asked of whoever is SENCO: three years from the appointment, by law; or it is held."""
    row = Obligation.objects.get(pk=number)
    if row.appointed_on is None and sim.chance.random() < 0.7:
        appointed = date(2024, 6, 3)
        owed.add_senco(school=row.school, name="Mr J. Whitlock", appointed_on=appointed,
                       by=sim.here.senco)  # fmt: skip
        sim.owe("owed-senco-qualification", number, law.years(appointed, 3), by_law=True)
        return
    owed.done(obligation=row, on=sim.today, by=sim.here.senco)
    sim.end("owed-senco-qualification", number)


def something_changed(sim) -> None:
    """In the Information Report, on some day of the year: by our count within four weeks."""
    row = Obligation.objects.get(kind=Of.INFORMATION_REPORT)
    known = sim.diary.open["owed-information-report", row.pk]
    owed.changed(obligation=row, on=sim.today, what="A new SENCO room", by=sim.here.senco)
    due = law.days(sim.today, law.TO_CHANGE)
    if due < known.due and not row.fulfilments.filter(done_on=sim.today).exists():
        sim.owe("owed-information-report", row.pk, due)


# Trainings


def learn(sim, people, names, held, until) -> Training:
    row, = training.record(
        school=sim.here.school, people=people, names=names, whole_staff=False, by=sim.here.senco,
        held_on=held, expires_on=until, **FIRST_AID,
    )  # fmt: skip
    sim.owe("training-expiring", row.pk, until)
    return row


@does("training-expiring")
def renew(sim, number) -> None:
    """Learned again, for half a year; or not needed any more."""
    row = Training.objects.select_related("person").get(pk=number)
    if sim.chance.random() < 0.25:
        training.end(training=row, by=sim.here.senco)
        sim.end("training-expiring", number, met=False)
        return
    people, names = ([row.person], []) if row.person else ([], [row.name])
    learn(sim, people, names, sim.today, law.days(sim.today, 180))
    sim.end("training-expiring", number)
