"""The pages of a plan: what they show, keep, refuse, and what they cost."""

import re
import uuid
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.permissions import Role
from audit.models import Event
from iep import services
from iep.models import Review, SupportPlan, Target
from letters.models import Letter
from sendcase import moment
from sendcase.drafts.models import Draft
from tests.factories.iep import PlanFactory, reviewed_plan, shared_plan
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory
from tests.factories.schools import SchoolFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_printing")]


@contextmanager
def queries(*, at_most):
    """Savepoints apart, as docs/performance counts them."""
    with CaptureQueriesContext(connection) as seen:
        yield
    asked = [q["sql"] for q in seen.captured_queries if "SAVEPOINT" not in q["sql"]]
    assert len(asked) <= at_most, "\n".join(sql[:160] for sql in asked)


@pytest.fixture
def as_teacher(client, case):
    return sign_in(client, case.teacher)


@pytest.fixture
def plan(case):
    return PlanFactory(pupil=case.pupil, lead=case.teacher)


def typed(plan, rows=None, **head):
    """What a browser posts from the edit page."""
    rows = list(plan.targets.filter(removed_at=None)) if rows is None else rows
    data = {
        "form_id": str(uuid.uuid4()), "version": plan.version, "areas": [],
        "strengths": plan.strengths, "concerns": plan.concerns, "lead": plan.lead_id,
        "starts_on": plan.starts_on.isoformat(), "review_on": plan.review_on.isoformat(),
        "pupil_views": "", "parent_views": "", "home_support": "",
        "targets-TOTAL_FORMS": len(rows), "targets-INITIAL_FORMS": len(rows),
        "targets-MIN_NUM_FORMS": 0, "targets-MAX_NUM_FORMS": 20,
    }  # fmt: skip
    for n, row in enumerate(rows):
        given = row if isinstance(row, dict) else {
            "id": row.pk, "target": row.target, "criteria": row.criteria,
            "resources": row.resources, "strategies": row.strategies,
            "delivered_by": row.delivered_by,
        }  # fmt: skip
        data |= {f"targets-{n}-{name}": value for name, value in given.items()}
    return data | head


def edit_url(plan):
    return reverse("iep:edit", args=[plan.pk])


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


def inputs(page):
    """Every field of the page's last form, as a browser would post it."""
    form = page.rsplit("<form", 1)[1]
    data = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and 'type="checkbox"' not in tag:
            data[name[1]] = value[1] if value else ""
    for name, text in re.findall(r'<textarea[^>]* name="([^"]*)"[^>]*>\n?([^<]*)</textarea>', form):
        data[name] = text.strip("\n")
    return data


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


def test_the_same_form_twice_saves_once_and_says_so(as_teacher, plan):
    data = typed(plan, [*plan.targets.all(), {"id": "", "target": "Only once"}])
    as_teacher.post(edit_url(plan), data)

    page = as_teacher.post(edit_url(plan), data, follow=True).content.decode()

    assert "Nothing was saved twice" in page
    assert Target.objects.filter(target="Only once").count() == 1


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
        "summary": "", "outcomes-TOTAL_FORMS": 3, "outcomes-INITIAL_FORMS": 3,
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
    assert "Met" in page


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


def test_the_forms_cost(as_teacher, plan):
    as_teacher.get(edit_url(plan))
    with queries(at_most=10):
        as_teacher.get(edit_url(plan))


def test_a_save_costs(as_teacher, plan):
    data = typed(plan, strengths="New words")
    data["targets-0-target"] = "New target"
    with queries(at_most=14):
        as_teacher.post(edit_url(plan), data)


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


def test_start_afresh_drops_what_was_kept(as_teacher, plan):
    as_teacher.post(edit_url(plan), typed(plan, strengths="Half typed", save_draft="1"))
    page = as_teacher.get(edit_url(plan)).content.decode()
    assert "Half typed" in page
    discard = re.search(r'formaction="([^"]+)"', page)[1]

    response = as_teacher.post(discard, {"next": edit_url(plan)}, follow=True)

    assert "Half typed" not in response.content.decode()
    assert not Draft.objects.exists()
