"""The sentences above the list of letters, and who has answered: all from one question."""

from datetime import timedelta

import pytest

from letters import questions
from letters.models import Batch, Letter
from sendcase import moment
from tests.factories.letters import Family, LetterFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def family(db):
    return Family()


def sent(family, days_ago, state="issued", **fields):
    on = moment.today() - timedelta(days=days_ago)
    return LetterFactory(pupil=family.pupil, contact=family.mother, state=state, issued_on=on,
                         approved_by=family.senco, **fields)  # fmt: skip


def test_letters_of_a_batch_and_by_themselves_are_told_apart_newest_first(
    family, django_assert_num_queries
):
    batch = Batch.objects.create(
        school=family.school, purpose="placed-on-register", title="Willow", signed_by="senco",
        made_by=family.senco,
    )  # fmt: skip
    sent(family, 3), sent(family, 2, state="answered")
    sent(family, 1, batch=batch), sent(family, 1, batch=batch, state="answered")
    sent(family, questions.MONTHS + 1)  # too long ago to be told, and still not answered
    sent(family, 1, state="returned", batch=batch), sent(family, 1, state="withdrawn")
    LetterFactory(pupil=family.pupil, contact=family.mother)

    with django_assert_num_queries(1):
        rows = questions.summed(Letter.objects.filter(school=family.school))

    told = [(row["title"], row["words"], row["left"]) for row in questions.answered(rows)]
    assert told == [
        ("Willow", "1 of 2 answered", 1), ("Placed on the register", "1 of 2 answered", 1)
    ]  # fmt: skip
    assert questions.answered(rows)[0]["query"].endswith(f"batch={batch.pk}")
    words = [row["words"] for row in questions.counted(rows, chosen="talk")]
    assert words == [
        "1 waits to be checked and approved", "3 are sent and not answered", "1 came back",
        "0 are from families who would like to talk",
    ]  # fmt: skip
