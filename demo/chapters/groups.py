"""Teaching groups, where subjects have teachers: sets of children of several tutor groups."""

from demo.chapters.meetings import near
from pupils.groups import services
from pupils.models import Pupil
from sendcase import moment

# name, subject, who teaches it by the first part of their address
SETS = (("Maths set {year} 1", "Maths", "teacher"), ("English set {year} 2", "English", "teacher2"))
AGO, SIZE = 15, 24


def tell(plot) -> list[dict]:
    if plot.demo.preset != "tutor_led":
        return []
    return [{"set": place} for place in range(len(SETS))]


def write(teller, args) -> None:
    """One year: every other child of it, those of the first teacher's tutor group before others."""
    plot, (name, subject, key) = teller.plot, SETS[args["set"]]
    year = plot.demo.classes[near(plot)[0]][1]
    pupils = Pupil.objects.filter(school=teller.school, class_group__year=year).on_roll()
    office = teller.staff["office"]
    with teller.on(min(AGO, len(plot.days))):
        chosen = list(pupils.order_by("pk").values_list("pk", flat=True))[args["set"] :: 2][:SIZE]
        group = services.open_group(
            school=teller.school, name=name.format(year=year), subject=subject, year=year, by=office
        )
        services.put_staff(
            group=group, user=teller.staff[key], from_on=moment.today(), by=office
        )  # fmt: skip
        services.choose_pupils(
            group=group, version=group.version, among=chosen, chosen=chosen, by=office
        )
