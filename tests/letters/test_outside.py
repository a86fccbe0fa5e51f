"""A letter to somebody outside: who may begin it, what lets it go, who stands behind a ground."""

import pytest

from accounts.permissions import Role
from audit.models import Event
from letters import checks, outside, paper, services
from letters.models import Letter
from letters.outside import Other
from letters.starters import ADVICE_REQUEST
from pupils.consents.models import Consent
from pupils.models import Contact
from schools.models import Membership
from sendcase import moment
from sendcase.edits import IllegalMove
from tests.factories.letters import Family, LetterFactory
from tests.factories.people import sign_in

pytestmark = pytest.mark.django_db
TYPED = {
    "name": "Ms K. Lowe", "role": "Speech therapist, Westbridge Clinic",
    "address": "1 Wharf Road\nWestbridge\nWB1 3AB", "fact_meeting_day": "Tue 24 Nov 2026",
    "fact_advice_by": "Fri 6 Nov 2026", "fact_what_asked": "What helps her to talk?",
}  # fmt: skip


@pytest.fixture
def family(db):
    return Family(legal_first_name="Amina")


@pytest.fixture
def consent(family):
    return Consent.objects.create(
        school=family.school, pupil=family.pupil, kind="agency", scope="The speech team may help",
        answer="yes", given_by="Leila", given_on=moment.today(), evidence="Slip",
    )  # fmt: skip


@pytest.fixture
def ask(client, family):
    """ask(**typed) → the answer to the form, as the SENCO."""

    def send(**typed):
        sign_in(client, family.senco)
        path = f"/pupils/{family.pupil.pk}/letters/outside/advice-request/"
        return client.post(path, TYPED | typed) if typed else client.get(path)

    return send


def begun(family, *, other=None, **more):
    [letter] = services.prepare(
        purpose=ADVICE_REQUEST.key, pupil=family.pupil, attachments=[], about=family.pupil,
        facts=ADVICE_REQUEST.facts | more, by=family.senco,
        other=other or Other("Ms K. Lowe", "1 Wharf Road\nWB1 3AB"),
    )  # fmt: skip
    return letter


def errors(answer) -> dict:
    return {name: found[0] for name, found in answer.context["form"].errors.items()}


def test_on_an_agreement_that_was_chosen(ask, family, consent):
    assert "Agreed: The speech team may help: Leila agreed on" in ask().content.decode()

    answer = ask(basis=str(consent.pk))

    letter = Letter.objects.get()
    assert answer.url == letter.get_absolute_url()
    lines = ["Speech therapist, Westbridge Clinic", "1 Wharf Road", "Westbridge", "WB1 3AB"]
    assert paper.content_of(letter)["to"] == {"name": "Ms K. Lowe", "lines": lines}
    assert (letter.signed_by, outside.GROUND in letter.facts) == ("senco", False)
    told = Event.objects.get(verb="letter.rests_on")
    assert told.detail.text == {"consent": [None, consent.pk]}
    services.approve(letter=letter, by=family.senco)


def test_without_an_agreement_the_page_says_so_and_asks_for_the_ground(ask, family):
    page = ask().content.decode()
    assert "Nobody has agreed yet" in page and 'name="basis"' not in page
    assert f"agency-consent/prepare/?pupils={family.pupil.pk}" in page

    assert errors(ask(ground=" ")) == {
        "ground": "Write down the ground, or record an agreement first."
    }
    ask(ground="She is not safe at home.")

    assert Letter.objects.get().facts["ground"] == "She is not safe at home."


def test_what_is_missing_is_said_and_what_was_typed_stays(ask, consent):
    wrong = ask(name="", role="", address="1\n2\n3\n4\n5\n6", fact_advice_by="")

    assert set(errors(wrong)) == {"name", "role", "address", "fact_advice_by", "basis"}
    assert "What helps her to talk?" in wrong.content.decode()
    assert errors(ask(basis="ground")) == {"ground": "Write down the ground."}
    assert not Letter.objects.exists()


def test_an_agreement_that_ended_meanwhile_or_is_another_childs_lets_nothing_go(family, consent):
    other = Family(school=family.school)
    foreign = Consent.objects.create(
        school=family.school, pupil=other.pupil, kind="agency", scope="Another", answer="yes",
        given_by="Jo", given_on=moment.today(), evidence="Slip",
    )  # fmt: skip

    with pytest.raises(services.CannotPrepare, match="does not hold any more"):
        begun(family, other=Other("Ms K. Lowe", "1 Wharf Road", foreign))


def test_on_a_ground_a_second_person_approves(client, family, consent):
    """Whoever wrote the ground does not, also as the head; nor whoever changed it."""
    letter = begun(family, ground="She is not safe at home.")
    Membership.objects.create(user=family.senco, school=family.school, role=Role.HEAD,
                              from_on=moment.today())  # fmt: skip
    with pytest.raises(IllegalMove, match="somebody else"):
        services.approve(letter=letter, by=family.senco)
    services.edit(letter=letter, version=letter.version, personal_note="",
                  facts={"ground": "The law asks for it."}, by=family.head)  # fmt: skip
    letter.refresh_from_db()
    with pytest.raises(IllegalMove, match="somebody else"):
        services.approve(letter=letter, by=family.head)

    services.approve(letter=letter, by=family.senco)

    assert paper.content_of(letter)["signer"]["title"] == "Head"


def test_the_ground_is_for_those_who_read_letters_and_not_for_the_office(client, family):
    letter = begun(family, ground="She is not safe at home.")
    services.approve(letter=letter, by=family.head)
    pages = {}
    for who in ("senco", "head", "office"):
        sign_in(client, getattr(family, who))
        pages[who] = client.get(letter.get_absolute_url()).content.decode()

    assert [who for who in pages if "not safe at home" in pages[who]] == ["senco", "head"]


@pytest.mark.parametrize(
    ("name", "address"),
    [("Ms K. Lowe", "Consultant\n12 Mill Lane, WB1 2AB"), ("Omar Brightwater", "2 Quay\nWB1 4AB")],
)
def test_nothing_goes_to_somebody_marked_do_not_contact(ask, family, name, address):
    mother = family.pupil.contacts.get()
    Contact.objects.filter(pk=mother.pk).update(
        first_name="Omar", last_name="Brightwater", title="", do_not_contact=True,
        do_not_contact_kind="court", do_not_contact_reason="Order", address="12 Mill Lane",
        postcode="WB1 2AB",
    )  # fmt: skip

    answer = ask(name=name, address=address, ground="The law asks for it.")

    assert "Omar Brightwater is marked “do not contact” (a court order)" in answer.content.decode()
    assert not Letter.objects.exists()
    letter = LetterFactory(pupil=family.pupil, contact=None, other_name=name,
                           other_address=address, facts={"ground": "x"})  # fmt: skip
    assert any("do not contact" in why for why in checks.wants(letter, paper.content_of(letter)))


def test_begun_again_for_the_same_person_the_address_is_the_new_one(family, consent):
    letter = begun(family)

    again = begun(family, other=Other("Ms K. Lowe", "2 Quay\nWB1 4AB"))

    assert (again.pk, again.other_address) == (letter.pk, "2 Quay\nWB1 4AB")


def test_it_is_offered_on_a_childs_way_to_write_and_to_the_senco_alone(client, family):
    write = f"/{family.school.slug}/letters/write/"
    outside_path = f"/pupils/{family.pupil.pk}/letters/outside/advice-request/"
    sign_in(client, family.senco)

    assert outside_path in client.get(f"{write}?pupils={family.pupil.pk}").content.decode()
    assert "begins on the child’s page" in client.get(write).content.decode()
    assert client.get(outside_path.replace("advice-request", "plan-shared")).status_code == 404
