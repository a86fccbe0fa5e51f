"""Interventions, their library, promises: axe, 320 px, headings."""

from datetime import timedelta

import pytest

from provision.interventions import placing, services
from provision.models import Intervention, Place, Programme, Promise
from sendcase import moment
from tests.factories.provision import in_it, running

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


def test_every_page_of_provision(walk, case):
    see_the_library(walk, case)
    see_an_intervention(walk, case)
    see_promises(walk, case)
    walk.saw("provision", but=("provision/costs/", "provision/map/", "provision/measures/"))


def see_the_library(walk, case):
    at = f"{case.at}/provision/library/"
    walk.be(case.senco)
    walk.see(at)
    walk.wrong(f"{at}starter/", "Take what is ticked")
    walk.page.get_by_label("Paired reading").check()
    walk.press("Take what is ticked")
    walk.wrong(f"{at}new/")
    page = f"/programmes/{Programme.objects.get().pk}/"
    walk.see(page, f"{page}edit/", f"{at}?show=retired", f"{at}?q=nothing")
    walk.be(case.teacher)
    walk.see(at, page)


def see_an_intervention(walk, case):
    at, today = f"{case.at}/provision/", moment.today()
    walk.be(case.teacher)
    walk.see(at, f"{at}?show=proposed")
    walk.wrong(f"{at}new/")
    walk.press(name="Sounds together", times="3")
    row = Intervention.objects.get()
    page = row.get_absolute_url()
    walk.see(f"{page}pupils/")
    walk.see(f"{page}pupils/?q=amina")
    walk.page.get_by_role("checkbox", name="Amina").check()
    walk.press("Ask for these pupils")
    walk.be(case.senco)
    walk.see(f"{at}?show=proposed", page)
    walk.wrong(f"{page}decide/")
    walk.page.get_by_label("Yes, it is agreed").check()
    walk.press()
    walk.see(f"{page}edit/")
    walk.wrong(f"{page}timetable/", from_on="")
    walk.wrong(f"{page}staff/")
    services.add_staff(intervention=row, by=case.senco, name="Mrs Hall", from_on=today)
    walk.wrong(f"/intervention-staff/{row.staff.get().pk}/end/", on="")
    walk.wrong(f"{page}review/")
    walk.wrong(f"/places/{Place.objects.get().pk}/leave/")
    walk.see(page, f"{page}?history=1", at, f"{at}?q=nothing", f"{page}pupils/?q=nobody")
    walk.wrong(f"{page}end/")
    walk.press(reason="Mrs Hall left.")
    walk.see(f"{at}?show=over", f"{at}unkept/", f"/pupils/{case.pupil.pk}/provision/")


def see_promises(walk, case):
    group = running(case.school, case.senco, staff=case.support, room="The Den", ends_on=None)
    walk.be(case.senco)
    walk.see(f"{case.at}/provision/unkept/", f"/pupils/{case.pupil.pk}/provision/")
    walk.wrong(f"/pupils/{case.pupil.pk}/promises/new/")
    walk.press(what="Reading with an adult", minutes="15", times="5")
    made = Promise.objects.get(what="Reading with an adult")
    walk.see(f"{case.at}/provision/unkept/", f"{group.get_absolute_url()}pupils/?q=amina")
    walk.wrong(f"/promises/{made.pk}/place/")
    walk.wrong(f"/promises/{made.pk}/change/", minutes="")
    walk.wrong(f"/promises/{made.pk}/end/")
    in_it(group, case.pupil, case.senco, from_on=moment.today() - timedelta(days=7))
    placing.wish(intervention=running(case.school, case.senco), pupils=[case.pupil],
                 by=case.teacher)  # fmt: skip
    for person in (case.senco, case.teacher, case.support):
        walk.be(person)
        walk.see(f"/pupils/{case.pupil.pk}/provision/", group.get_absolute_url())
    full = running(case.school, case.senco, name="Full", places=1)
    in_it(full, case.pupil, case.senco)
    walk.be(case.senco)
    walk.see(f"{full.get_absolute_url()}pupils/")
