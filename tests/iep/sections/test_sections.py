"""A layout's own questions come from a file: a new one needs no code, old plans lose nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.permissions import Role
from iep import content, printing, sections, services
from iep.models import SupportPlan
from iep.sections import fields
from iep.versions.differences import differences
from schools import presets
from schools.models import PlanKind
from sendcase.drafts.models import Draft
from tests.factories.iep import PlanFactory
from tests.factories.people import member, sign_in
from tests.factories.schools import hold_class
from tests.iep.posting import edit_url, inputs, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_printing")]

MADE_UP = """
schema = 7
label = "Tried out"
[head.strengths]
title = "What is {name} proud of?"
print = "Proud of"
[[section]]
key = "animals"
title = "Which animal does {name} like?"
help = "Any."
print = "Favourite animal"
choices = [["dog", "A dog"], ["cat", "A cat"]]
[[section]]
key = "songs"
title = "Which songs does {name} sing?"
print = "Songs"
place = "foot"
longest = 40
source = "songbook"
"""


@pytest.fixture
def made_up(monkeypatch, tmp_path):
    """A file for the layout that had none."""
    (tmp_path / "plain.toml").write_text(MADE_UP)
    monkeypatch.setattr(sections, "FOLDER", tmp_path)


def plan_of(case, layout, **more):
    kind = case.school.plan_kinds.first()
    own = PlanKind.objects.create(
        school=case.school, code=layout, name="Made-up plan", short_name="MUP", layout=layout,
        agreed_by=kind.agreed_by, order=50,
    )  # fmt: skip
    return PlanFactory(pupil=case.pupil, lead=case.teacher, kind=own, **more)


@pytest.fixture
def plan(case, made_up):
    return plan_of(case, "plain")


def saved(client, plan, **answers):
    plan.refresh_from_db()
    return client.post(edit_url(plan), typed(plan) | {f"answer_{k}": v for k, v in answers.items()})


def test_the_form_asks_them_in_the_childs_name_and_keeps_the_answers(as_teacher, plan):
    page = as_teacher.get(edit_url(plan)).content.decode()
    assert "Which animal does Amina like?" in page
    assert "What is Amina proud of?" in page
    assert page.index("answer_animals") < page.index('id="targets"') < page.index("answer_songs")

    assert saved(as_teacher, plan, animals="cat", songs="Daisy, Daisy").status_code == 302

    plan.refresh_from_db()
    assert plan.answers == {"animals": "cat", "songs": "Daisy, Daisy"}
    again = inputs(as_teacher.get(edit_url(plan)).content.decode())
    assert again["answer_songs"] == "Daisy, Daisy"


@pytest.mark.parametrize(
    "wrong", [{"animals": "fish"}, {"songs": "la " * 20}, {"songs": "a\u202eb"}]
)
def test_what_the_file_does_not_allow_is_refused_with_a_sentence(as_teacher, plan, wrong):
    answer = saved(as_teacher, plan, **wrong)
    assert answer.status_code == 200
    assert "field-error" in answer.content.decode()
    plan.refresh_from_db()
    assert plan.answers == {}


def test_page_paper_and_large_print_show_them_under_their_own_headings(as_teacher, plan):
    saved(as_teacher, plan, animals="cat", songs="Daisy, Daisy")
    plan.refresh_from_db()
    value = content.of_plan(plan)
    shown = [as_teacher.get(plan.get_absolute_url()).content.decode()]
    shown += [printing.html(value, state_words="", size=size) for size in printing.SIZES]

    for text in shown:
        assert text.index("Proud of") < text.index("Favourite animal") < text.index("A cat")
        assert text.index("A cat") < text.index("Songs") < text.index("Daisy, Daisy")
        assert "tried out" in text.lower()


def test_they_are_frozen_compared_and_put_back(case, as_teacher, plan):
    saved(as_teacher, plan, animals="cat")
    plan.refresh_from_db()
    services.share(plan=services.agree(plan=plan, by=case.senco), by=case.senco)
    plan.refresh_from_db()
    services.revise(plan=plan, by=case.teacher)
    saved(as_teacher, plan, animals="dog")
    plan.refresh_from_db()

    [change] = differences(content.of_version(plan.versions.get()), content.of_plan(plan))
    assert (change.title, change.parts[0].before, change.parts[0].after) == (
        "Favourite animal", "A cat", "A dog",
    )  # fmt: skip
    services.drop_changes(plan=plan, by=case.teacher)
    plan.refresh_from_db()
    assert plan.answers == {"animals": "cat"}


def test_a_version_keeps_the_words_it_was_asked_in(case, as_teacher, plan, tmp_path):
    saved(as_teacher, plan, animals="cat")
    plan.refresh_from_db()
    services.share(plan=services.agree(plan=plan, by=case.senco), by=case.senco)
    (tmp_path / "plain.toml").write_text("schema = 8\n")
    sections._read.cache_clear()

    version = plan.versions.get()
    assert "Favourite animal" in printing.html(content.of_version(version), state_words="")
    rows = content.of_plan(SupportPlan.objects.get(pk=plan.pk))["sections"]["rows"]
    assert rows == [{"key": "animals", "title": "Animals", "place": "foot", "text": "cat"}]


def test_an_answer_whose_question_is_gone_stays_when_the_plan_is_saved(as_teacher, plan):
    SupportPlan.objects.filter(pk=plan.pk).update(answers={"old_one": "Kept."})
    saved(as_teacher, plan, animals="dog")
    plan.refresh_from_db()
    assert plan.answers == {"old_one": "Kept.", "animals": "dog"}


def test_two_people_see_both_answers(client, case, as_teacher, plan):
    stale = typed(plan) | {"answer_animals": "dog", "answer_songs": "Daisy"}
    saved(as_teacher, plan, animals="cat", songs="Greensleeves")

    answer = as_teacher.post(edit_url(plan), stale)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert ">A cat</p>" in page
    assert ">Greensleeves</p>" in page
    assert inputs(page)["answer_songs"] == "Daisy"


def test_a_draft_of_them_comes_back(as_teacher, plan):
    post = typed(plan) | {"answer_songs": "Half a li", "save_draft": "1"}
    as_teacher.post(edit_url(plan), post)
    assert Draft.objects.filter(kind="plan").exists()
    assert inputs(as_teacher.get(edit_url(plan)).content.decode())["answer_songs"] == "Half a li"


def test_a_room_may_offer_what_it_knows_beside_a_question(as_teacher, plan, monkeypatch):
    monkeypatch.setattr(sections, "sources", {})
    sections.add_source("songbook", lambda plan: ["on the map: Singing, 10 minutes", "Choir"])
    page = as_teacher.get(edit_url(plan)).content.decode()
    assert "On the map: Singing, 10 minutes; Choir." in page


@settings(max_examples=40)
@given(st.dictionaries(st.sampled_from(["animals", "songs", "gone"]), st.text("ab ", max_size=5)))
def test_folding_keeps_what_is_said_and_drops_what_is_empty(said):
    plan = SupportPlan(layout="none", answers={"kept": "x"})
    given_ = {f"answer_{key}": text for key, text in said.items()} | {"lead": 1}
    folded = fields.folded(given_, plan)
    assert folded["lead"] == 1
    if said:
        assert folded["answers"] == {"kept": "x"} | {k: v for k, v in said.items() if v}


def test_a_layout_without_a_file_has_no_question_and_no_trace(case):
    plan = plan_of(case, "plain")
    value = content.of_plan(plan)
    assert value["sections"] == {}
    assert fields.names(plan, "top") == fields.names(plan, "foot") == []


def test_every_file_is_of_a_layout_and_can_be_read():
    files = sorted(sections.FOLDER.glob("*.toml"))
    assert files
    for path in files:
        form = sections.of_layout(path.stem)
        assert path.stem in PlanKind.Layout.values
        keys = [section.key for section in form.sections]
        assert len(set(keys)) == len(keys) > 0
        assert all(key.isidentifier() and key.islower() for key in keys)
        assert {section.place for section in form.sections} <= {"top", "foot"}
        assert set(form.head or {}) <= {field.name for field in SupportPlan._meta.fields}


def test_the_proposed_isp_says_so_and_has_what_the_papers_name(as_teacher, case):
    plan = plan_of(case, "isp")
    page = as_teacher.get(edit_url(plan)).content.decode()
    assert "The Government has not fixed this form. You can begin with it." in page
    assert "Proposed" in page
    keys = {section.key for section in sections.of_layout("isp").sections}
    assert keys == {"layer", "outcomes", "day_to_day", "adjustments", "provision", "specialists",
                    "staff", "co_production"}  # fmt: skip
    assert "needs, and what gets in the way of learning?" in page
    assert "at least once a year" in page
    read = as_teacher.get(plan.get_absolute_url()).content.decode()
    assert "Proposed" in read


def test_no_policy_begins_with_it_and_the_page_that_adds_it_explains(client, case):
    for preset in presets.PRESETS:
        kinds = presets.read(preset)["plan_kinds"]
        assert "isp" not in {kind["layout"] for kind in kinds}
    senco = sign_in(client, case.senco)
    page = senco.get(f"/{case.school.slug}/policy/plans/new/").content.decode()
    assert "Individual Support Plan (proposed, not law yet)" in page
    assert "the Government has not fixed its form" in page


def test_support_staff_read_them_and_change_none(client, case, plan):
    SupportPlan.objects.filter(pk=plan.pk).update(answers={"animals": "cat"})
    colleague = member(case.school, Role.TEACHER)
    hold_class(colleague, case.klass)
    assert "A cat" in sign_in(client, colleague).get(plan.get_absolute_url()).content.decode()
