"""The form of a plan: what a save keeps and refuses, the same form again, and what it costs."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from iep import services
from iep.models import Target
from sendcase.drafts.models import Draft
from tests.factories.iep import PlanFactory, shared_plan
from tests.factories.people import sign_in
from tests.factories.pupils import PupilFactory
from tests.factories.schools import SchoolFactory
from tests.iep.posting import edit_url, inputs, queries, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_printing")]


def test_saving_head_and_targets_together(as_teacher, plan):
    first, second, third = plan.targets.all()
    rows = [
        {"id": first.pk, "target": "Read 30 words."},
        {"id": second.pk, "target": second.target, "DELETE": "on"},
        third,
        {"id": "", "target": "Write her name.", "delivered_by": "Mr Oak"},
        {"id": "", "target": ""},
    ]

    response = as_teacher.post(edit_url(plan), typed(plan, rows, strengths="Runs fast"))

    assert response.url == plan.get_absolute_url()
    plan.refresh_from_db()
    assert plan.strengths == "Runs fast"
    kept = plan.targets.filter(removed_at=None)
    assert [row.target for row in kept] == ["Read 30 words.", third.target, "Write her name."]


def test_posted_fields_that_are_not_in_the_form_are_ignored(as_teacher, case, plan):
    other = PupilFactory()
    data = typed(plan, state="shared", school=other.school_id, pupil=other.pk, shared_by=1)

    as_teacher.post(edit_url(plan), data)

    plan.refresh_from_db()
    assert (plan.state, plan.pupil, plan.shared_by) == ("draft", case.pupil, None)


@pytest.mark.parametrize("where", ["same school", "other school"])
def test_a_row_of_another_plan_is_not_found_and_nothing_is_saved(as_teacher, case, plan, where):
    pupil = PupilFactory(school=case.school) if where == "same school" else PupilFactory()
    foreign = PlanFactory(pupil=pupil).targets.first()
    rows = [{"id": foreign.pk, "target": "Mine now"}]

    response = as_teacher.post(edit_url(plan), typed(plan, rows, strengths="Changed"))

    assert response.status_code == 404
    foreign.refresh_from_db()
    plan.refresh_from_db()
    assert "Mine now" not in {foreign.target, *plan.targets.values_list("target", flat=True)}
    assert plan.strengths != "Changed"


def test_areas_of_another_school_are_refused(as_teacher, plan):
    foreign = SchoolFactory().areas.first()

    response = as_teacher.post(edit_url(plan), typed(plan, areas=[foreign.pk]))

    assert "areas" in response.context["form"].errors
    assert not plan.areas.exists()


def test_wrong_dates_come_back_with_everything_typed(as_teacher, plan):
    before = plan.starts_on - timedelta(days=3)
    rows = [{"id": "", "target": "Typed and not lost"}]
    data = typed(plan, rows, review_on=before.isoformat(), strengths="Also not lost")

    page = as_teacher.post(edit_url(plan), data).content.decode()

    assert "The review must come after the start." in page
    assert "Typed and not lost" in page
    assert "Also not lost" in page
    plan.refresh_from_db()
    assert plan.review_on > plan.starts_on


def test_too_many_targets_for_the_policy_warn_and_do_not_block(as_teacher, case, plan):
    rows = [{"id": "", "target": f"Target {n}"} for n in range(2)]

    response = as_teacher.post(edit_url(plan), typed(plan, [*plan.targets.all(), *rows]))

    assert response.status_code == 302
    page = as_teacher.get(edit_url(plan)).content.decode()
    assert "Your policy asks for 3–4 targets; this plan has 5. You can go on." in page


def test_a_stale_save_shows_both_texts_of_head_and_targets(as_teacher, case, plan):
    first = plan.targets.first()
    mine = typed(plan, strengths="My words")
    mine["targets-0-target"] = "My target"
    services.save_plan(
        plan=plan, version=plan.version, by=case.senco, head={"strengths": "Their words"},
        rows=[{"id": first.pk, "target": "Their target"}],
    )  # fmt: skip

    response = as_teacher.post(edit_url(plan), mine)

    page = response.content.decode()
    assert response.status_code == 409
    for words in ("My words", "Their words", "My target", "Their target"):
        assert words in page
    plan.refresh_from_db()
    assert plan.strengths == "Their words"


def test_saving_again_from_the_clash_page_saves_what_stands_there(as_teacher, case, plan):
    first = plan.targets.first()
    mine = typed(plan, strengths="My words")
    mine["targets-0-target"] = "My target"
    services.save_plan(
        plan=plan, version=plan.version, by=case.senco, head={"strengths": "Their words"},
        rows=[{"id": first.pk, "target": "Their target"}],
    )  # fmt: skip
    page = as_teacher.post(edit_url(plan), mine).content.decode()

    response = as_teacher.post(edit_url(plan), inputs(page))

    assert response.status_code == 302
    plan.refresh_from_db()
    first.refresh_from_db()
    assert (plan.strengths, first.target) == ("My words", "My target")


@pytest.mark.parametrize("agrees", [True, False])
def test_who_typed_in_a_target_taken_out_meanwhile_may_agree_to_that(
    as_teacher, case, plan, agrees
):
    first, mine = plan.targets.first(), typed(plan, strengths="My words")
    gone = [{"id": first.pk, "target": first.target, "remove": True}]
    services.save_plan(plan=plan, version=plan.version, by=case.senco, head={}, rows=gone)
    page = as_teacher.post(edit_url(plan), mine).content.decode()
    assert "Take it out, as they did" in page

    ticked = {"targets-0-DELETE": "on"} if agrees else {}
    as_teacher.post(edit_url(plan), inputs(page) | ticked)

    first.refresh_from_db()
    assert (first.removed_at is not None) == agrees


def test_a_target_changed_meanwhile_is_taken_out_only_while_the_tick_stands(as_teacher, case, plan):
    first, mine = plan.targets.first(), typed(plan) | {"targets-0-DELETE": "on"}
    theirs = [{"id": first.pk, "target": "Their target"}]
    services.save_plan(plan=plan, version=plan.version, by=case.senco, head={}, rows=theirs)
    page = as_teacher.post(edit_url(plan), mine).content.decode()
    assert re.search(r'name="targets-0-DELETE"[^>]* checked>', page)

    as_teacher.post(edit_url(plan), inputs(page))  # without the tick: a browser sends no box

    first.refresh_from_db()
    assert first.removed_at is None


def test_the_same_form_twice_saves_once_and_says_so(as_teacher, plan):
    data = typed(plan, [*plan.targets.all(), {"id": "", "target": "Only once"}])
    as_teacher.post(edit_url(plan), data)

    page = as_teacher.post(edit_url(plan), data, follow=True).content.decode()

    assert "Nothing was done twice" in page
    assert Target.objects.filter(target="Only once").count() == 1


def test_other_words_sent_again_under_the_same_number_show_both_texts(as_teacher, plan):
    data = typed(plan, strengths="First words")
    as_teacher.post(edit_url(plan), data)

    response = as_teacher.post(edit_url(plan), data | {"strengths": "Second words"})

    assert response.status_code == 409
    assert "Second words" in response.content.decode()
    plan.refresh_from_db()
    assert plan.strengths == "First words"
    again = as_teacher.post(edit_url(plan), inputs(response.content.decode()))
    assert again.status_code == 302
    plan.refresh_from_db()
    assert plan.strengths == "Second words"


@pytest.mark.parametrize("theirs", ["begun", "sent"])
def test_the_form_of_another_person_is_not_found_and_nothing_is_saved(client, case, plan, theirs):
    data = typed(plan, strengths="Theirs")
    sign_in(client, case.senco).post(
        edit_url(plan), data | ({"save_draft": "1"} if theirs == "begun" else {})
    )
    plan.refresh_from_db()
    before = plan.version

    mine = data | {"strengths": "Mine", "version": plan.version}
    response = sign_in(client, case.teacher).post(edit_url(plan), mine)

    assert response.status_code == 404
    plan.refresh_from_db()
    assert (plan.version, plan.strengths == "Mine") == (before, False)


def test_a_name_is_shown_in_the_form_as_words(as_teacher, case, plan):
    case.pupil.preferred_first_name = "<i>{{ plan.pk }}</i>"
    case.pupil.save()

    page = as_teacher.get(edit_url(plan)).content.decode()

    assert "<legend>About &lt;i&gt;{{ plan.pk }}&lt;/i&gt;</legend>" in page


def test_add_a_target_without_scripts_keeps_all_and_gives_one_more_row(as_teacher, plan):
    first = plan.targets.first()
    rows = [{"id": first.pk, "target": "Half typ"}, {"id": "", "target": "A new one"}]
    data = typed(plan, rows, strengths="Half typed too", add_row="targets")

    response = as_teacher.post(edit_url(plan), data, follow=True)

    page = response.content.decode()
    for words in ("Half typ", "A new one", "Half typed too"):
        assert words in page
    assert len(response.context["formset"].forms) == 3
    first.refresh_from_db()
    assert first.target != "Half typ"


def test_a_kept_draft_remembers_which_targets_were_ticked_to_go(as_teacher, plan):
    rows = [{"id": row.pk, "target": row.target} for row in plan.targets.all()]
    rows[1]["DELETE"] = "on"
    as_teacher.post(edit_url(plan), typed(plan, rows, save_draft="1"))
    assert Draft.objects.count() == 1

    forms = as_teacher.get(edit_url(plan)).context["formset"].forms

    assert [bool(form["DELETE"].value()) for form in forms] == [False, True, False]
    assert [int(form["id"].value()) for form in forms] == [row["id"] for row in rows]


def test_a_draft_of_one_person_is_not_shown_to_another(client, case, plan):
    sign_in(client, case.teacher).post(
        edit_url(plan), typed(plan, strengths="Not yet for you", save_draft="1")
    )

    assert "Not yet for you" not in sign_in(client, case.senco).get(edit_url(plan)).content.decode()


@pytest.mark.parametrize(
    "text", ["=1+1", "<script>alert(1)</script>", "{{ plan }}", "O’Neil 😀 اب"]
)
def test_text_is_shown_as_it_was_typed(as_teacher, plan, text, no_printing):
    as_teacher.post(edit_url(plan), typed(plan, strengths=text, home_support=text))
    plan.refresh_from_db()
    assert plan.strengths == text

    page = as_teacher.get(plan.get_absolute_url()).content.decode()
    as_teacher.get(reverse("iep:pdf", args=[plan.pk]))

    assert "<script>alert" not in page + no_printing[-1]
    if "<" not in text:
        assert text in page
        assert text in no_printing[-1]


def test_too_long_a_text_is_refused_and_not_cut(as_teacher, plan):
    response = as_teacher.post(edit_url(plan), typed(plan, strengths="x" * 2001))

    assert "strengths" in response.context["form"].errors
    assert "x" * 2001 in response.content.decode()


def test_a_shared_plan_is_not_edited_until_it_is_opened(as_teacher, case):
    plan = shared_plan(case.pupil, by=case.senco)

    response = as_teacher.post(edit_url(plan), typed(plan, strengths="Sneaked in"), follow=True)

    assert "it was shared with the family" in response.content.decode()
    plan.refresh_from_db()
    assert plan.strengths != "Sneaked in"


def test_a_save_costs(as_teacher, plan):
    data = typed(plan, strengths="New words")
    data["targets-0-target"] = "New target"
    with queries(at_most=13):
        as_teacher.post(edit_url(plan), data)


def test_the_forms_cost(as_teacher, plan):
    as_teacher.get(edit_url(plan))
    with queries(at_most=10):  # one of them the first names of the class, for the wording check
        as_teacher.get(edit_url(plan))


def test_start_afresh_drops_what_was_kept(as_teacher, plan):
    as_teacher.post(edit_url(plan), typed(plan, strengths="Half typed", save_draft="1"))
    page = as_teacher.get(edit_url(plan)).content.decode()
    assert "Half typed" in page
    discard = re.search(r'formaction="([^"]+)"', page)[1]

    response = as_teacher.post(discard, {"next": edit_url(plan)}, follow=True)

    assert "Half typed" not in response.content.decode()
    assert not Draft.objects.exists()
