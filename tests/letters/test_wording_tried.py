"""A wording tried on a child: nothing is written but who looked at whom."""

import pytest
from django.urls import reverse

from audit.models import Event, EventDetail
from letters import wording
from letters.models import Letter, LetterTemplate
from letters.purposes import purposes
from letters.wordings import invented, trying
from pupils.models import Contact, Pupil
from sendcase.pdf import page_count
from tests.factories.letters import Family
from tests.factories.people import sign_in
from tests.factories.pupils import ContactFactory, PupilFactory

pytestmark = pytest.mark.django_db
WORDS = {"subject": "About {pupil_first_name}", "body": "Dear. {pupil_name}, {addressee}.\n\n"
         "The Local Offer: {local_offer}", "slip": "I have it."}  # fmt: skip


@pytest.fixture
def family(db):
    return Family(legal_first_name="Ruby", legal_last_name="Ahmed")


def tried(client, family, audience="families", **boxes):
    sign_in(client, family.senco)
    url = reverse("letters:wording", args=[family.school.slug, "placed-on-register", audience])
    return client.post(url, WORDS | {"preview": "1"} | boxes)


def letters_in(answer) -> list[dict]:
    return answer.context["preview"]["letters"]


def reads_of(pupil) -> int:
    return Event.objects.filter(verb="pupil.read", object_id=pupil.pk).count()


def test_a_child_of_the_school_is_shown_as_the_record_stands_and_the_look_is_noted(client, family):
    ContactFactory(pupil=family.pupil, household=2, address="2 Hill Road", postcode="WB2 2AA")
    family.mother.accessible_format = "large"
    family.mother.save()
    before = {m: m.objects.count() for m in (Pupil, Contact, Letter, LetterTemplate)}

    made = letters_in(tried(client, family, find="rub"))

    assert [x["to"]["name"] for x in made] == [c.name for c in family.pupil.contacts.all()]
    assert [x["large"] for x in made] == [True, False]
    assert made[0]["values"]["pupil_name"] == "Ruby Ahmed"
    assert "the Local Offer" in made[0]["left_out"]
    assert "Amina" not in str(made)  # the examples of the purpose are told of Ruby
    assert reads_of(family.pupil) == 1
    event = Event.objects.get(verb="pupil.read")
    assert event.pupil_id == family.pupil.pk
    assert EventDetail.objects.get(event=event).text == {"find": "rub"}
    assert before == {model: model.objects.count() for model in before}


def test_of_several_one_is_chosen_and_of_another_school_there_is_none(client, family):
    twin = PupilFactory(school=family.school, legal_first_name="Ruben")
    elsewhere = Family(legal_first_name="Rubina")

    first = tried(client, family, find="rub")
    assert "preview" not in first.context
    assert len(first.context["boxes"].found) == 2
    assert "Choose one of these children." in first.content.decode()
    assert "Rubina" not in first.content.decode()
    for other in (elsewhere.pupil, "x"):
        answer = tried(client, family, find="rub", pupil=getattr(other, "pk", other))
        assert "preview" not in answer.context
    one = tried(client, family, find="rub", pupil=family.pupil.pk)
    assert letters_in(one)[0]["values"]["pupil_first_name"] == "Ruby"
    nobody = tried(client, family, find="Rubina")
    assert "No child you can see is called that." in nobody.content.decode()
    alone = tried(client, family, find="Ruben", pupil=twin.pk)
    assert "Nobody with parental responsibility" in alone.content.decode()
    assert (reads_of(twin), reads_of(elsewhere.pupil), reads_of(family.pupil)) == (1, 0, 1)


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("everything", ["Ms Leila Brightwater and Mr Daniel Oyelaran-Hughes"]),
        ("alone", ["Leila Brightwater"]),
        ("one-name", ["Sukarti"]),
        ("two-homes", ["Ms Leila Brightwater", "Mr Daniel Oyelaran-Hughes"]),
    ],
)
def test_awkward_children_are_read_by_the_real_rules_and_never_saved(client, family, key, names):
    before = Pupil.objects.count(), Contact.objects.count()
    answer = tried(client, family, with_whom=key, large="on")
    made = letters_in(answer)
    assert [plain(x["to"]["name"]) for x in made] == [plain(" ".join(n.split())) for n in names]
    assert all(x["large"] for x in made)
    assert (Pupil.objects.count(), Contact.objects.count()) == before
    assert Event.objects.filter(verb="pupil.read").count() == 0


def plain(name):
    return name.replace("Ms ", "").replace("Mr ", "")


def test_every_purpose_can_be_tried_with_every_invented_child(family):
    for key, purpose in purposes.items():
        for young in (False, True)[: 1 if purpose.outside else 2]:
            template = wording.shown(family.school, key, for_young_person=young)
            for child in invented.INVENTED:
                pupil = invented.pupil(family.school, child)
                made = trying.contents(template, pupil, examples=child == invented.EVERYTHING)
                assert made and all(trying.shown(x)["body_html"] for x in made)


def test_the_paper_of_two_homes_is_one_file_that_says_it_is_a_preview(client, family):
    answer = tried(client, family, preview_pdf="1", with_whom="two-homes")
    assert answer["Content-Type"] == "application/pdf"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert page_count(answer.content) == 2
    assert Letter.objects.count() == LetterTemplate.objects.count() == 0
