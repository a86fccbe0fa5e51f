"""Two census days: one that the head approved, and the one after it, with a UPN still missing."""

from datetime import date

from pupils import services as pupils
from pupils.models import Pupil
from reports.census import days, reading, services
from schools.services import update_school
from sendcase import moment

STEPS = ("school", "past", "now")


def tell(plot) -> list[dict]:
    return [{"step": step} for step in STEPS]


def write(teller, args) -> None:
    school = {"school": say, "past": approve, "now": forget}
    school[args["step"]](teller)


def say(teller) -> None:
    """What the census asks of the school. By the office."""
    with teller.on(len(teller.plot.days), 9):
        update_school(school=teller.school, by=teller.staff["office"], has_sen_unit=False,
                      has_resourced_provision=False)  # fmt: skip


def approve(teller) -> None:
    """The census before the newest child came."""
    newest = last_in(teller)
    day = days.last_before(newest.admitted_on)
    ago = sum(each >= day for each in teller.plot.days)
    if not 0 < ago < len(teller.plot.days):
        return  # the demo does not look back as far
    teller.school.refresh_from_db()
    found = reading.extract(teller.school, day)
    with teller.on(ago, 11):
        seen = {"seen": found.sha256}
        row = services.hand_in(school=teller.school, day=day, by=teller.staff["office"], **seen)
        services.approve(census=row, by=teller.staff["head"], **seen)


def forget(teller) -> None:
    """The newest child has no UPN yet: the census after says so."""
    newest = last_in(teller)
    with teller.on(1, 15):
        pupils.update_pupil(
            pupil=newest, version=newest.version, by=teller.staff["office"], upn="", former_upn=""
        )


def last_in(teller) -> Pupil:
    """Of those who came by the last census day."""
    last: date = days.last_before(moment.today())
    rows = Pupil.objects.filter(school=teller.school, left_on=None, admitted_on__lte=last)
    return rows.order_by("-admitted_on", "-pk").first()
