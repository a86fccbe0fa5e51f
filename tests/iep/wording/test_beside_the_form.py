"""The check in the editor: it speaks beside the box, keeps what is typed and writes nothing."""

import pytest
from django.urls import reverse

from audit.models import Event
from iep.models import SupportPlan, Target
from sendcase.drafts.models import Draft, Submission
from tests.factories.iep import PlanFactory, TargetFactory
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory
from tests.iep.posting import edit_url, inputs, queries, typed

pytestmark = pytest.mark.django_db

HOW = "How will you know?"


@pytest.fixture
def vague(case):
    """A plan with one target that wants a measure and says "his" of nobody knows whom."""
    plan = PlanFactory(pupil=case.pupil, lead=case.teacher, targets=0)
    TargetFactory(plan=plan, target="Improve his reading.", criteria="")
    return plan


def place_of(page, box) -> str:
    """The words in the place beside a box."""
    return page.split(f'id="wording-{box}"', 1)[1].split("</div>", 1)[0]


def test_what_is_saved_is_spoken_about_beside_its_box(as_teacher, vague):
    page = as_teacher.get(edit_url(vague)).content.decode()

    assert HOW in place_of(page, "targets-0-criteria")
    assert "“improve”" in place_of(page, "targets-0-target")
    assert "We do not know how Amina is spoken of." in place_of(page, "targets-0-target")
    assert "<p" not in place_of(page, "targets-0-resources")
    assert 'href="#id_targets-0-' in page


def test_a_plan_just_begun_is_not_nagged(as_teacher, case):
    plan = PlanFactory(pupil=case.pupil, lead=case.teacher, targets=0)
    page = as_teacher.get(edit_url(plan)).content.decode()
    assert "noticed" not in page
    assert "margin-note" not in page


def check(client, plan, htmx=False, **typed_in):
    headers = {"HX-Request": "true"} if htmx else {}
    data = typed(plan, check="1", **typed_in)
    return client.post(edit_url(plan), data, headers=headers).content.decode()


@pytest.mark.parametrize("htmx", [True, False])
def test_what_is_typed_is_checked_and_nothing_is_written(as_teacher, vague, htmx):
    before = list(Target.objects.values())

    page = check(
        as_teacher, vague, htmx,
        **{"targets-0-target": "Read always.", "targets-0-criteria": "20 words"},
    )  # fmt: skip

    assert "“always” is lost" in place_of(page, "targets-0-target")
    assert "<p" not in place_of(page, "targets-0-criteria")
    assert list(Target.objects.values()) == before
    assert SupportPlan.objects.get().version == vague.version
    assert not Draft.objects.exists()
    assert not Submission.objects.exists()
    assert {event.verb for event in Event.objects.filter(object_id=vague.pk)} == {
        "supportplan.read"
    }


def test_without_scripts_the_page_comes_back_as_it_was_typed(as_teacher, vague):
    page = check(as_teacher, vague, strengths="Half typed", **{"targets-0-target": "Read more."})

    kept = inputs(page)
    assert kept["strengths"] == "Half typed"
    assert kept["targets-0-target"] == "Read more."


def test_htmx_gets_the_places_and_no_page(as_teacher, vague):
    page = check(as_teacher, vague, htmx=True)
    assert "<html" not in page
    assert 'id="wording-targets-0-strategies" hx-swap-oob="true"' in page
    assert 'id="wording-home_support" hx-swap-oob="true"' in page


def test_a_draft_that_comes_back_is_spoken_about(as_teacher, vague):
    draft = typed(vague, **{"targets-0-criteria": "20 words", "targets-0-target": "Never run."})
    as_teacher.post(edit_url(vague), draft | {"save_draft": "1"})

    page = as_teacher.get(edit_url(vague)).content.decode()

    assert "“Never run”" in place_of(page, "targets-0-target") or "“Never”" in page
    assert "<p" not in place_of(page, "targets-0-criteria")


def test_a_target_to_be_taken_out_is_not_spoken_about(as_teacher, vague):
    page = check(as_teacher, vague, **{"targets-0-DELETE": "on"})
    assert "<p" not in place_of(page, "targets-0-criteria")


def test_a_classmate_is_known_and_a_child_of_another_class_is_not(as_teacher, case, vague):
    PupilFactory(school=case.school, class_group=case.klass, legal_first_name="Zebedee")
    PupilFactory(school=case.school, legal_first_name="Florimel")
    page = check(as_teacher, vague, **{"targets-0-target": "Play with Zebedee and Florimel."})

    beside = place_of(page, "targets-0-target")
    assert "“Zebedee” is not Amina" in beside
    assert "Florimel" not in beside


def test_text_is_shown_and_never_run(as_teacher, vague):
    page = check(as_teacher, vague, **{"targets-0-target": "<script>alert(1)</script> NEVER"})
    assert "<script>alert" not in page.split('id="main"')[1]


@pytest.mark.parametrize("day", ["", "31 31 2026", "2026-02-31"])
def test_a_day_that_is_none_is_no_reason_to_fail(as_teacher, vague, day):
    page = check(as_teacher, vague, review_on=day)
    assert HOW in place_of(page, "targets-0-criteria")


def test_who_may_not_write_the_plan_may_not_check_it(client, case, vague):
    from accounts.permissions import Role

    stranger = sign_in(client, member(case.school, Role.HEAD))
    response = stranger.post(edit_url(vague), typed(vague, check="1"))
    assert response.status_code == 403


@pytest.mark.parametrize("count", [1, 12])
def test_checking_costs_the_same_however_many_targets(as_teacher, case, count):
    plan = PlanFactory(pupil=case.pupil, lead=case.teacher, targets=count)
    data = typed(plan, check="1")
    as_teacher.post(edit_url(plan), data)
    with queries(at_most=10):
        as_teacher.post(edit_url(plan), data, headers={"HX-Request": "true"})


def test_the_button_is_there_with_and_without_scripts(as_teacher, vague):
    page = as_teacher.get(edit_url(vague)).content.decode()
    url = reverse("iep:edit", args=[vague.pk])
    assert f'name="check" value="1" formaction="{url}#wording-said" hx-post="{url}"' in page
