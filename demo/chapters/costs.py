"""Money: two grades, the notional budget, a top-up for a child with an EHC plan."""

from datetime import timedelta

from provision.costs import services
from provision.costs.reading import this_year
from pupils.models import Pupil
from sendcase import moment

GRADES = (("Teaching assistant, level 2", 1324, 2700, True), ("Teacher", 2890, 4200, False))
NOTIONAL, TOP_UP = 9_800_000, 420_000  # pence a year


def tell(plot) -> list[dict]:
    return [{"step": step} for step in ("grades", "money")]


def write(teller, args) -> None:
    school, senco = teller.school, teller.senco
    with teller.on(1):
        year = this_year(school)
        said = {"school": school, "by": senco}
        if args["step"] == "grades":
            for name, pence, on_costs, is_default in GRADES:
                services.add_grade(
                    name=name, pence=pence, on_costs=on_costs, is_default=is_default,
                    from_on=year.first - timedelta(days=365), **said,
                )  # fmt: skip
            return
        days = {"from_on": year.first, "until_on": year.last}
        services.fund(source="notional", pence=NOTIONAL, note="Local authority", **days, **said)
        child = Pupil.objects.filter(school=school, stage__census_code="E").first()
        if child is not None and child.admitted_on <= moment.today():
            services.fund(source="top_up", pence=TOP_UP, note="", pupil=child, **days, **said)
