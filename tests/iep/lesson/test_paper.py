"""Half a page: measured on the paper itself."""

import re
import subprocess

import pytest

from tests.factories.people import sign_in
from tests.factories.pupils import PupilFactory
from tests.sendcase.pdf_reading import flat, opened, tags

pytestmark = pytest.mark.django_db
A5 = 148 / 25.4 * 72  # half of A4 upright, in points
NAMES = [
    "Amina", "Ben", "Chidi", "Dina", "Ewa", "Faisal", "Grace", "Hamza", "Isla", "Jakub", "Kofi",
    "Leila", "Mateusz", "Nia", "Oluwaseun", "Priya", "Quentin", "Rosa", "Samuel", "Tariq", "Uma",
    "Victoria", "William", "Xanthe", "Yusuf", "Zofia", "Aleksandra", "Bartholomew", "Charlotte",
    "Dominika",
]  # fmt: skip
LINES = [
    "Give instructions in steps", "Sit near the front, facing whoever speaks",
    "A number line and counters on the table", "Five minutes' warning before a change",
    "Check that the task is understood: let the child say it back", "Word bank on the table",
    "Movement break half-way through the lesson, without being asked for",
    "Coloured overlay and a ruler under the line", "Praise in private, never before the class",
    "Left of the board, away from the door and the radiator", "Now and next board",
    "Scribe for anything longer than three sentences, in the child's own words",
    "Time to answer: count to ten", "Names first, then the question", "Ear defenders in reach",
]  # fmt: skip


@pytest.fixture
def thirty(case, planned, bank):
    """30 children, nine plans of three targets, four with help lines of their own."""
    type(case.pupil).objects.filter(pk=case.pupil.pk).update(class_group=None)
    pupils = [
        PupilFactory(school=case.school, class_group=case.klass, legal_first_name=name)
        for name in NAMES
    ]
    for n, pupil in enumerate(pupils[:9]):
        own = [f"{LINES[(n * 3 + k) % len(LINES)]}\n{LINES[(n + k) % 5]}" for k in range(3)]
        planned(pupil, *own[:2], f"{own[2]}\nOnly for {pupil.first_name}: a quiet corner")
    for pupil in pupils[9:13]:
        type(pupil).objects.filter(pk=pupil.pk).update(
            how_to_help=f"Ask me first, I am {pupil.first_name}.\nLet me draw it."
        )
    return pupils


def paper_of(client, case, asked=""):
    page = client.get(f"/{case.school.slug}/lesson/{case.klass.pk}/pdf/?{asked}")
    assert page.headers["Content-Type"] == "application/pdf"
    return page.content


def lowest(data) -> float:
    """Where the lowest word of the first page ends, in points from the top."""
    made = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=data, capture_output=True, check=True
    )
    return max(float(end) for end in re.findall(rb'yMax="([\d.]+)">', made.stdout))


@pytest.mark.usefixtures("thirty")
def test_thirty_children_with_nine_plans_fit_into_the_upper_half_of_one_page(client, case):
    sign_in(client, case.teacher)
    for asked in ("", "names=initials"):
        data = paper_of(client, case, asked)
        assert len(opened(data).pages) == 1
        assert lowest(data) <= A5
        assert tags(data)[:2] == ["/Document", "/H1"]
        assert "/L" in tags(data) and "/LI" in tags(data)
    text = flat(paper_of(client, case))
    assert "Willow" in text and "30 children, 13 of them on this sheet" in text
    sheet = client.get(f"/{case.school.slug}/lesson/{case.klass.pk}/").context["sheet"]
    assert [row.words for row in sheet.shown if row.words not in text] == []
    assert len(sheet.shown) >= 18
    if sheet.more:
        assert f"and {len(sheet.more)} more, for " in text


def test_very_long_lines_and_wide_letters_stay_on_the_half_page_too(client, case, planned):
    planned(case.pupil, "\n".join(["WWWW MMMM " * 30 + str(n) for n in range(2)]))
    for name in ("Wilhelmina-Maximiliana", "محمد", "Mmmmmmmmmmmm Wwwwwwww"):
        other = PupilFactory(school=case.school, class_group=case.klass, legal_first_name=name)
        lines = [
            f"{name}: mammoth WOMEN swim in warm mummy-made ммммм шшшшш {n}" for n in range(12)
        ]
        planned(other, "\n".join(lines))
    sign_in(client, case.teacher)
    data = paper_of(client, case)
    assert len(opened(data).pages) == 1
    assert lowest(data) <= A5
    assert " more, for " in flat(data)


@pytest.mark.usefixtures("thirty")
def test_the_cover_teachers_page_is_one_page(client, case):
    data = paper_of(sign_in(client, case.teacher), case, "mode=cover")
    assert len(opened(data).pages) == 1
    assert "for a cover teacher" in flat(data) and "They cannot manage without" in flat(data)
    assert "/H2" in tags(data)


def test_where_it_cannot_be_printed_the_page_says_what_to_do(client, case, monkeypatch):
    from sendcase.pdf import PdfFailed

    def fails(html):
        raise PdfFailed("too long")

    monkeypatch.setattr("iep.lesson.printing.render_pdf", fails)
    page = sign_in(client, case.teacher).get(f"/{case.school.slug}/lesson/{case.klass.pk}/pdf/")
    assert page.status_code == 503 and b"Try again in a minute" in page.content
