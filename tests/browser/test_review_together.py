"""In a real browser: a class of eight plans is reviewed on one screen."""

import pytest

from accounts.permissions import Role
from iep.models import Review
from tests.browser.walking import A_PDF
from tests.factories.iep import shared_plan
from tests.factories.people import member
from tests.factories.pupils import PupilFactory
from tests.factories.schools import ClassGroupFactory, hold_class

pytestmark = pytest.mark.django_db(transaction=True)


def test_eight_plans_are_reviewed_on_one_screen(open_as, monkeypatch):
    monkeypatch.setattr("iep.printing.render_pdf", lambda html: A_PDF)
    klass = ClassGroupFactory(name="Willow")
    teacher = member(klass.school, Role.TEACHER)
    hold_class(teacher, klass)
    for pupil in PupilFactory.create_batch(8, school=klass.school, class_group=klass):
        shared_plan(pupil, by=teacher)
    page = open_as(teacher, f"/{klass.school.slug}/plans/review-together/?class={klass.pk}")
    page.set_viewport_size({"width": 1280, "height": 900})
    assert page.locator(".part").count() == 8
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, wide

    page.select_option("#id_all_outcome", label="Met")
    page.select_option("#id_all_decision", label="Carry on with this plan")
    page.get_by_role("button", name="Set all").click()
    assert page.locator(".part input[value=met]:checked").count() == 24
    page.locator(".part input[value=some]").first.check()
    page.get_by_role("button", name="Save the reviews").click()
    page.get_by_text("8 plans reviewed").wait_for()

    assert Review.objects.filter(decision="keep").count() == 8
