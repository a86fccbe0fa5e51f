"""A grade with a rate, a charge that goes on, money that comes in."""

from accounts.permissions import Role
from provision.costs import services
from sendcase import moment
from tests.factories.people import member
from tests.factories.provision import running


def money(at, senco) -> None:
    said = {"school": at.school, "by": senco}
    today = moment.today()
    at.grade = services.add_grade(
        name="Teaching assistant", pence=1450, on_costs=2500, from_on=today, **said
    )
    at.money_person = member(at.school, Role.SUPPORT)
    group = running(at.school, senco, name="Sounds together, money")
    at.charge = services.charge(
        intervention=group, kind="agency", what="Visits", pence=4500, per="session",
        from_on=today, **said,
    )  # fmt: skip
    at.money = services.fund(
        pupil=at.pupil, source="top_up", pence=120_000, note="", from_on=today, until_on=today,
        **said,
    )  # fmt: skip
