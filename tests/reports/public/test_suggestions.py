"""What the records say beside a section: the school's own words, and no child."""

from datetime import timedelta

import pytest

from accounts.permissions import Role
from agencies.models import Agency
from provision.interventions.models import Programme
from reports.public import names, outlines, suggestions
from schools.models import School
from schools.owed import services as owed
from schools.training import services as training
from sendcase import moment
from tests.factories.people import member
from tests.factories.pupils import PupilFactory
from tests.factories.register import placed

pytestmark = pytest.mark.django_db


def of(school, key) -> str:
    return suggestions.suggest(outlines.read("sen-information-report").section(key), school)


@pytest.fixture
def told(school):
    """A school that has said all it can of itself."""
    School.objects.filter(pk=school.pk).update(
        phone="01234 567890", email="office@oakfield.example", sendiass_contact="SENDIASS Weald",
        local_offer_url="https://www.example.org/local-offer", local_authority="Weald",
        designated_teacher="Mrs D. Teach", sen_governor_name="Mr G. Overnor",
        parent_meeting="in October and March",
    )  # fmt: skip
    senco = member(school, Role.SENCO)
    Programme.objects.create(school=school, name="Precision teaching")
    Agency.objects.create(school=school, name="Speech team", kind=Agency.Kind.SPEECH,
                          people="Dr Anybody")  # fmt: skip
    said = {"kind": "topic", "area": None, "provider": "", "minutes": 60, "note": "",
            "expires_on": None, "by": senco, "school": school, "whole_staff": False}  # fmt: skip
    person = {"people": [senco], "names": []}
    training.record(title="Makaton", held_on=moment.today() - timedelta(days=9), **said, **person)
    training.record(title="Old news", held_on=moment.today() - timedelta(days=900), **said,
                    **person)  # fmt: skip
    owed.add_policy(school=school, name="Accessibility plan", months=36,
                    reviewed_on=moment.today(), by=senco)  # fmt: skip
    school.refresh_from_db()
    return school


def test_each_source_says_what_the_school_wrote_down(told):
    said = {
        "kinds": told.areas.first().name, "finding": told.policy.referral_name,
        "progress": told.plan_kinds.first().name, "support": "Precision teaching (Wave 2)",
        "senco": "Mr J. Whitlock\nPhone: 01234 567890", "training": "– Makaton",
        "parents": "3 times a year", "complaints": "Mr G. Overnor, SEN governor",
        "outside": "Speech team (Speech and language therapy)", "advice": "SENDIASS Weald",
        "offer": "https://www.example.org/local-offer", "plan": "every 3 years",
        "looked-after": "Mrs D. Teach", "moving": "handed on", "works": "SEN register",
    }  # fmt: skip
    for key, words in said.items():
        assert words in of(told, key), key
    assert "Old news" not in of(told, "training") and "Mx Person" not in of(told, "training")
    assert "Dr Anybody" not in of(told, "outside")


def test_where_nothing_is_written_down_nothing_is_suggested(school):
    for key in ("offer", "advice", "plan", "looked-after", "training", "outside"):
        assert of(school, key) == "", key


def test_figures_leave_through_the_door(school):
    support = school.stages.get(code="sen-support")
    by = member(school, Role.SENCO)
    for _ in range(13):
        placed(PupilFactory(school=school), by=by, stage=support, on=moment.today())
    words = of(school, "kinds")
    assert "15 children had SEN support and 0–7 children had an EHC plan" in words
    assert "13" not in words.replace(str(moment.today().year), "")


# Names
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We helped Amina Osei.", ["Amina Osei"]),
        ("We helped AMINA  OSEI’s brother", ["Amina Osei"]),
        ("Amina reads now.", ["Amina"]),
        ("Mina Osei came", ["Mina Osei"]),
        ("Mrs Osei-Bonsu teaches", []),
        ("we say amina to all", []),  # not a name as it is written
        ("Will you come? In May we will.", []),
        ("Mr J. Whitlock is our SENCO. Mr Whitlock listens.", []),
        ("Jo is there", []),
        ("", []),
    ],
)
def test_names_of_children_are_found(school, text, found):
    child = {"preferred_last_name": ""}
    PupilFactory(school=school, legal_first_name="Amina", legal_last_name="Osei",
                 preferred_first_name="Mina", **child)  # fmt: skip
    PupilFactory(school=school, legal_first_name="Will", legal_last_name="May",
                 preferred_first_name="Jo", **child)  # fmt: skip
    PupilFactory(school=school, legal_first_name="Zed", legal_last_name="Whitlock",
                 preferred_first_name="", **child)  # fmt: skip
    PupilFactory(legal_first_name="Reads", legal_last_name="Helped")  # another school's
    assert names.names_in(text, school) == found
