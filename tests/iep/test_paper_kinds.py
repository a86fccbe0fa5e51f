"""Every kind of plan on paper, normal and large: tagged, named, in order, nothing left blank."""

import pytest

from iep import content, printing, services
from iep.models import Target
from iep.versions.correcting import correct
from schools.models import PlanKind
from tests.factories.iep import PlanFactory, shared_plan
from tests.factories.people import sign_in
from tests.iep.test_paper import NORMAL, in_order, read, tags

pytestmark = pytest.mark.django_db
PLAIN = "She will know 45 short words as soon as she sees them."
LAYOUTS = PlanKind.Layout.values
ANSWERS = {
    "layer": "targeted_plus", "outcomes": "By July she reads a short story on her own.",
    "day_to_day": "Instructions in two steps.", "adjustments": "Coloured overlay.",
    "provision": "Precision teaching, 10 minutes, 4 times a week.", "staff": "Mrs Lamb",
    "specialists": "Speech therapist, every six weeks.", "co_production": "We met in November.",
}  # fmt: skip


def plan_of(case, layout, made=PlanFactory, **more):
    kind = case.school.plan_kinds.first()
    own = PlanKind.objects.create(
        school=case.school, code=layout, name=f"Plan of kind {layout}", short_name=layout.upper(),
        layout=layout, agreed_by=kind.agreed_by, order=50,
    )  # fmt: skip
    answers = ANSWERS if layout == "isp" else {}
    fields = NORMAL | {"answers": answers} | more
    return made(pupil=case.pupil, kind=own, **fields)


@pytest.mark.parametrize("size", printing.SIZES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_kind_prints_in_both_sizes_tagged_and_in_reading_order(case, layout, size):
    case.pupil.upn = "A801200001001"
    case.pupil.save()
    plan = plan_of(case, layout)
    plan.targets.update(plain_words=PLAIN)

    reader, text = read(printing.draft_pdf(plan, size=size))

    root = reader.trailer["/Root"]
    found = tags(root["/StructTreeRoot"]["/K"], [])
    assert (root["/MarkInfo"]["/Marked"], root["/Lang"].lower()) == (True, "en-gb")
    assert reader.metadata.title.startswith(f"Plan of kind {layout}: Amina Brightwater")
    assert "/H1" in found
    own = ["Intended outcomes", "By July", "Staff"] if layout == "isp" else []
    concern = "Needs and barriers to learning" if layout == "isp" else "Areas Concern"
    assert in_order(text, [
        f"Plan of kind {layout}", "Name:", "Areas Strength", concern, *own,
        "of the first 45 words by sight.", PLAIN, PLAIN, PLAIN, "Parents can support by",
        "Amina Brightwater says",
    ])  # fmt: skip
    assert "A801200001001" not in text
    assert ("Proposed form" in text) == (layout == "isp")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_large_print_is_one_column_of_18_point_with_a_block_for_each_target(case, layout):
    plan = plan_of(case, layout)

    reader, text = read(printing.draft_pdf(plan, size="large"))

    page, sizes = reader.pages[0], {}
    page.extract_text(visitor_text=lambda words, cm, tm, font, size: sizes.setdefault(
        round(abs(size * tm[0] * cm[0]), 1), words.strip()
    ))  # fmt: skip
    assert page.mediabox.height > page.mediabox.width
    assert 18 in {round(size) for size in sizes}
    assert all(size > 13.5 for size, words in sizes.items() if words)
    found = tags(reader.trailer["/Root"]["/StructTreeRoot"]["/K"], [])
    assert "/Table" not in found
    assert found.count("/H3") == 3
    assert in_order(text, ["Target 1.", "Achievement Criteria:", "Who:", "Target 2.", "Target 3."])


@pytest.mark.parametrize("size", printing.SIZES)
def test_blanks_are_named_in_a_draft_and_never_go_home_as_an_empty_box(case, size):
    plan = plan_of(case, "area")
    first = plan.targets.first()
    Target.objects.filter(pk=first.pk).update(plain_words=PLAIN)
    value = content.of_plan(plan)

    draft = printing.html(value, state_words="", is_draft=True, size=size)
    home = printing.html(value, state_words="", size=size)

    assert draft.count("Not written yet") == 2
    assert draft.count("In plain words:") == 3
    assert home.count("In plain words:") == 1
    assert "Not written yet" not in home


@pytest.mark.parametrize("size", printing.SIZES)
def test_long_names_other_scripts_and_eight_targets_all_arrive(case, size):
    case.pupil.legal_first_name = "Bartholomew-Maximilian"
    case.pupil.save()
    plan = plan_of(case, "isp", targets=8, strengths="أمينة تحب الرسم")

    _, text = read(printing.draft_pdf(plan, size=size))

    assert "Bartholomew-Maximilian" in text
    assert any("\u0600" <= letter <= "\u06ff" or "\ufb50" <= letter <= "\ufefc" for letter in text)
    assert text.count("Word cards, 10 minutes, 4 times a week.") == 8


def test_a_plan_with_nothing_on_it_prints_and_says_so(case):
    plan = plan_of(case, "isp", targets=0, strengths="", concerns="", answers={})
    _, text = read(printing.draft_pdf(plan, size="large"))
    assert "No targets yet" in text
    assert "Layer of support Not said yet" in text


def test_large_print_of_a_version_is_what_was_shared_and_says_which(client, case, no_printing):
    plan = plan_of(case, "area", made=shared_plan, by=case.senco)
    opened = correct(plan=plan, by=case.senco, reason="The strengths were another child’s.")
    opened = services.save_plan(plan=opened, version=opened.version, by=case.senco, rows=[],
                                head={"strengths": "Swims like a fish."})  # fmt: skip
    services.share(plan=opened, by=case.senco)
    staff = sign_in(client, case.senco)

    for number in (1, 2):
        answer = staff.get(f"/plans/{plan.pk}/versions/{number}/?size=large")
        assert answer.headers["Content-Type"] == "application/pdf"
    wrong, right = no_printing[-2:]

    assert NORMAL["strengths"] in wrong and "Corrected by version 2. In large print" in wrong
    assert "Swims like a fish." in right and "Version 2, corrects version 1, shared" in right
    assert 'class="large plan"' in wrong


def test_a_size_there_is_not_is_refused(client, case, no_printing):
    plan = plan_of(case, "area", made=shared_plan, by=case.senco)
    staff = sign_in(client, case.senco)
    assert staff.get(f"/plans/{plan.pk}/pdf/?size=huge").status_code == 400
    assert staff.get(f"/plans/{plan.pk}/versions/1/?size=huge").status_code == 400
    assert staff.get(f"/plans/{plan.pk}/pdf/?size=large").status_code == 200


@pytest.mark.parametrize(
    ("written", "words"),
    [(0, "Three targets have no plain words yet."), (1, "Two targets have no plain words yet."),
     (2, "One target has no plain words yet."), (3, "")],
)  # fmt: skip
def test_the_page_before_sharing_counts_what_the_family_cannot_read(client, case, written, words):
    plan = plan_of(case, "area", agreed=True)
    for target in plan.targets.all()[:written]:
        Target.objects.filter(pk=target.pk).update(plain_words=PLAIN)

    page = sign_in(client, case.senco).get(f"/plans/{plan.pk}/share/").content.decode()

    assert content.without_plain_words(content.of_plan(plan)["targets"]) == words
    assert words in page
    assert bool(words) == ("no plain words yet" in page)


def test_the_editor_asks_and_the_page_shows_the_plain_words(client, case):
    plan = plan_of(case, "area", targets=2)
    first = plan.targets.first()
    Target.objects.filter(pk=first.pk).update(plain_words=PLAIN)
    staff = sign_in(client, case.senco)

    page = staff.get(plan.get_absolute_url()).content.decode()

    assert page.count("<dt>In plain words</dt>") == 2
    assert PLAIN in page and "Not written yet" in page
    assert "In plain words, for the family" in staff.get(f"/plans/{plan.pk}/edit/").content.decode()
