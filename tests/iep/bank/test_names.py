"""The bank is about no child: which words are refused, and how a plan's target loses its name."""

from datetime import timedelta

import pytest

from accounts.permissions import Role
from iep.bank import services
from iep.bank.models import BankTarget
from iep.bank.names import NamesSomebody, refuse_names, without_names
from sendcase import moment
from sendcase.edits import IllegalMove
from tests.factories.people import member
from tests.factories.pupils import PupilFactory
from tests.factories.schools import ClassGroupFactory, SchoolFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pupils(school):
    for first, last in (("Amina", "Okafor"), ("Will", "Hargreave"), ("May", "O'Neil"), ("Zoë", "")):
        PupilFactory(school=school, legal_first_name=first, legal_last_name=last)
    return school


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Amina reads 20 words.", "Amina"),
        ("Read to amina each day.", "amina"),
        ("Read to Will each day.", "Will"),
        ("Amina’s cards", "Amina’s"),
        ("Cards as Okafor likes them", "Okafor"),
        ("Zoe reads.", "Zoe"),
        ("Cards for O’Neil", "O’Neil"),
        ("By then May O’Neil reads.", "May O’Neil"),
        ("Will Hargreave reads.", "Will Hargreave"),
    ],
)
def test_a_name_is_refused_and_said(pupils, text, word):
    with pytest.raises(NamesSomebody) as refused:
        refuse_names(pupils.pk, "{name} reads.", text, by=member(pupils, Role.SENCO))

    assert f"“{word}”" in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "{name} will read.",
        "Will you read? Will we?",
        "• Will use cards\n• Will sit near the front",
        "Every day in May and June",
        "Reads the okay words",
        "Sits beside a friend",
    ],
)
def test_words_that_are_names_elsewhere_stand(pupils, text):
    refuse_names(pupils.pk, text, by=member(pupils, Role.SENCO))


def test_names_of_leavers_and_of_other_schools_may_be_written(school):
    yesterday = moment.today() - timedelta(days=1)
    PupilFactory(school=school, legal_first_name="Tomasz", left_on=yesterday)
    PupilFactory(school=SchoolFactory(), legal_first_name="Beatrix")

    refuse_names(school.pk, "Tomasz and Beatrix read.", by=member(school, Role.SENCO))


def test_the_services_refuse_names_in_every_text(case):
    area = case.school.areas.get(code="cl")
    with pytest.raises(NamesSomebody):
        services.add_target(
            school=case.school, by=case.senco, area=area, target="Reads.",
            plain_words="At home, read with Amina.",
        )  # fmt: skip
    with pytest.raises(NamesSomebody):
        services.add_strategy(school=case.school, by=case.senco, words="Sit beside Amina")
    assert not BankTarget.objects.exists()


def test_who_types_names_does_not_learn_who_is_a_pupil_here(case):
    """A teacher is told of the children they teach; whoever decides is told of the others."""
    oak = ClassGroupFactory(school=case.school, name="Oak")
    PupilFactory(school=case.school, class_group=oak, legal_first_name="Beatrix")
    about = {"school": case.school, "by": case.teacher, "area": case.school.areas.first()}
    with pytest.raises(NamesSomebody):
        services.add_target(target="Amina reads.", **about)

    proposed = services.add_target(target="Beatrix reads.", **about)
    strategy = services.add_strategy(
        school=case.school, by=case.teacher, words="Let Beatrix sit near the front"
    )

    for entry in (proposed, strategy):
        with pytest.raises(IllegalMove, match="“Beatrix” is the name of a pupil here"):
            services.decide(entry=entry, action="approve", by=case.senco)
        services.decide(entry=entry, action="decline", by=case.senco)


def test_a_childs_own_names_become_a_gap(school):
    pupil = PupilFactory(
        school=school, legal_first_name="Amina", preferred_first_name="Mina",
        legal_last_name="Okafor",
    )  # fmt: skip
    text = "Mina Okafor reads. Amina’s cards help Mina; aminals stay."

    assert without_names(text, pupil) == "{name} reads. {name}’s cards help {name}; aminals stay."
