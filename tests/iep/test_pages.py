"""The pages of a plan: what they show, keep, refuse, and what they cost."""

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.permissions import Role
from audit.models import Event
from iep import services
from iep.models import Review, SupportPlan
from letters.models import Letter
from sendcase import moment
from tests.factories.iep import PlanFactory, reviewed_plan, shared_plan
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory
from tests.factories.schools import SchoolFactory
from tests.iep.posting import edit_url, queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_printing")]


def test_starting_leads_to_a_filled_in_plan(as_teacher, case):
    url = reverse("iep:start", args=[case.pupil.pk])
    kind = case.school.plan_kinds.first()
    assert kind.name in as_teacher.get(url).content.decode()

    response = as_teacher.post(url, {"kind": kind.pk, "lead": case.teacher.pk})

    plan = SupportPlan.objects.get()
    assert response.url == edit_url(plan)
    assert (plan.pupil, plan.lead) == (case.pupil, case.teacher)


def test_starting_twice_leads_to_the_first_plan(as_teacher, case):
    url = reverse("iep:start", args=[case.pupil.pk])
    data = {"kind": case.school.plan_kinds.first().pk, "lead": case.teacher.pk}
    as_teacher.post(url, data)

    response = as_teacher.post(url, data, follow=True)

    assert "a Individual" not in response.content.decode()
    assert "already" in response.content.decode()
    assert SupportPlan.objects.count() == 1


def test_a_kind_or_a_lead_of_another_school_is_refused(as_teacher, case):
    url = reverse("iep:start", args=[case.pupil.pk])
    elsewhere = SchoolFactory()
    stranger = member(elsewhere, Role.TEACHER)

    response = as_teacher.post(url, {"kind": elsewhere.plan_kinds.first().pk, "lead": stranger.pk})

    assert response.status_code == 200
    assert set(response.context["form"].errors) == {"kind", "lead"}
    assert not SupportPlan.objects.exists()


def press(client, plan, step, **data):
    plan.refresh_from_db()
    url = reverse(f"iep:{step}", args=[plan.pk])
    return client.post(url, {"version": plan.version} | data, follow=True)


def test_agree_check_share_by_the_buttons(as_teacher, plan):
    assert "Agreed" in press(as_teacher, plan, "agree").content.decode()
    check = as_teacher.get(reverse("iep:share", args=[plan.pk])).content.decode()
    for target in plan.targets.all():
        assert target.target in check
    assert "three targets" in check

    page = press(as_teacher, plan, "share", noticed="Reading is hard.").content.decode()

    plan.refresh_from_db()
    assert plan.state == "shared"
    assert "A letter home is ready" in page
    assert Letter.objects.get().facts["noticed"] == "Reading is hard."


def test_missing_plain_words_are_said_once_before_sharing(as_teacher, plan):
    press(as_teacher, plan, "agree")
    check = as_teacher.get(reverse("iep:share", args=[plan.pk])).content.decode()

    assert "have no plain words yet" in check
    assert "No target is said in plain words" not in check


def test_the_plan_says_where_its_parts_are(as_teacher, plan):
    page = as_teacher.get(plan.get_absolute_url()).content.decode()
    for part in re.search(r'aria-label="On this page".*?</nav>', page)[0].split('href="#')[1:]:
        assert page.count(f'id="{part.split(chr(34))[0]}"') == 1


def test_the_bank_is_opened_above_the_targets(as_teacher, plan):
    page = as_teacher.get(edit_url(plan)).content.decode()
    assert page.index("Choose from the target bank") < page.index('name="targets-0-target"')


def test_from_the_plans_one_gets_to_a_note(as_teacher, plan):
    page = as_teacher.get(reverse("iep:list", args=[plan.school.slug])).content.decode()
    assert reverse("notes:mine", args=[plan.school.slug]) in page


def test_sharing_with_nobody_to_write_to_says_so(as_teacher, case):
    case.pupil.contacts.all().delete()
    plan = PlanFactory(pupil=case.pupil, lead=case.teacher, agreed=True)

    page = press(as_teacher, plan, "share", noticed="Reading is hard.").content.decode()

    assert "No letter could be prepared" in page
    plan.refresh_from_db()
    assert plan.state == "shared"


def test_sharing_a_plan_that_changed_meanwhile_shares_nothing(as_teacher, case):
    plan = PlanFactory(pupil=case.pupil, lead=case.teacher, agreed=True)
    url = reverse("iep:share", args=[plan.pk])

    response = as_teacher.post(url, {"version": plan.version - 1, "noticed": "x"}, follow=True)

    assert "Somebody changed this plan" in response.content.decode()
    assert not plan.versions.exists()


def test_sharing_the_same_form_twice_makes_one_version(as_teacher, case):
    plan = PlanFactory(pupil=case.pupil, lead=case.teacher, agreed=True)
    data = {"version": plan.version, "noticed": "x", "form_id": str(uuid.uuid4())}
    url = reverse("iep:share", args=[plan.pk])
    as_teacher.post(url, data)

    page = as_teacher.post(url, data, follow=True).content.decode()

    assert "shared" in page
    assert plan.versions.count() == Letter.objects.count() == 1


def test_readers_see_the_shared_version_while_it_is_being_changed(client, case):
    plan = shared_plan(case.pupil, by=case.senco, strengths="As shared")
    plan = services.revise(plan=plan, by=case.senco)
    services.save_plan(plan=plan, version=plan.version, by=case.senco, rows=[],
                       head={"strengths": "Not yet"})  # fmt: skip
    head = member(case.school, Role.HEAD)

    page = sign_in(client, head).get(plan.get_absolute_url()).content.decode()

    assert "being changed" in page
    assert "As shared" in page
    assert "Not yet" not in page
    assert client.get(reverse("iep:pdf", args=[plan.pk])).status_code == 403


def test_undo_by_its_button(as_teacher, case):
    plan = shared_plan(case.pupil, by=case.senco)
    press(as_teacher, plan, "revise")
    plan.refresh_from_db()
    assert plan.is_revising

    press(as_teacher, plan, "undo")

    plan.refresh_from_db()
    assert not plan.is_revising


def reviewed(plan, **more):
    data = {
        "form_id": str(uuid.uuid4()), "version": plan.version,
        "reviewed_on": moment.today().isoformat(), "pupil_views": "I can", "parent_views": "",
        "summary": "", "decision": "next", "outcomes-TOTAL_FORMS": 3, "outcomes-INITIAL_FORMS": 3,
    }  # fmt: skip
    for n, target in enumerate(plan.targets.all()):
        data |= {f"outcomes-{n}-target": target.pk, f"outcomes-{n}-outcome": "met",
                 f"outcomes-{n}-note": "Yes"}  # fmt: skip
    return data | more


def test_a_review_by_its_page(as_teacher, case):
    plan = shared_plan(case.pupil, by=case.senco)
    url = reverse("iep:review", args=[plan.pk])
    assert plan.targets.first().target in as_teacher.get(url).content.decode()

    page = as_teacher.post(url, reviewed(plan), follow=True).content.decode()

    assert Review.objects.get().outcomes.count() == 3
    assert "I can" in page
    assert "next plan" in page


def test_a_review_without_an_outcome_comes_back_with_what_was_typed(as_teacher, case):
    plan = shared_plan(case.pupil, by=case.senco)
    data = reviewed(plan, **{"outcomes-1-outcome": ""}, summary="Keep this")

    page = as_teacher.post(reverse("iep:review", args=[plan.pk]), data).content.decode()

    assert "Say how this target went." in page
    assert "Keep this" in page
    assert not Review.objects.exists()


def test_a_review_of_a_strangers_target_is_not_found(as_teacher, case):
    plan = shared_plan(case.pupil, by=case.senco)
    foreign = PlanFactory().targets.first()

    response = as_teacher.post(
        reverse("iep:review", args=[plan.pk]), reviewed(plan, **{"outcomes-0-target": foreign.pk})
    )

    assert response.status_code == 404
    assert not Review.objects.exists()


def test_a_review_before_the_start_names_both_dates(as_teacher, case):
    plan = shared_plan(case.pupil, by=case.senco)
    day = (plan.starts_on - timedelta(days=1)).isoformat()

    page = as_teacher.post(
        reverse("iep:review", args=[plan.pk]), reviewed(plan, reviewed_on=day)
    ).content.decode()

    assert "Change the day of the review." in page


def test_next_and_close_by_their_buttons(as_teacher, case):
    plan = reviewed_plan(case.pupil, by=case.senco)
    press(as_teacher, plan, "next")
    new = SupportPlan.objects.get(carried_from=plan)
    assert new.targets.count() == 3

    url = reverse("iep:close", args=[new.pk])
    assert "reason" in as_teacher.post(url, {"version": 1, "reason": ""}).context["form"].errors
    as_teacher.post(url, {"version": 1, "reason": "Not needed"})

    new.refresh_from_db()
    assert (new.state, new.closed_reason) == ("closed", "Not needed")


def test_papers_are_pdfs_and_their_opening_is_in_the_log(as_teacher, case):
    plan = shared_plan(case.pupil, by=case.senco)

    draft = as_teacher.get(reverse("iep:pdf", args=[plan.pk]))
    version = as_teacher.get(reverse("iep:version", args=[plan.pk, 1]))

    assert draft["Content-Type"] == version["Content-Type"] == "application/pdf"
    assert as_teacher.get(reverse("iep:version", args=[plan.pk, 2])).status_code == 404
    verbs = Event.objects.filter(actor_id=case.teacher.pk).values_list("verb", flat=True)
    assert list(verbs) == ["supportplan.printed", "supportplan.downloaded"]


def test_opening_the_page_is_in_the_log_and_changes_nothing(as_teacher, plan):
    as_teacher.get(plan.get_absolute_url())
    as_teacher.get(edit_url(plan))

    assert [event.verb for event in Event.objects.filter(object_id=plan.pk)] == [
        "supportplan.read", "supportplan.read",
    ]  # fmt: skip
    assert SupportPlan.objects.get().version == 1


LATE = timedelta(days=60)


@pytest.mark.parametrize("rows", [10, 200])
def test_the_list_costs_the_same_at_any_length_and_leaks_nothing(client, case, rows):
    pupils = [PupilFactory.build(school=case.school, class_group=case.klass) for _ in range(rows)]
    for pupil in pupils:
        pupil.save()
        PlanFactory(pupil=pupil, lead=case.teacher, targets=0)
    foreign = PlanFactory(targets=0)
    sign_in(client, case.senco)
    url = reverse("iep:list", args=[case.school.slug])
    client.get(url)

    with queries(at_most=8):
        response = client.get(url)

    page = response.content.decode()
    assert foreign.pupil.name not in page
    assert len(response.context["rows"]) == min(rows, 50)
    assert len(response.content) < 40_000 + 16_000  # the frame and 50 rows


def test_late_reviews_come_first_and_say_so(client, case):
    PlanFactory(pupil=PupilFactory(school=case.school), targets=0)
    late = shared_plan(case.pupil, by=case.senco, starts_on=moment.today() - LATE)
    url = reverse("iep:list", args=[case.school.slug])

    rows = sign_in(client, case.senco).get(url).context["rows"]

    assert rows[0]["url"] == late.get_absolute_url()
    assert rows[0]["status"] == "Review late"
    assert [row["url"] for row in client.get(f"{url}?show=late").context["rows"]] == [
        late.get_absolute_url()
    ]


def test_an_unknown_filter_is_refused(client, case):
    url = reverse("iep:list", args=[case.school.slug])
    assert sign_in(client, case.senco).get(f"{url}?show=everything").status_code == 400


def test_the_panel_and_the_summary_speak_of_the_plan(as_teacher, case):
    plan = shared_plan(case.pupil, by=case.senco, starts_on=moment.today() - LATE)

    panel = as_teacher.get(f"/pupils/{case.pupil.pk}/plan/").content.decode()

    assert plan.get_absolute_url() in panel
    assert "Review late" in panel


@pytest.mark.parametrize("page", ["edit", "review"])
def test_enter_in_a_one_line_field_saves_and_presses_no_other_button(as_teacher, case, page):
    plan = PlanFactory(pupil=case.pupil, lead=case.teacher)
    if page == "review":
        plan = shared_plan(PupilFactory(school=case.school, class_group=case.klass), by=case.senco)
    html = as_teacher.get(reverse(f"iep:{page}", args=[plan.pk])).content.decode()
    form = html.split('<form class="page-form"', 1)[1]
    first = re.search(r"<button[^>]*>", form)[0]
    assert "name=" not in first
    assert "formaction" not in first
