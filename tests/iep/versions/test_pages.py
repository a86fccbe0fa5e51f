"""The list of versions, two compared, and who may see which."""

import json

import pytest
from django.urls import reverse

from accounts.permissions import Role
from iep import content, services
from iep.models import PlanVersion
from iep.versions.differences import differences
from tests.factories.iep import PlanFactory, shared_plan
from tests.factories.people import member, sign_in
from tests.factories.pupils import share
from tests.iep.posting import queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_printing")]


@pytest.fixture
def twice(case):
    """Shared, changed in two words and one target, shared again."""
    plan = shared_plan(case.pupil, by=case.senco)
    plan = services.revise(plan=plan, by=case.senco)
    first = plan.targets.first()
    texts = {name: getattr(first, name) for name in content.ROW_TEXTS}
    plan = services.save_plan(
        plan=plan, version=plan.version, by=case.senco,
        head={"strengths": "Kind to others, loves painting."},
        rows=[{"id": first.pk, **texts, "criteria": "19 of 20 right on two days in one week."}],
    )  # fmt: skip
    services.share(plan=plan, by=case.senco)
    plan.refresh_from_db()
    return plan


def page(client, plan, **query):
    return client.get(reverse("versions:compare", args=[plan.pk]), query)


def test_the_words_that_changed_are_marked_for_eye_and_ear(as_teacher, twice):
    text = page(as_teacher, twice, a=1, b=2).content.decode()

    assert "Target 1 was changed; “Strengths” was changed." in text
    assert '<del><span class="visually-hidden"> [removed:] </span>drawing.' in text
    assert '<ins><span class="visually-hidden"> [added:] </span>painting.' in text
    assert "Achievement criteria" in text
    assert "Resources and techniques" not in text


def test_without_a_choice_the_last_two_are_compared(as_teacher, twice):
    text = page(as_teacher, twice).content.decode()
    assert '<option value="1" selected>' in text
    assert '<option value="2" selected>' in text


def test_what_stands_now_is_compared_with_what_went_home(as_teacher, case, twice):
    same = page(as_teacher, twice, a=2, b="now").content.decode()
    plan = services.revise(plan=twice, by=case.teacher)
    services.save_plan(plan=plan, version=plan.version, by=case.teacher, rows=[],
                       head={"home_support": "Ten minutes of cards."})  # fmt: skip

    changed = page(as_teacher, twice).content.decode()

    assert "The two say the same." in same
    assert "“Parents can support by” was filled in." in changed


@pytest.mark.parametrize("query", [{"a": "3"}, {"b": "x"}, {"a": "-1"}, {"a": ""}])
def test_a_version_there_is_not_is_not_found(as_teacher, twice, query):
    assert page(as_teacher, twice, **query).status_code == 404


def test_a_guest_compares_what_was_shared_and_nothing_else(client, case, twice):
    user = member(case.school, Role.GUEST)
    share(case.pupil, user, includes_plan=True)
    guest = sign_in(client, user)
    assert page(guest, twice, a=1, b=2).status_code == 200
    assert page(guest, twice, b="now").status_code == 404
    assert "As it stands now" not in page(guest, twice).content.decode()


def test_a_reader_does_not_see_changes_before_they_are_shared(client, case, twice):
    services.revise(plan=twice, by=case.senco)
    head = sign_in(client, member(case.school, Role.HEAD))
    assert page(head, twice, b="now").status_code == 404


def test_the_list_says_number_day_who_and_why(as_teacher, case, twice):
    text = as_teacher.get(reverse("versions:list", args=[twice.pk])).content.decode()
    assert text.count("Mr J. Whitlock") >= 2
    assert "Shared for the first time" in text
    assert "Shared again after changes" in text
    assert reverse("iep:version", args=[twice.pk, 1]) + "?size=large" in text


def test_before_the_first_sharing_both_pages_say_what_they_are_for(as_teacher, case):
    plan = PlanFactory(pupil=case.pupil, lead=case.teacher)
    assert "No version yet" in as_teacher.get(f"/plans/{plan.pk}/versions/").content.decode()
    assert "Nothing to compare yet" in page(as_teacher, plan).content.decode()


def test_the_list_asks_as_much_for_twelve_versions_as_for_two(as_teacher, case, twice):
    url = reverse("versions:list", args=[twice.pk])
    as_teacher.get(url)
    with queries(at_most=14):
        as_teacher.get(url)
    for _ in range(10):
        services.share(plan=services.revise(plan=twice, by=case.senco), by=case.senco)
    with queries(at_most=14):
        as_teacher.get(url)


def test_an_old_version_without_the_new_questions_is_compared(twice):
    new = content.of_version(twice.versions.first())
    old = {name: new[name] for name in new if name not in {"answers", "sections"}}
    old["targets"] = [
        {name: row[name] for name in row if name != "plain_words"} for row in new["targets"]
    ]

    assert differences(content.of_version(PlanVersion(content=json.dumps(old))), new) == []


def undo_page(client, plan):
    return client.get(reverse("iep:undo", args=[plan.pk]))


def changed(plan, by):
    """Opened and saved by a colleague: one word, and a target taken out."""
    plan = services.revise(plan=plan, by=by)
    first, *_ = plan.targets.all()
    texts = {name: getattr(first, name) for name in content.ROW_TEXTS}
    return services.save_plan(
        plan=plan, version=plan.version, by=by, head={"strengths": "Kind, loves painting."},
        rows=[{"id": first.pk, **texts, "remove": True}],
    )  # fmt: skip


def test_before_undoing_a_colleagues_saved_words_are_shown(as_teacher, case):
    plan = changed(shared_plan(case.pupil, by=case.senco), case.senco)

    text = undo_page(as_teacher, plan).content.decode()

    assert "A target was taken out; “Strengths” was changed." in text
    assert "painting.<span" in text
    assert "version 1, shared" in text
    plan.refresh_from_db()
    assert plan.is_revising


def test_who_saw_an_older_plan_does_not_undo_what_was_saved_since(as_teacher, case):
    plan = changed(shared_plan(case.pupil, by=case.senco), case.senco)
    seen = plan.version
    plan = services.save_plan(plan=plan, version=seen, by=case.senco, rows=[],
                              head={"concerns": "Tired since May."})  # fmt: skip

    as_teacher.post(reverse("iep:undo", args=[plan.pk]), {"version": seen})

    plan.refresh_from_db()
    assert plan.is_revising
    assert plan.concerns == "Tired since May."


def test_where_nothing_was_changed_the_page_says_so(as_teacher, case):
    plan = services.revise(plan=shared_plan(case.pupil, by=case.senco), by=case.senco)
    case.pupil.legal_surname = "Renamed"  # no change of the plan: undoing leaves it
    case.pupil.save()

    text = undo_page(as_teacher, plan).content.decode()

    assert "Nothing was changed since version 1" in text


def test_a_plan_that_is_not_being_changed_has_nothing_to_undo(as_teacher, case):
    plan = shared_plan(case.pupil, by=case.senco)
    assert undo_page(as_teacher, plan).url == plan.get_absolute_url()
