"""A named correction: asked for first, said afterwards, and under the rules of every change."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.permissions import Role
from audit.models import Event
from iep import services
from iep.models import PlanVersion, SupportPlan
from iep.versions.correcting import correct, may_correct
from sendcase.edits import IllegalMove, Stale
from tests.factories.iep import shared_plan
from tests.factories.people import member, sign_in
from tests.factories.schools import hold_class

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_printing")]
WHY = "The date of birth was wrong."


@pytest.fixture
def plan(case):
    return shared_plan(case.pupil, by=case.senco)


def corrected(plan, by, why=WHY):
    plan = correct(plan=plan, by=by, reason=why, version=plan.version)
    return services.share(plan=plan, by=by).version


def test_the_new_version_names_the_one_it_corrects_and_why(case, plan, no_printing):
    version = corrected(plan, case.senco)

    assert (version.number, version.corrects.number, version.reason) == (2, 1, WHY)
    assert version.made_by == case.senco
    assert "Version 2, corrects version 1, shared" in no_printing[-1]
    plan.refresh_from_db()
    assert (plan.is_revising, plan.correction_reason) == (False, "")
    entry = case.pupil.chronology.order_by("pk").last()
    assert "(version 2, corrects version 1)" in entry.summary


def test_a_change_that_is_no_correction_names_nothing(case, plan, no_printing):
    version = services.share(plan=services.revise(plan=plan, by=case.senco), by=case.senco).version
    assert (version.corrects, version.reason) == (None, "")
    assert "corrects" not in no_printing[-1]


def test_page_and_list_say_it_and_the_wrong_one_is_marked_and_stays(client, case, plan):
    corrected(plan, case.senco)
    staff = sign_in(client, case.senco)
    on_page = staff.get(f"/plans/{plan.pk}/").content.decode()
    listed = staff.get(f"/plans/{plan.pk}/versions/").content.decode()
    compared = staff.get(f"/plans/{plan.pk}/versions/compare/").content.decode()

    for text in (on_page, listed, compared):
        assert "Version 2 corrects version 1: The date of birth was wrong." in text
    assert "Corrected by version 2" in on_page
    assert "Corrected by version 2" in listed
    assert staff.get(f"/plans/{plan.pk}/versions/1/").status_code == 200


def test_while_it_is_open_pages_say_what_is_being_corrected(client, case, plan):
    correct(plan=plan, by=case.senco, reason=WHY)
    staff = sign_in(client, case.senco)
    for path in ("", "edit/", "share/"):
        assert WHY in staff.get(f"/plans/{plan.pk}/{path}").content.decode()


def test_undone_or_closed_it_is_no_correction_any_more(case, plan):
    plan = services.drop_changes(plan=correct(plan=plan, by=case.senco, reason=WHY), by=case.senco)
    assert plan.correction_reason == ""
    assert services.share(
        plan=services.revise(plan=plan, by=case.senco), by=case.senco
    ).version.corrects is None  # fmt: skip
    plan.refresh_from_db()
    opened = correct(plan=plan, by=case.senco, reason=WHY)
    services.close(plan=opened, by=case.senco, reason="Moved")
    assert SupportPlan.objects.get(pk=plan.pk).correction_reason == ""


def test_only_who_leads_and_the_senco_correct(case, plan):
    colleague = member(case.school, Role.TEACHER)
    hold_class(colleague, case.klass)
    plan.lead = case.teacher
    plan.save()

    assert [may_correct(plan, who) for who in (case.senco, case.teacher, colleague)] == [
        True, True, False,
    ]  # fmt: skip
    with pytest.raises(PermissionDenied):
        correct(plan=plan, by=colleague, reason=WHY)


def test_a_correction_follows_the_rule_of_who_agrees(case, plan):
    plan.lead, plan.agreed_by_role = case.teacher, Role.SENCO
    plan.save()
    opened = correct(plan=plan, by=case.teacher, reason=WHY)
    with pytest.raises(PermissionDenied):
        services.share(plan=opened, by=case.teacher)
    assert services.share(plan=opened, by=case.senco).version.corrects.number == 1


def test_it_needs_a_reason_and_a_plan_that_was_shared(case, plan):
    with pytest.raises(ValueError, match="wrong"):
        correct(plan=plan, by=case.senco, reason="  ")
    with pytest.raises(Stale):
        correct(plan=plan, by=case.senco, reason=WHY, version=plan.version - 1)
    opened = services.revise(plan=plan, by=case.senco)
    with pytest.raises(IllegalMove, match="Share the changes or undo them first"):
        correct(plan=opened, by=case.senco, reason=WHY)


def test_the_database_keeps_reason_and_correction_together(case, plan):
    version = plan.versions.get()
    same = {"plan": plan, "made_by": case.senco, "schema": 2, "content": "{}", "sha256": "0" * 64,
            "document": version.document, "number": 9}  # fmt: skip
    for wrong in ({"reason": WHY}, {"corrects": version}):
        with pytest.raises(IntegrityError, match="a_correction_says"), transaction.atomic():
            PlanVersion.objects.create(**same, **wrong)
    with pytest.raises(IntegrityError, match="only_while_changing"), transaction.atomic():
        SupportPlan.objects.filter(pk=plan.pk).update(correction_reason=WHY)


def test_the_form_asks_what_was_wrong_first_and_leads_to_the_editor(client, case, plan):
    staff, url = sign_in(client, case.senco), reverse("versions:correct", args=[plan.pk])
    wrong = staff.post(url, {"version": plan.version, "correction_reason": ""})
    assert "Say what was wrong." in wrong.content.decode()

    answer = staff.post(url, {"version": plan.version, "correction_reason": WHY})

    assert answer.url == f"/plans/{plan.pk}/edit/"
    assert SupportPlan.objects.get(pk=plan.pk).correction_reason == WHY
    assert Event.objects.filter(verb="plan.opened_for_correction", object_id=plan.pk).count() == 1
    assert staff.get(url).url == f"/plans/{plan.pk}/"
