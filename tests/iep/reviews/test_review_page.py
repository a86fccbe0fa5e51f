"""The page of one review, and the page of several."""

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from iep import services
from iep.models import Review, SupportPlan
from iep.notes.services import add_note
from iep.reviews import beside
from schools.models import Policy
from sendcase import moment
from tests.factories.iep import shared_plan
from tests.factories.people import sign_in
from tests.factories.pupils import PupilFactory
from tests.factories.schools import ClassGroupFactory
from tests.iep.posting import queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_printing")]
TODAY = moment.today()
NEXT_DAY = (TODAY + timedelta(days=40)).isoformat()


def url_of(plan):
    return reverse("iep:review", args=[plan.pk])


def typed(plan, **more):
    data = {
        "form_id": str(uuid.uuid4()), "version": plan.version, "decision": "next",
        "reviewed_on": TODAY.isoformat(), "next_review_on": NEXT_DAY, "reason": "",
        "outcomes-TOTAL_FORMS": 3, "outcomes-INITIAL_FORMS": 3,
    }  # fmt: skip
    for n, target in enumerate(plan.targets.all()):
        data |= {f"outcomes-{n}-target": target.pk, f"outcomes-{n}-outcome": "met",
                 f"outcomes-{n}-note": "Yes", f"outcomes-{n}-evidence": "18 of 20"}  # fmt: skip
    return data | more


def test_the_page_says_what_each_decision_does_and_costs_ten_queries(as_teacher, shared):
    Policy.objects.update(outcome_met="Got there", senco_title="Inclusion lead")
    as_teacher.get(url_of(shared))
    with queries(at_most=10):
        page = as_teacher.get(url_of(shared)).content.decode()
    assert "Got there" in page
    assert "the Inclusion lead is asked to decide about the stage" in page
    assert "You get the next plan to write now" in page


def test_carrying_on_by_the_page(as_teacher, shared):
    as_teacher.post(url_of(shared), typed(shared, decision="keep"))
    shared.refresh_from_db()
    assert (shared.state, shared.review_on.isoformat()) == ("shared", NEXT_DAY)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"decision": ""}, "Choose what comes next."),
        ({"decision": "close"}, "Say why the plan ends"),
        ({"decision": "keep", "next_review_on": TODAY.isoformat()}, "Choose a day after today."),
        ({"outcomes-1-outcome": "excellent"}, "There is something to put right"),
    ],
)
def test_what_is_missing_is_asked_for(as_teacher, shared, said, words):
    page = as_teacher.post(url_of(shared), typed(shared, **said)).content.decode()
    assert words in page
    assert not Review.objects.exists()


def test_set_all_fills_and_keeps_what_was_typed(as_teacher, shared):
    said = typed(shared, set_all="1", all_outcome="some", decision="")
    page = as_teacher.post(url_of(shared), said, follow=True).content.decode()

    assert not Review.objects.exists()
    assert len(re.findall(r'value="some"[^>]* checked', page)) == 3
    assert page.count("18 of 20") >= 3


def test_whoever_moves_children_comes_to_the_question_at_once(client, case, shared):
    sign_in(client, case.senco)
    page = client.post(url_of(shared), typed(shared, decision="step_up"), follow=True)
    html = page.content.decode()
    assert "Open the register page" in html
    assert "needs more support" in html

    client.post(page.request["PATH_INFO"], {"reason": "The new plan first"})

    assert Review.objects.get().stage_reason == "The new plan first"


def test_what_adults_noted_stands_beside_its_target(as_teacher, shared, monkeypatch):
    first = shared.targets.first()

    def noted(user, plans, _found):
        return {plan.pk: {
            first.pk: [beside.Line("Read 12 alone", "Mrs Lamb", "Tue 3 Nov 2026")],
            None: [beside.Line("Happier at school", "Mr Lee", "Mon 2 Nov 2026")],
        } for plan in plans}  # fmt: skip

    monkeypatch.setattr(beside, "sources", [beside.Source(noted)])
    page = as_teacher.get(url_of(shared)).content.decode()
    row = page.split(first.target, 1)[1].split("</fieldset>", 1)[0]
    assert "Read 12 alone" in row
    assert "Happier at school" in page


def test_notes_stand_on_the_screen_of_several_too(as_teacher, case, shared):
    first = shared.targets.first()
    add_note(plan=shared, target=first.pk, text="Read 12 of 45 on Tuesday.", by=case.teacher)
    page = as_teacher.get(f"/{case.school.slug}/plans/review-together/?plan={shared.pk}")
    row = page.content.decode().split(first.target, 1)[1].split("part-target", 1)[0]
    assert "Read 12 of 45 on Tuesday." in row and case.teacher.name in row


# Several on one screen


def of_class(case, count):
    pupils = PupilFactory.create_batch(count, school=case.school, class_group=case.klass)
    return [shared_plan(pupil, by=case.senco, targets=1) for pupil in pupils]


def together(case, query=""):
    return reverse("plan_reviews:together", args=[case.school.slug]) + query


def page_of(case):
    return together(case, f"?class={case.klass.pk}")


def row(plan, outcome="met", decision="next", **more):
    name = f"p{plan.pk}"
    said = {"version": plan.version, "decision": decision, "next_review_on": NEXT_DAY}
    said |= {f"t{target.pk}-outcome": outcome for target in plan.targets.all()}
    return {f"{name}-{key}": value for key, value in (said | more).items()}


def sent(*rows, **more):
    data = {"form_id": str(uuid.uuid4()), "reviewed_on": TODAY.isoformat()} | more
    for each in rows:
        data |= each
    return data


def test_a_class_is_reviewed_on_one_page(as_teacher, case):
    plans = of_class(case, 3)
    rows = [row(plans[0]), row(plans[1], decision="keep"),
            row(plans[2], decision="close", reason="All met")]  # fmt: skip

    page = as_teacher.post(page_of(case), sent(*rows), follow=True).content.decode()

    assert "3 plans reviewed" in page
    states = [SupportPlan.objects.get(pk=plan.pk).state for plan in plans]
    assert states == ["reviewed", "shared", "closed"]
    assert "Nothing to review here" in page
    assert "Carry on with this plan" in page  # reviewed in the last two weeks


def test_one_that_was_changed_meanwhile_does_not_stop_the_others(as_teacher, case):
    first, second = of_class(case, 2)
    body = sent(row(first), row(second))
    opened = services.revise(plan=second, by=case.senco)
    services.drop_changes(plan=opened, by=case.senco)

    response = as_teacher.post(page_of(case), body)

    html = response.content.decode()
    assert response.status_code == 409
    assert f"{second.pupil.name}: not saved." in html
    assert Review.objects.get().plan == first
    second.refresh_from_db()
    assert f'name="p{second.pk}-version" value="{second.version}"' in html


def test_what_is_missing_in_one_does_not_stop_the_others(as_teacher, case):
    first, second = of_class(case, 2)
    page = as_teacher.post(page_of(case), sent(row(first, outcome=""), row(second)))

    html = page.content.decode()
    assert "Say how this target went." in html
    assert Review.objects.get().plan == second
    assert f"plan-{second.pk}-name" not in html


def test_plans_left_alone_are_not_reviewed_and_nothing_at_all_is_said(as_teacher, case):
    first, second = of_class(case, 2)
    as_teacher.post(page_of(case), sent(row(first), row(second, outcome="", decision="")))
    assert Review.objects.get().plan == first

    page = as_teacher.post(page_of(case), sent(row(second, outcome="", decision="")))
    assert "Nothing is filled in yet" in page.content.decode()


def test_sent_twice_it_is_saved_once(as_teacher, case):
    first, second = of_class(case, 2)
    body = sent(row(first, decision="keep"))
    as_teacher.post(page_of(case), body)
    as_teacher.post(page_of(case), body)
    assert Review.objects.count() == 1


def test_set_all_then_exceptions_without_scripts(as_teacher, case):
    plans = of_class(case, 2)
    said = sent(row(plans[0], outcome="", decision=""), set_all="1", all_outcome="met",
                all_decision="keep")  # fmt: skip
    page = as_teacher.post(page_of(case), said, follow=True).content.decode()

    assert not Review.objects.exists()
    assert len(re.findall(r'value="met"[^>]* checked', page)) == 2
    assert len(re.findall(r'value="keep" selected', page)) == 2


def test_a_plan_of_another_class_is_not_there(as_teacher, case):
    oak = ClassGroupFactory(school=case.school, name="Oak")
    theirs = shared_plan(PupilFactory(school=case.school, class_group=oak), by=case.senco)
    mine = of_class(case, 1)[0]
    for query in (f"?class={oak.pk}", f"?plan={theirs.pk}"):
        assert theirs.pupil.name not in as_teacher.get(together(case, query)).content.decode()
    as_teacher.post(page_of(case), sent(row(mine), row(theirs)))
    assert Review.objects.get().plan == mine


def test_plans_that_were_ticked_and_the_choice_of_classes(as_teacher, case):
    first, second = of_class(case, 2)
    page = as_teacher.get(together(case, f"?plan={second.pk}")).content.decode()
    assert second.pupil.name in page
    assert f"plan-{first.pk}-name" not in page
    chooser = as_teacher.get(together(case)).content.decode()
    assert f"?class={case.klass.pk}" in chooser
    assert "2 plans" in chooser
    assert as_teacher.get(together(case, "?class=x")).status_code == 404


@pytest.mark.parametrize("count", [2, 10])
def test_it_costs_the_same_for_many_plans(as_teacher, case, count):
    of_class(case, count)
    with queries(at_most=15):
        as_teacher.get(page_of(case))


def test_today_names_the_class_with_several_to_review(as_teacher, case):
    for plan in of_class(case, 2):
        SupportPlan.objects.filter(pk=plan.pk).update(
            review_on=TODAY - timedelta(days=1), starts_on=TODAY - timedelta(days=40)
        )
    page = as_teacher.get(f"/{case.school.slug}/today/").content.decode()
    assert "Willow: 2 plans to review" in page
    assert "2 late" in page
