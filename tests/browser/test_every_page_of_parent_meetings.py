"""Meetings with families: axe, 320 px, headings."""

from datetime import timedelta

import pytest

from provision.models import ParentMeeting
from schools.calendar import calendar_of
from schools.models import Term
from sendcase import moment
from sendcase.pdf import PdfFailed
from tests.factories.pupils import PupilFactory
from tests.factories.register import placed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


def no_paper(*args, **how):
    raise PdfFailed("It took too long.")


@pytest.fixture
def case(case):
    today = moment.today()
    Term.objects.create(
        school=case.school, name="This term", starts_on=today - timedelta(days=60),
        ends_on=today + timedelta(days=60),
    )  # fmt: skip
    ben = PupilFactory(school=case.school, class_group=case.willow, legal_first_name="Ben")
    for pupil in (case.pupil, ben):
        placed(pupil, by=case.senco, on=today - timedelta(days=50))
    case.day = calendar_of(case.school).next_open(today)
    return case


def test_meetings_with_families(walk, case, monkeypatch):
    monkeypatch.setattr("provision.family_meetings.printing.render_pdf", no_paper)
    every, child = f"{case.at}/parent-meetings/", f"/pupils/{case.pupil.pk}/parent-meetings/"
    walk.be(case.senco)
    walk.see(every, f"{every}?show=unmet&class_group=x", child, f"{every}plan/?minutes=x")
    walk.see(f"{every}plan/")
    walk.wrong(f"{child}new/")
    walk.press(planned_on=case.day.isoformat(), starts_at="15:40", place="Willow")
    row = ParentMeeting.objects.get()
    here = row.get_absolute_url()
    walk.see(every, child, here, f"{child}new/", f"{here}change/", f"{here}end/")
    walk.see(f"{every}invite/", f"{every}invite/check/")
    walk.wrong(f"{here}end/")
    walk.page.goto(f"{walk.url}{here}invite/")
    walk.page.get_by_role("main").locator("[name=how][value='By phone']").check()
    walk.press(wrong=True)
    walk.page.get_by_role("main").locator("[name=who]").first.check()
    walk.press()
    ParentMeeting.objects.update(planned_on=moment.today())
    walk.wrong(f"{here}record/", held_on="")
    main = walk.page.get_by_role("main")
    main.locator("[name=who_new1]").select_option("family")
    walk.press(held_on=moment.today().isoformat(), what_new1="Read each evening",
               next_on="", notes="Reading goes well.")  # fmt: skip
    walk.see(here, f"{here}record/", child, f"{here}note/")
    walk.wrong(f"{here}note/")
    walk.press(text="She told me about it.")
    action = row.actions.get().get_absolute_url()
    walk.wrong(action, done_on="")
    walk.see(here, every)
    walk.see(f"{here}pdf/", status=503)
    walk.be(case.office)
    walk.see(every, f"{here}booking/")
    walk.saw("parent_meetings")


def test_many_are_planned_and_nobody_is_left(walk, case):
    plan = f"{case.at}/parent-meetings/plan/"
    walk.be(case.teacher)
    walk.see(plan)
    main = walk.page.get_by_role("main")
    for box in main.locator("[name^=plan_]").all():
        box.uncheck()
    walk.press("Plan the ticked ones", wrong=True)
    for box in main.locator("[name^=plan_]").all():
        box.check()
    walk.press("Plan the ticked ones")
    assert ParentMeeting.objects.count() == 2
    walk.see(plan)
    assert not walk.faults, "\n".join(walk.faults)


def test_a_school_that_keeps_none_says_so(walk, case):
    type(case.school.policy).objects.update(parent_meetings_a_year=0)
    walk.be(case.senco)
    walk.see(f"{case.at}/parent-meetings/", f"{case.at}/parent-meetings/plan/")
    assert not walk.faults, "\n".join(walk.faults)
