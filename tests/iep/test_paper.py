"""The plan on paper: the school's own headings in their order, one landscape page, tagged."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from iep import printing
from iep.models import Target
from pupils.documents import content as stored_bytes
from tests.factories.iep import PlanFactory, reviewed_plan, shared_plan
from tests.factories.pupils import PupilFactory
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db

APPENDIX_B = [
    "Individual Education Plan", "1 Communication and interaction", "2 Cognition and learning",
    "3 Social, emotional and mental health", "4 Sensory and/or physical needs", "Name:", "DOB:",
    "Year:", "Areas Strength", "Start Date:", "Review Date:", "Target", "Achievement Criteria",
    "Possible Resources & Techniques", "Possible Class Strategies/Support", "Outcome",
    "Parents can support by:",
]  # fmt: skip
APPENDIX_C = [
    "Individual Education Plan: Learning", "Level of SEN:", "Name:", "DOB:", "Year:",
    "Areas Strength", "Start Date:", "Review Date:", "Target", "Achievement Criteria",
    "Possible Resources & Techniques", "Possible Class Strategies/Support", "Outcome",
    "Parents can support by:",
]  # fmt: skip
NORMAL = {
    "strengths": "Kind to others, draws well, remembers stories she has heard.",
    "concerns": "Finds it hard to hear the sounds inside words; reads 12 of the first 45 words.",
    "pupil_views": "I like the cards but not when others can see them.",
    "parent_views": "She hides her reading book. She is happiest when somebody reads with her.",
    "home_support": "Five minutes with the word cards at breakfast, and a story at bedtime.",
    "sen_level": "SEN Support",
}


def read(data):
    reader = PdfReader(BytesIO(data))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    return reader, text


def in_order(text, headings):
    places, start = [], 0
    for heading in headings:
        start = text.index(heading, start) + len(heading)
        places.append(start)
    return places == sorted(places)


def plan_of(case, code, **fields):
    kind = case.school.plan_kinds.get(code=code)
    return PlanFactory(pupil=case.pupil, lead=case.teacher, kind=kind, **(NORMAL | fields))


@pytest.mark.parametrize(
    ("code", "headings"), [("iep-area", APPENDIX_B), ("iep-learning", APPENDIX_C)]
)
def test_headings_and_their_order_are_those_of_the_schools_form(case, code, headings):
    plan = plan_of(case, code)
    plan.areas.set(case.school.areas.filter(code="cl"))

    reader, text = read(printing.draft_pdf(plan))

    assert in_order(text, headings)
    assert len(reader.pages) == 1
    assert reader.pages[0].mediabox.width > reader.pages[0].mediabox.height
    assert "Amina Brightwater" in text
    assert "Wed 14 Mar 2018" in text
    assert "Who: Mrs Lamb" in text


def test_the_areas_that_apply_are_marked_in_words(case):
    plan = plan_of(case, "iep-area")
    plan.areas.set(case.school.areas.filter(code="cl"))

    _, text = read(printing.draft_pdf(plan))

    assert "2 Cognition and learning (applies)" in text
    assert text.count("(applies)") == 1


@pytest.mark.parametrize("preset", ["three_tiers", "tutor_led"])
def test_plans_of_other_schools_print_on_one_page_too(preset):
    pupil = PupilFactory(school=SchoolFactory(preset=preset))
    for kind in pupil.school.plan_kinds.all():
        plan = PlanFactory(pupil=pupil, kind=kind, **NORMAL)

        reader, text = read(printing.draft_pdf(plan))

        assert len(reader.pages) == 1
        assert in_order(text, [kind.name, "Name:", "Target", "Outcome", "Parents can support by:"])


def test_three_normal_targets_fill_one_page_and_ten_flow_on(case):
    long = {
        "target": "Read and write the first 45 words by sight, in any order, on her own.",
        "criteria": "40 of 45 right on three days in one week, read within two seconds each.",
        "resources": "Word cards, precision teaching, 10 minutes, 4 times a week; letters.",
        "strategies": "Word mat on the table; sits near the front; instructions in two steps.",
    }
    plan = plan_of(case, "iep-area")
    Target.objects.filter(plan=plan).update(**long)
    assert len(read(printing.draft_pdf(plan))[0].pages) == 1

    for position in range(4, 21):
        Target.objects.create(school=case.school, plan=plan, position=position, **long)
    reader, text = read(printing.draft_pdf(plan))
    assert len(reader.pages) > 1
    assert f"Page 2 of {len(reader.pages)}" in text


def tags(node, found):
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            tags(child, found)
    elif hasattr(node, "get"):
        if name := node.get("/S"):
            found.append(str(name))
        if (children := node.get("/K")) is not None and not isinstance(children, int):
            tags(children, found)
    return found


def test_it_is_tagged_with_a_table_and_its_header_cells(case):
    reader, _ = read(printing.draft_pdf(plan_of(case, "iep-area")))
    root = reader.trailer["/Root"]
    found = tags(root["/StructTreeRoot"]["/K"], [])

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].lower() == "en-gb"
    assert reader.metadata.title == "Individual Education Plan: Amina Brightwater"
    assert found.count("/Table") == 1
    assert found.count("/TH") == 5 + 3  # five columns, three targets
    assert "/H1" in found


def test_a_draft_says_so_and_the_shared_one_does_not(case):
    plan = shared_plan(case.pupil, by=case.senco, **NORMAL)
    _, draft = read(printing.draft_pdf(PlanFactory(pupil=PupilFactory(school=case.school))))
    _, shared = read(stored_bytes(plan.versions.get().document))

    assert "Draft. Not shared with the family." in draft
    assert "Draft" not in shared
    assert "Version 1, shared" in shared


def test_after_a_review_the_outcome_column_is_filled(case):
    from iep.reviews.reading import outcomes_of

    plan = reviewed_plan(case.pupil, by=case.senco, outcome="partly", **NORMAL)
    _, text = read(printing.draft_pdf(plan, outcomes_of(plan)))

    assert text.count("Partly met") == 3
    assert "Draft" not in text


def test_no_upn_and_no_other_child_on_the_paper(case):
    case.pupil.upn = "A801200001001"
    case.pupil.save()
    PlanFactory(pupil=PupilFactory(school=case.school, legal_first_name="Zephyrine"))

    _, text = read(printing.draft_pdf(plan_of(case, "iep-area")))

    assert "A801200001001" not in text
    assert "Zephyrine" not in text


@pytest.mark.parametrize(
    "text", ["<img src='https://evil.test/x.png'>", "file:///etc/passwd", "{{ 1 }}"]
)
def test_hostile_text_is_printed_as_text(case, text):
    _, printed = read(printing.draft_pdf(plan_of(case, "iep-area", strengths=text)))
    assert text in printed


def test_no_line_of_the_table_runs_off_the_page(case):
    reader, _ = read(printing.draft_pdf(plan_of(case, "iep-area")))
    page = reader.pages[0]
    edges = []

    def rule(operator, operands, matrix, _):
        if operator == b"re":
            x, _, width, _ = (float(number) for number in operands)
            edges.append(matrix[0] * (x + width) + matrix[4])
        if operator in (b"m", b"l"):
            edges.append(matrix[0] * float(operands[0]) + matrix[4])

    page.extract_text(visitor_operand_before=rule)
    inside = [edge for edge in edges if edge < float(page.mediabox.width) - 1]
    assert max(inside) > 400
    assert max(edges) <= float(page.mediabox.width) - 30
