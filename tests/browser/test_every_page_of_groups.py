"""Teaching groups: axe, 320 px, headings."""

import pytest

from sendcase import moment

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


def test_teaching_groups(walk, case):
    at = f"{case.at}/groups/"
    walk.be(case.office)
    walk.see(at)
    walk.wrong(f"{at}new/")
    walk.page.locator("[name=year]").select_option("3")
    walk.press(name="Maths 3 set 1", subject="Maths")
    page = f"/groups/{case.school.teaching_groups.get().pk}/"
    walk.see(at, page, f"{page}edit/")
    walk.wrong(f"{page}staff/")
    walk.page.locator("[name=user]").select_option(str(case.teacher.pk))
    walk.press(from_on=moment.today().isoformat())
    walk.see(f"{page}pupils/?class={case.willow.pk}")
    walk.page.get_by_label("Amina").check()
    walk.press()
    walk.see(page, walk.links("main table, main .rows")[0])
    staff = case.school.teaching_groups.get().staff.get()
    walk.wrong(f"/group-staff/{staff.pk}/end/", on="")
    walk.see(f"{page}close/")
    walk.saw("groups")
