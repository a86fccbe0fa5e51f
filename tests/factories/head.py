"""A school in which something of each kind stands on the head's page."""

from datetime import date, time, timedelta

from accounts.permissions import Role
from iep.models import SupportPlan
from provision.costs import services as costs
from provision.interventions import services as interventions
from pupils.consents.models import Consent
from reminders.models import Deadline
from schools.models import ClassStaff, Term
from sendcase import moment
from tests.factories import agencies
from tests.factories.complaints import Case
from tests.factories.iep import PlanFactory
from tests.factories.people import member
from tests.factories.provision import in_it, marked, running, session_of
from tests.factories.pupils import PupilFactory

DAY = timedelta(days=1)


def late(case, kind="review-plan", days=5, number=None, **more):
    """A deadline that was due so many days ago; days below nothing: that is to come."""
    numbers = Deadline.objects.filter(kind=kind).count() + 1000
    given = {"owner": case.senco, "pupil": case.pupil, "rule": "Each term"} | more
    return Deadline.objects.create(
        school=case.school, kind=kind, object_id=number or numbers,
        due_on=moment.today() - days * DAY, **given,
    )  # fmt: skip


def busy(case: Case | None = None) -> Case:
    """The case, with a lead of Mrs Lamb's in two places, money, slips, and the rest."""
    case, today = case or Case(), moment.today()
    case.lamb = member(case.school, Role.SUPPORT, name="Mrs D. Lamb")
    Term.objects.create(school=case.school, name="Autumn", starts_on=today - 80 * DAY,
                        ends_on=today + 25 * DAY)  # fmt: skip
    late(case, days=23), late(case, days=2)
    late(case, "write-plan", days=4, owner=case.teacher, is_waiting=True)
    late(case, "training-expiring", days=-9, pupil=None, owner=None, owner_role="senco")
    booked_twice(case, today)
    spent(case)
    slipping(case, today)
    case.asked = agencies.asked(PupilFactory(school=case.school), case.senco)
    over = {"given_on": today - 9 * DAY, "until_on": today - DAY}
    Consent.objects.filter(pk=case.asked.consent_id).update(**over)
    case.complaint(way="formal", made_on=today - 12 * DAY)
    sunday = today + DAY * (13 - today.weekday())
    late(case, "ehc-plan-review", days=(today - sunday).days, is_legal=True)
    PlanFactory(pupil=case.pupil, agreed=True, state=SupportPlan.State.SHARED,
                shared_at=moment.now())  # fmt: skip
    return case


def booked_twice(case, today: date) -> None:
    for name in ("Word club", "Number club"):
        run = running(case.school, case.senco, days=(), staff=case.lamb, name=name, times=1)
        slots = [{"weekday": 0, "starts_at": time(9, 0), "minutes": 20, "room": ""}]
        interventions.set_timetable(intervention=run, by=case.senco, from_on=run.starts_on,
                                    slots=slots)  # fmt: skip


def spent(case) -> None:
    today = moment.today()
    costs.add_grade(school=case.school, by=case.senco, name="Assistant", pence=1450, on_costs=2500,
                    from_on=today - 300 * DAY, is_default=True)  # fmt: skip
    costs.charge(pupil=case.pupil, school=case.school, by=case.senco, kind="material", per="once",
                 what="A device", pence=700_000, from_on=today)  # fmt: skip


def slipping(case, today: date) -> None:
    """Nothing given for weeks."""
    case.group = running(case.school, case.senco, name="Sounds together",
                         starts_on=today - 70 * DAY)  # fmt: skip
    place = in_it(case.group, case.pupil, case.senco)
    marked(session_of(case.group, today - 60 * DAY), place)


def crowd(case, size: int) -> None:
    """So many more of each that may grow with a school."""
    today = moment.today()
    for number in range(size):
        late(case, days=number % 30 - 10, number=number + 1)
        late(case, "write-plan", days=3, number=number + 1, owner=case.teacher)
        child = PupilFactory(school=case.school)
        PlanFactory(pupil=child, agreed=True, state=SupportPlan.State.SHARED, targets=0,
                    shared_at=moment.now())  # fmt: skip
        in_it(case.group, child, case.senco)
    ClassStaff.objects.filter(school=case.school).update(from_on=today - 99 * DAY)
