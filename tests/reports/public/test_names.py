"""Names in what everybody will read: what is refused or asked about, what the school may say."""

import pytest

from agencies.models import Agency
from provision.interventions.models import Programme
from reports.public import names, outlines, services, suggestions
from schools.models import School, Trust
from sendcase.edits import IllegalMove
from tests.factories.pupils import PupilFactory
from tests.reports.public.conftest import approved, seen, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(school):
    """A school whose people, name, authority and agencies are called as its children are."""
    trust = Trust.objects.create(name="Bright Road Trust", slug="bright-road")
    School.objects.filter(pk=school.pk).update(
        name="St Mary's Primary School", local_authority="Weald", trust=trust,
        senco_name="Mr J. Whitlock", head_name="Dr Leila Ashgrove",
        safeguarding_lead="Mrs Bell, in the office, 01234 567890",
    )  # fmt: skip
    Agency.objects.create(school=school, name="Amina Rose Centre", kind=Agency.Kind.SPEECH)
    Agency.objects.create(school=school, name="Tamsin Weekes", kind=Agency.Kind.SPEECH)
    Programme.objects.create(school=school, name="Numicon")
    school.refresh_from_db()
    for first, last in (
        ("Amina", "Osei"), ("Mary", "Weald"), ("Zed", "Whitlock"), ("Leila", "Bright"),
        ("Will", "Young"), ("Tamsin", "Weekes"), ("Numicon", "Ashgrove"), ("Bo", "Bell"),
        ("Jo", "English"),
    ):  # fmt: skip
        PupilFactory(school=school, legal_first_name=first, legal_last_name=last,
                     preferred_first_name="", preferred_last_name="")  # fmt: skip
    PupilFactory(legal_first_name="Ottoline", legal_last_name="Helped")  # another school's
    return school


def refused(text, school) -> list[str]:
    return [each.words for each in names.named_in([("A", text)], school) if each.is_certain]


def asked(text, school) -> list[str]:
    return [each.words for each in names.named_in([("A", text)], school) if not each.is_certain]


@pytest.mark.parametrize(("text", "words"), [
    ("We helped Amina Osei.", ["Amina", "Osei"]), ("We helped AMINA’s brother", ["AMINA’s"]),
    ("Amina reads now.", ["Amina"]), ("We say amina to all", ["amina"]),
    ("Mary Weald reads.", ["Mary", "Weald"]), ("Zed Whitlock reads.", ["Zed", "Whitlock"]),
    ("Leila reads.", ["Leila"]), ("with Tamsin Weekes", ["Tamsin", "Weekes"]),
    ("Will Young", ["Will", "Young"]),
])  # fmt: skip
def test_a_childs_name_is_refused(full, text, words):
    assert refused(text, full) == words


@pytest.mark.parametrize("text", [
    "Mr J. Whitlock is our SENCO. Ask Mr Whitlock. Mr. Whitlock’s room, MR WHITLOCK",
    "Our head is Dr Leila Ashgrove; so ask Leila Ashgrove or Dr Ashgrove. Ask Mrs Bell.",
    "At St Mary's Primary School and St Mary’s Primary School, of the Bright Road Trust.",
    "We work with the Amina Rose Centre.", "We will read with young people.",
    "Ottoline was Helped", "",
])  # fmt: skip
def test_what_the_school_says_of_itself_passes(full, text):
    assert names.named_in([("A", text)], full) == []


@pytest.mark.parametrize(("text", "words"), [
    ("At St Mary’s we read", ["Mary’s"]), ("in Weald and", ["Weald"]), 
    ("to Whitlock", ["Whitlock"]),
    ("with Numicon too", ["Numicon"]), ("In English and maths", ["English"]), 
    ("Will you?", ["Will"]),
])  # fmt: skip
def test_a_word_that_has_another_meaning_here_is_asked_about(full, text, words):
    assert (asked(text, full), refused(text, full)) == (words, [])


def test_each_word_is_said_once_with_all_its_sections_and_refusals_first(full):
    found = names.named_in([("A", "Will you?"), ("B", "Amina reads."), ("C", "Will we?")], full)
    assert [(each.words, each.places) for each in found] == [("Amina", ["B"]), ("Will", ["A", "C"])]


def test_a_word_in_many_sections_names_the_first_ones_once_each(full):
    places = ["A", "A", "B", "C", "D", "E"]
    [found] = names.named_in([(each, "Amina reads.") for each in places], full)
    assert found.where == "A; B; C; and 2 more"
    [found] = names.named_in([(each, "Amina reads.") for each in "ABC"], full)
    assert found.where == "A; B; C"


def test_it_asks_twice_however_many_texts(full, django_assert_num_queries):
    for count in (1, 24):
        with django_assert_num_queries(2):
            names.named_in([(f"{n}", "Amina reads.") for n in range(count)], full)


@pytest.mark.parametrize("words", ["It helped Amina to read.", "Call it B801200005001."])
def test_a_child_stops_the_approval(here, words):
    PupilFactory(school=here.school, legal_first_name="Amina")
    write(here.report, here.senco, words=words)
    with pytest.raises(IllegalMove, match="It stands in “"):
        services.approve(document=here.report, seen=seen(here.report), by=here.head)
    here.report.refresh_from_db()
    assert here.report.state == "drafting"


def test_a_child_who_came_after_the_approval_stops_the_publication(here, no_paper):
    write(here.report, here.senco, words="Ottoline is our dog.")
    document = approved(here.report, here.head)
    PupilFactory(school=here.school, legal_first_name="Ottoline")
    with pytest.raises(IllegalMove, match="“Ottoline” is somebody’s name"):
        services.printed(document)


def test_the_suggestions_of_a_school_are_never_refused(full):
    parts = outlines.read("sen-information-report").sections
    texts = [(part.key, suggestions.suggest(part, full)) for part in parts]
    found = [each.words for each in names.named_in(texts, full) if each.is_certain]
    assert found == ["Tamsin", "Weekes"]  # an agency with a child's whole name
