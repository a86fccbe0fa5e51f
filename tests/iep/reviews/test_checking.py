"""The SENCO's own look at each plan: once a period, many at once, a change asked for."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.permissions import Role
from iep import services
from iep.models import SupportPlan
from iep.reviews import checks
from iep.reviews.models import PlanCheck
from reminders.models import Deadline
from schools.models import Policy, Term
from sendcase import moment
from tests.factories.iep import shared_plan
from tests.factories.people import member, sign_in
from tests.factories.pupils import ContactFactory, PupilFactory
from tests.factories.schools import ClassGroupFactory
from tests.iep.posting import queries
from tests.iep.reviews.conftest import went
from tests.iep.reviews.test_deciding import agrees, open_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_printing")]
TODAY = moment.today()


@pytest.fixture
def term(case):
    start, end = TODAY - timedelta(days=30), TODAY + timedelta(days=30)
    return Term.objects.create(school=case.school, name="Autumn", starts_on=start, ends_on=end)


@pytest.fixture
def plan(case, term):
    return shared_plan(case.pupil, by=case.senco)


def more(case, count):
    oak = ClassGroupFactory(school=case.school, name="Oak")
    pupils = PupilFactory.create_batch(count, school=case.school, class_group=oak)
    return [shared_plan(pupil, by=case.senco) for pupil in pupils]


def check(case, plan, finding="fine", note=""):
    period = checks.period_now(case.school.pk)
    return checks.check(plan=plan, by=case.senco, finding=finding, note=note, period=period)


def test_a_shared_plan_is_owed_a_check_by_the_last_day_of_the_term(case, plan, term):
    deadline = open_of("check-plans").get()
    assert (deadline.object_id, deadline.due_on) == (case.school.pk, term.ends_on)
    assert (deadline.owner_role, deadline.pupil) == ("senco", None)
    assert agrees("check-plans", case.school)


def test_the_last_check_meets_it_and_a_new_plan_opens_it_again(case, plan):
    check(case, plan)
    assert not open_of("check-plans").exists()
    assert Deadline.objects.filter(kind="check-plans", state="done").count() == 1

    more(case, 1)
    assert open_of("check-plans").exists()
    assert agrees("check-plans", case.school)


def test_it_falls_away_when_the_policy_asks_for_none(case, plan):
    Policy.objects.filter(school=case.school).update(plan_check="none")
    checks.keep(case.school.pk)
    assert not open_of("check-plans").exists()


def test_the_next_period_asks_for_every_plan_again(case, plan, term):
    check(case, plan)
    Term.objects.filter(pk=term.pk).update(ends_on=TODAY - timedelta(days=8))
    Term.objects.create(school=case.school, name="Spring", starts_on=TODAY - timedelta(days=2),
                        ends_on=TODAY + timedelta(days=60))  # fmt: skip
    checks.keep_all()

    assert open_of("check-plans").get().due_on == TODAY + timedelta(days=60)
    check(case, plan)
    assert [row.period_name for row in plan.checks.all()] == ["Autumn", "Spring"]


def test_a_second_check_in_one_period_changes_nothing(case, plan):
    first = check(case, plan)
    assert check(case, plan, "change", "Sharper targets") == first


def test_a_change_asked_for_is_the_leads_until_the_plan_is_shared_again(case, plan):
    made = check(case, plan, "change", "Give target 2 a number")
    deadline = open_of("change-plan").get()
    assert (deadline.object_id, deadline.owner, deadline.pupil) == (
        made.pk, case.senco, case.pupil
    )  # fmt: skip
    assert agrees("change-plan", case.school)

    row = services.revise(plan=SupportPlan.objects.get(pk=plan.pk), by=case.senco)
    services.share(plan=row, by=case.senco)

    assert not open_of("change-plan").exists()
    assert Deadline.objects.get(kind="change-plan").state == "done"


def test_a_plan_that_ends_drops_what_was_asked(case, plan):
    check(case, plan, "change", "Give target 2 a number")
    services.review(plan=plan, by=case.senco, reviewed_on=TODAY, outcomes=went(plan))
    assert Deadline.objects.get(kind="change-plan").state == "dropped"
    assert agrees("change-plan", case.school)


def test_the_lead_answers_by_the_page(client, case, plan):
    made = check(case, plan, "change", "Give target 2 a number")
    sign_in(client, case.teacher)
    url = reverse("plan_reviews:asked", args=[made.pk])
    assert "Give target 2 a number" in client.get(url).content.decode()

    client.post(url, {"words": "It has one: 18 of 20."})

    made.refresh_from_db()
    assert (made.answer, made.settled_by) == ("It has one: 18 of 20.", case.teacher)
    assert not open_of("change-plan").exists()


def posted(plans, **said):
    return {f"p{plan.pk}-version": plan.version for plan in plans} | said


def test_many_are_fine_at_once_and_one_is_not(client, case, plan):
    plans = [plan, *more(case, 2)]
    sign_in(client, case.senco)
    url = reverse("plan_reviews:check", args=[case.school.slug])
    said = {f"p{each.pk}-finding": "fine" for each in plans}
    said |= {f"p{plan.pk}-finding": "change", f"p{plan.pk}-note": "Fewer targets"}

    page = client.post(url, posted(plans, **said), follow=True).content.decode()

    assert "3 plans checked" in page
    assert "Every plan is checked" in page
    found = PlanCheck.objects.order_by("plan_id").values_list("finding", flat=True)
    assert list(found) == ["change", "fine", "fine"]


def test_a_change_without_words_is_asked_for_and_the_others_are_saved(client, case, plan):
    other, *_ = more(case, 1)
    sign_in(client, case.senco)
    url = reverse("plan_reviews:check", args=[case.school.slug])
    said = {f"p{plan.pk}-finding": "change", f"p{other.pk}-finding": "fine"}

    page = client.post(url, posted([plan, other], **said)).content.decode()

    assert "Say what should change." in page
    assert PlanCheck.objects.get().plan == other


def test_set_all_without_scripts_keeps_what_was_typed(client, case, plan):
    sign_in(client, case.senco)
    url = reverse("plan_reviews:check", args=[case.school.slug])
    said = {"set_all": "1", "all_finding": "fine", f"p{plan.pk}-note": "Good"}

    page = client.post(url, posted([plan], **said), follow=True).content.decode()

    assert not PlanCheck.objects.exists()
    assert re.search(rf'name="p{plan.pk}-finding" value="fine"[^>]* checked', page)
    assert ">Good</textarea>" in page


@pytest.mark.parametrize("count", [2, 12])
def test_the_page_costs_the_same_for_many_plans(client, case, plan, count):
    more(case, count)
    sign_in(client, case.senco)
    url = reverse("plan_reviews:check", args=[case.school.slug])
    with queries(at_most=13):
        client.get(url)


def test_where_the_policy_asks_for_none_it_says_so(client, case):
    Policy.objects.filter(school=case.school).update(plan_check="none")
    head = member(case.school, Role.SENCO)
    ContactFactory(pupil=case.pupil)
    sign_in(client, head)
    url = reverse("plan_reviews:check", args=[case.school.slug])
    assert "asks for no check" in client.get(url).content.decode()
