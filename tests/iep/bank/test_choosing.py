"""From the bank into a plan: what is offered, what comes into the editor, what a save keeps."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from iep import services as plans
from iep.bank.gaps import filled, open_gaps, open_in
from iep.models import Target
from sendcase import moment
from sendcase.drafts.models import Draft, Submission
from tests.factories.bank import bank_target, strategy
from tests.factories.iep import PlanFactory, reviewed_plan
from tests.factories.pupils import PupilFactory
from tests.factories.schools import SchoolFactory
from tests.iep.bank.test_counting import used
from tests.iep.posting import edit_url, inputs, typed

pytestmark = pytest.mark.django_db


def address(plan):
    return reverse("bank:choose", args=[plan.pk])


def take(client, plan, data=None, **ticked):
    return client.post(address(plan), {**(data or {}), "take": "1", **ticked})


def test_gaps_are_filled_by_name_and_date_and_the_rest_stay():
    day = moment.today().replace(year=2027, month=3, day=26)
    text = "{name} reads {how many} words by {Date}, {name}’s own."
    got = filled(text, name="Amina", review_on=day)
    assert got == "Amina reads {how many} words by Fri 26 Mar 2027, Amina’s own."
    assert open_gaps(got) == ["{how many}"] and open_gaps("") == []
    assert open_in([{"id": 1, "target": "x"}, {"target": "{a}", "criteria": "{b} {a}"}]) == [
        "Target 2: {a}, {b}"
    ]


def test_what_is_ticked_stands_in_the_editor_with_the_typing_kept(as_teacher, plan, entry):
    other = bank_target(plan.school, target="{name} writes.")
    posted = typed(plan, strengths="Half a thought", bank=[entry.pk, other.pk])
    answer = take(as_teacher, plan, posted)
    assert answer.url == edit_url(plan) + "#id_targets-3-target"
    assert plan.targets.count() == 3

    page = as_teacher.get(edit_url(plan)).content.decode()

    assert "Half a thought" in page and "Amina writes." in page
    assert "Amina reads {how many} words by sight." in page
    assert "Still to fill in: {how many}" in page and 'data-gaps="open"' in page
    assert plan.review_on.strftime("%b %Y") in inputs(page)["targets-3-criteria"]


def test_what_the_plan_has_already_is_not_offered(as_teacher, plan, entry):
    offer = f'name="bank" value="{entry.pk}"'
    assert offer in as_teacher.get(address(plan)).content.decode()
    take(as_teacher, plan, typed(plan, bank=[entry.pk]))  # in the typing only
    assert offer not in as_teacher.get(address(plan)).content.decode()
    Draft.objects.all().delete()
    assert offer in as_teacher.get(address(plan)).content.decode()
    plan.targets.filter(position=1).update(from_bank=entry)
    assert offer not in as_teacher.get(address(plan)).content.decode()


def test_the_save_keeps_where_a_row_came_from_and_the_next_plan_too(
    as_teacher, case, no_printing, entry
):
    plan = PlanFactory(pupil=case.pupil, lead=case.teacher, targets=0)
    take(as_teacher, plan, bank=entry.pk)
    form = inputs(as_teacher.get(edit_url(plan)).content.decode())

    form |= {"lead": plan.lead_id}
    assert as_teacher.post(edit_url(plan), form).url == plan.get_absolute_url()

    row = plan.targets.get()
    assert row.from_bank == entry and row.resources == entry.resources
    again = typed(plan, [{"id": row.pk, "target": "Other words.", "from_bank": ""}])
    plan.refresh_from_db()
    as_teacher.post(edit_url(plan), again | {"version": plan.version})
    row.refresh_from_db()
    assert (row.target, row.from_bank) == ("Other words.", entry)
    done = reviewed_plan(PupilFactory(school=case.school), by=case.senco)
    Target.objects.filter(plan=done).update(from_bank=entry)
    following = plans.next_plan(plan=done, by=case.senco)
    assert {target.from_bank for target in following.targets.all()} == {entry}


@pytest.mark.parametrize("whose", ["other school", "nobody"])
def test_a_number_that_is_not_of_this_schools_bank_is_404(as_teacher, plan, whose):
    number = bank_target(SchoolFactory()).pk if whose == "other school" else 10**12
    assert take(as_teacher, plan, bank=number).status_code == 404
    assert take(as_teacher, plan, bank="1'--").status_code == 404
    rows = [*plan.targets.all(), {"id": "", "target": "Reads.", "from_bank": number}]
    assert as_teacher.post(edit_url(plan), typed(plan, rows)).status_code == 404
    assert plan.targets.count() == 3 and not Draft.objects.exists()


@pytest.mark.parametrize("number", ["-" + "9" * 25, "9" * 25, "0"])
def test_a_number_no_entry_can_have_is_said_in_the_form(as_teacher, plan, number):
    rows = [*plan.targets.all(), {"id": "", "target": "Reads.", "from_bank": number}]
    assert as_teacher.post(edit_url(plan), typed(plan, rows)).status_code == 200
    assert plan.targets.count() == 3


def test_a_new_row_that_holds_only_where_it_came_from_is_no_row(as_teacher, plan, entry):
    rows = [*plan.targets.all(), {"id": "", "target": "", "from_bank": entry.pk}]
    assert as_teacher.post(edit_url(plan), typed(plan, rows)).status_code == 302
    assert plan.targets.count() == 3


def test_strategies_go_into_the_chosen_target_once(as_teacher, plan):
    steps, near = (strategy(plan.school, words) for words in ("Use a timer", "Sits near the front"))
    take(as_teacher, plan, typed(plan), strategy=[steps.pk, near.pk], into="2")

    form = inputs(as_teacher.get(edit_url(plan)).content.decode())

    assert form["targets-1-strategies"].splitlines()[1:] == ["Use a timer"]
    assert "Use a timer" not in form["targets-0-strategies"]


def test_strategies_need_a_target(as_teacher, plan):
    row = strategy(plan.school, "Use a timer")
    for into in ("", "9"):
        answer = as_teacher.post(
            address(plan), {"take": 1, "strategy": row.pk, "into": into}, follow=True
        )
        assert "target" in str(list(answer.context["messages"])[0])
        assert f'value="{row.pk}" id="strategy-{row.pk}" form="bank-form" checked' in (
            answer.content.decode()
        )
    assert not Draft.objects.exists()


def test_the_button_without_scripts_keeps_the_typing(as_teacher, plan, entry):
    answer = as_teacher.post(address(plan), typed(plan, ask="1", strengths="Half a thought"))
    assert answer.url == address(plan)
    page = as_teacher.get(answer.url).content.decode()
    assert "Amina reads {how many} words by sight." in page and "bank-form" in page
    # A search keeps what is ticked.
    answer = as_teacher.post(address(plan), {"ask": "1", "q": "sight", "bank": entry.pk})
    page = as_teacher.get(answer.url).content.decode()
    assert re.search(rf'value="{entry.pk}"[^>]* checked', page)
    take(as_teacher, plan, bank=entry.pk)
    assert "Half a thought" in as_teacher.get(edit_url(plan)).content.decode()


def test_a_form_that_was_sent_goes_on_as_a_new_one(as_teacher, plan, entry):
    posted = typed(plan)
    as_teacher.post(edit_url(plan), posted)
    assert Submission.objects.exists()
    plan.refresh_from_db()
    take(as_teacher, plan, posted | {"version": plan.version}, bank=entry.pk)
    assert "Amina reads" in as_teacher.get(edit_url(plan)).content.decode()


def test_no_more_than_a_plan_can_hold(as_teacher, plan):
    ticked = [bank_target(plan.school).pk for _ in range(18)]
    answer = as_teacher.post(address(plan), typed(plan, take="1", bank=ticked), follow=True)
    assert "20 targets at most" in answer.content.decode()
    assert "Half" not in Draft.objects.get().data  # the typing alone is kept
    assert len([name for name in Draft.objects.get().data if name.endswith("-target")]) == 3


def test_best_for_this_child_comes_first(as_teacher, case, plan):
    plan.areas.set(case.school.areas.filter(code="cl"))
    make = {"from_year": "3", "to_year": "6"}
    plain = bank_target(case.school, target="Nobody knows.", **make)
    worked = bank_target(case.school, target="It worked.", **make)
    for _ in range(8):
        used(case, worked, "met")
    for text, fields in (("Other area.", {"area": "ci"}), ("Other year.", {"from_year": "11"})):
        bank_target(case.school, target=text, **fields)

    page = as_teacher.get(address(plan)).content.decode()
    assert page.index(worked.target) < page.index(plain.target)
    assert "Other area." not in page and "Other year." not in page
    assert "8 of 8 reviewed met" in page
    every = as_teacher.get(address(plan), {"everything": "1"}).content.decode()
    assert every.index(plain.target) < every.index("Other area.")
    # The areas as they are ticked in the editor now.
    now = as_teacher.get(address(plan), {"areas": case.school.areas.get(code="ci").pk})
    assert "Other area." in now.content.decode() and plain.target not in now.content.decode()


def test_beside_the_editor_only_the_panel_comes(as_teacher, plan, entry):
    strategy(plan.school, "Use a timer")
    panel = as_teacher.get(
        address(plan), {"targets-TOTAL_FORMS": "4"}, headers={"HX-Request": "true"}
    ).content.decode()
    assert "<html" not in panel and 'form="plan-form"' in panel and "Target 4" in panel


def test_a_large_bank_costs_what_a_small_one_does(as_teacher, plan, at_most):
    as_teacher.get(address(plan))
    for number in range(200):
        if number == 10:
            with at_most(20):
                as_teacher.get(address(plan))
        bank_target(plan.school)
        strategy(plan.school, f"Strategy {number}")
    with at_most(20):
        as_teacher.get(address(plan))


def test_sharing_warns_of_an_open_gap_and_does_not_stop(client, case, as_teacher, no_printing):
    plan = PlanFactory(pupil=case.pupil, lead=case.teacher, agreed=True)
    plan.targets.filter(position=2).update(criteria="{how many} of 10")
    share = reverse("iep:share", args=[plan.pk])
    page = as_teacher.get(share).content.decode()
    assert "Target 2: {how many}" in page and "Still to fill in" in page
    answer = as_teacher.post(share, {"noticed": "Reads more.", "version": plan.version,
                                      "have_read": "on"})  # fmt: skip
    plan.refresh_from_db()
    assert answer.url == plan.get_absolute_url() and plan.state == "shared"


def test_a_plan_that_cannot_be_written_now_takes_nothing(as_teacher, case, entry):
    plan = PlanFactory(pupil=case.pupil, lead=case.teacher, state="closed")
    assert as_teacher.get(address(plan)).url == plan.get_absolute_url()
    assert take(as_teacher, plan, bank=entry.pk).url == plan.get_absolute_url()
    assert not Draft.objects.exists()


def test_a_target_of_a_plan_is_proposed_without_the_name(as_teacher, case, plan):
    row = plan.targets.first()
    Target.objects.filter(pk=row.pk).update(target="Amina reads 20 words.")
    plan.areas.set(case.school.areas.filter(code="cl"))
    there = reverse("bank:from-plan", args=[plan.pk, row.pk])
    assert there in as_teacher.get(plan.get_absolute_url()).content.decode()

    page = as_teacher.get(there).content.decode()

    assert "{name} reads 20 words." in page
    area = case.school.areas.get(code="cl").pk
    assert f'<option value="{area}" selected' in page
    form = inputs(page) | {"area": area}
    answer = as_teacher.post(there, form)
    entry = case.school.bank_targets.get()
    assert (entry.state, entry.target) == ("proposed", "{name} reads 20 words.")
    assert answer.url == f"/bank-targets/{entry.pk}/"
    other = PlanFactory(pupil=PupilFactory(school=case.school, class_group=case.klass))
    assert (
        as_teacher.get(
            reverse("bank:from-plan", args=[plan.pk, other.targets.first().pk])
        ).status_code
        == 404
    )


def test_a_review_day_that_is_typed_is_the_one_filled_in(as_teacher, plan, entry):
    day = plan.review_on + timedelta(days=7)
    take(as_teacher, plan, typed(plan, review_on=day.isoformat()), bank=entry.pk)
    form = inputs(as_teacher.get(edit_url(plan)).content.decode())
    assert f"{day.day} {day:%b %Y}" in form["targets-3-criteria"]
