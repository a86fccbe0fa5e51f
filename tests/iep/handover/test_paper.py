"""The class on paper: three to four children on a page, none cut in two, nothing left out."""

import pytest

from iep.handover import content, printing
from iep.handover.models import Handover
from sendcase.pdf import page_count
from tests.factories.handing_on import begun, written
from tests.factories.iep import PlanFactory
from tests.factories.pupils import PupilFactory
from tests.sendcase.pdf_reading import flat

pytestmark = pytest.mark.django_db


def test_nine_children_with_plans_take_three_pages(case, next_teacher):
    for _ in range(9):
        PlanFactory(pupil=PupilFactory(school=case.school, class_group=case.klass))
    row = written(begun(case.klass, by=case.senco, receiver=next_teacher), case.teacher)
    row = Handover.objects.select_related("school__policy").get(pk=row.pk)
    joined = ("pupil__stage", "written_by", "handover__school", "handover__class_group")
    target = {
        "target": "Read 20 of the first 45 words by sight.",
        "strategies": "Sits near the front; words on the table.",
        "resources": "",
        "delivered_by": "",
    }
    plan = {"name": "Individual Education Plan", "shared_on": "2026-06-01",
            "review_on": "2026-07-10", "targets": [target] * 3}  # fmt: skip
    values = [content.of_note(note, plan) for note in row.notes.select_related(*joined)]
    data = printing.class_pdf(values, row, state_words="As handed over")
    assert page_count(data) == 3
    words = flat(data)
    assert all(value["pupil"]["name"] in words for value in values)
    assert "Tell her the day’s plan in the morning." in words
