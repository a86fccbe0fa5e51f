"""All that a family said, as one paper: tagged, in order, of this child alone."""

from datetime import timedelta

import pytest

from letters.voice import printing, services
from pupils.models import Pupil
from pupils.wording import day_text
from sendcase import moment
from tests.factories.letters import Family
from tests.sendcase.pdf_reading import flat, opened, tags

pytestmark = pytest.mark.django_db
URDU = "ہم اس فیصلے سے متفق نہیں ہیں۔"


@pytest.fixture
def family(db):
    return Family(legal_first_name="Amina")


def says(family, words, kind="comment", ago=0):
    return services.record(
        pupil=family.pupil, kind=kind, words=words, said_by="Leila Brightwater", how="meeting",
        said_on=moment.today() - timedelta(days=ago), by=family.senco,
    )  # fmt: skip


def paper(family):
    pupil = Pupil.objects.select_related("school").get(pk=family.pupil.pk)
    return printing.case_pdf(family.senco, pupil)


def test_the_paper_is_whole_tagged_in_order_and_of_this_child_alone(family):
    asked = says(family, "Too hard for her.", "disagreement", ago=9)
    services.answer(word=asked, answer="We begin with ten words.", by=family.senco)
    owed = says(family, "We want to talk.", "disagreement", ago=5)
    says(family, "She is proud of her book.", ago=2)
    services.withdraw(word=says(family, "Not hers."), reason="Another child.", by=family.senco)
    other = Family(school=family.school)
    says(other, "Of somebody else.")

    data = paper(family)

    read = flat(data)
    expected = [
        f"Born {day_text(family.pupil.born_on)}. 3 entries, 2 disagreements, 1 without an answer",
        "Too hard for her.", f"The school answered: {family.senco.name}",
        "We begin with ten words.", "We want to talk.",
        f"An answer is due by {day_text(owed.said_on + timedelta(days=14))}.",
        "She is proud of her book.",
    ]  # fmt: skip
    places = [read.index(words) for words in expected]
    assert places == sorted(places)
    assert read.count("has not answered yet") == 1  # nobody owes an answer to a comment
    assert "Not hers." not in read and "Of somebody else." not in read
    assert tags(data)[:1] == ["/Document"] and tags(data).count("/H2") == 3
    root = opened(data).root_object
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("en-GB", True)
    assert family.pupil.name in opened(data).metadata.title


def test_a_paper_without_words_says_so(family):
    assert "Nothing is recorded." in flat(paper(family))


@pytest.mark.parametrize(
    ("words", "direction"),
    [(URDU, "rtl"), ("“" + URDU, "rtl"), ("3 words", "ltr"), ("…", "ltr"), ("Ok ہم", "ltr")],
)
def test_words_stand_on_the_side_their_script_begins(words, direction):
    assert printing.direction(words) == direction
