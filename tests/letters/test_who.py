"""Who gets one letter, how, and what is asked again before it goes out."""

import json
from dataclasses import replace
from datetime import date

import pytest

from accounts.permissions import Role
from audit.models import Event
from letters import paper, recipient, remarks, services
from letters.batches.models import Batch
from letters.models import Letter, LetterTemplate, LetterVersion
from letters.outside import Other
from letters.purposes import purposes
from pupils.consents.models import Consent
from pupils.models import Contact
from sendcase import edits, moment
from sendcase.edits import IllegalMove
from tests.factories.letters import Family, prepare
from tests.factories.people import member, sign_in
from tests.factories.pupils import ContactFactory, PupilFactory

pytestmark = pytest.mark.django_db
DOCTOR = Other("Dr A. Field", "The Clinic\n1 Wharf Road\nWB1 3AB")


@pytest.fixture
def family(db):
    return Family(legal_first_name="Amina")


@pytest.fixture(autouse=True)
def no_printing(monkeypatch):
    monkeypatch.setattr("letters.paper.whole_pdf", lambda *args, **kwargs: b"%PDF-1.7")


@pytest.fixture
def advice(monkeypatch):
    """A purpose that goes outside, with the wording of another."""
    purpose = replace(purposes["plan-shared"], key="advice-asked", outside=True)
    monkeypatch.setitem(purposes, "advice-asked", purpose)
    return purpose


def say(contact, **fields):
    Contact.objects.filter(pk=contact.pk).update(**fields)


def batch_of(family):
    return Batch.objects.create(
        school=family.school, purpose="placed-on-register", title="All", signed_by="senco",
        made_by=family.senco,
    )  # fmt: skip


class TestWay:
    @pytest.mark.parametrize(
        ("mother", "way"),
        [({}, "post"), ({"letters_by": "hand"}, "hand"),
         ({"letters_by": "email", "email": "l@home.example"}, "email"),
         ({"letters_by": "email"}, "post")],
    )  # fmt: skip
    def test_the_family_chose(self, family, mother, way):
        say(family.mother, **mother)

        assert family.prepared().way == way

    def test_by_e_mail_only_where_everybody_it_names_chose_that(self, family):
        say(family.mother, letters_by="email", email="l@home.example")
        father = ContactFactory(pupil=family.pupil, first_name="Omar", email="o@home.example")
        letter = family.prepared()

        assert letter.way == "post"
        assert remarks.of(letter) == ["By post: Ms Omar Brightwater did not choose e-mail."]
        say(father, letters_by="email")
        letter = family.prepared()
        assert (letter.way, remarks.of(letter)) == ("email", [])

    def test_an_address_that_is_gone_when_it_goes_makes_it_post_or_stops_it(self, family):
        say(family.mother, letters_by="email", email="l@home.example")
        letter = family.approved()
        say(family.mother, email="", address="", postcode="")

        with pytest.raises(services.CannotIssue, match="no address for Ms Leila Brightwater"):
            services.issue(letter=letter, by=family.senco)
        say(family.mother, address="12 Mill Lane")
        assert services.issue(letter=letter, by=family.senco).way == "post"
        assert not letter.links.exists()

    def test_no_school_bag_where_somebody_is_barred(self, family):
        say(family.mother, letters_by="hand")
        ContactFactory(pupil=family.pupil, address="", do_not_contact=True)

        letter = family.prepared()

        assert letter.way == "post"
        assert "a bag goes to every home" in remarks.of(letter)[0]

    def test_a_young_person_gets_it_by_hand(self, family):
        pupil = PupilFactory(school=family.school, born_on=date(2008, 1, 5))

        assert [letter.way for letter in prepare(pupil, by=family.senco)] == ["hand"]

    def test_without_an_address_it_goes_by_hand_or_not_at_all(self, family):
        say(family.mother, address="", letters_by="hand")
        letter = services.approve(letter=family.prepared(), by=family.senco)
        say(family.mother, letters_by="post")

        with pytest.raises(services.CannotIssue, match="no address for Ms Leila Brightwater"):
            services.issue(letter=letter, by=family.senco)
        say(family.mother, letters_by="hand")
        assert services.issue(letter=letter, by=family.senco).way == "hand"

    def test_the_way_of_the_day_it_goes_counts(self, family):
        say(family.mother, letters_by="hand")
        letter = family.approved()
        say(family.mother, letters_by="post")

        assert letter.way == "hand"
        assert services.issue(letter=letter, by=family.senco).way == "post"


class TestAtTheMomentOfIssue:
    def test_another_address_after_the_print_is_never_sent(self, family):
        letter = family.approved()
        printed = services.paper_to_issue(letter)
        say(family.mother, address="77 New Road")

        with pytest.raises(edits.IllegalMove, match="changed just now"):
            services.issue(letter=letter, by=family.senco, printed=printed)
        assert not LetterVersion.objects.exists()

    def test_two_who_moved_together_get_one(self, family):
        father = ContactFactory(
            pupil=family.pupil, first_name="Omar", household=2, address="9 High Street"
        )
        first, second = prepare(family.pupil, by=family.senco)
        say(father, household=1, address=family.mother.address)

        services.approve(letter=first, by=family.senco)
        with pytest.raises(services.CannotIssue, match=f"L{first.pk} goes to the same home"):
            services.approve(letter=second, by=family.senco)

    def test_one_who_moved_out_is_missed_by_name(self, family):
        father = ContactFactory(pupil=family.pupil, first_name="Omar")
        letter = family.prepared()
        say(father, address="9 High Street")

        assert remarks.of(letter) == [
            "Ms Omar Brightwater has a home of their own and no letter like this. Write it again."
        ]
        assert recipient.of(Letter.objects.get()).name == "Ms Leila Brightwater"

    def test_another_language_since_is_named(self, family):
        letter = family.approved()
        say(family.mother, language="Polish")
        assert paper.wants(fresh(letter), paper.content_of(fresh(letter))) == []
        LetterTemplate.objects.create(
            school=family.school, purpose=letter.purpose, language="pl", subject="x", body="x"
        )

        with pytest.raises(services.CannotIssue, match="written to in Polish, and this"):
            services.issue(letter=letter, by=family.senco)
        assert [x.template.language for x in prepare(family.pupil, by=family.senco)] == ["pl"]

    def test_the_flag_is_named_with_its_kind(self, family):
        letter = family.approved()
        say(family.mother, do_not_contact=True, do_not_contact_kind="court")

        with pytest.raises(services.CannotIssue, match=r"“do not contact” \(a court order\)"):
            services.issue(letter=letter, by=family.senco)

    def test_who_lives_there_is_named_with_the_kind(self, family):
        letter = family.approved()
        ContactFactory(pupil=family.pupil, first_name="Omar", do_not_contact=True,
                       do_not_contact_kind="safety", address="12 Mill Lane")  # fmt: skip

        with pytest.raises(services.CannotIssue, match="Omar.*somebody’s safety.*may live there"):
            services.issue(letter=letter, by=family.senco)


def fresh(letter):
    return Letter.objects.get(pk=letter.pk)


def test_the_reason_nobody_hears_is_named_to_those_who_see_contacts(family):
    say(family.mother, do_not_contact=True, do_not_contact_kind="court")

    with pytest.raises(services.CannotPrepare, match=r"Leila.*\(a court order\)"):
        family.prepared()
    with pytest.raises(services.CannotPrepare) as told:
        prepare(family.pupil, by=member(family.school, Role.TEACHER))
    assert "Leila" not in str(told.value) and "court" not in str(told.value)


class TestRemarks:
    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"accessible_format": "easy"}, "asked for easy read"),
            ({"accessible_format": "audio"}, "read aloud"),
            ({"language": "Klingon"}, "do not know the language “Klingon”"),
            ({"language": "Urdu"}, "reads Urdu, and this letter is in English"),
        ],
    )
    def test_what_a_person_must_do_is_said_and_stops_nothing(self, client, family, fields, words):
        say(family.mother, **fields)
        letter = family.prepared()
        sign_in(client, family.senco)

        assert words in client.get(f"/letters/{letter.pk}/").content.decode()
        assert services.approve(letter=letter, by=family.senco).state == "approved"

    def test_an_ordinary_letter_has_none(self, family):
        assert remarks.of(family.prepared()) == []


class TestBatch:
    def test_prepared_twice_is_there_once(self, family):
        batch = batch_of(family)
        alone = family.prepared()

        once = prepare_in(family, batch)
        twice = prepare_in(family, batch)

        assert [x.pk for x in once] == [x.pk for x in twice] == [alone.pk]
        assert fresh(alone).batch == batch
        assert Event.objects.filter(verb="letter.prepared").count() == 2

    def test_what_went_on_since_is_left_alone(self, family):
        batch = batch_of(family)
        [letter] = prepare_in(family, batch)
        services.approve(letter=letter, by=family.senco)

        [again] = prepare_in(family, batch)
        assert (again.pk, again.state) == (letter.pk, "approved")

        services.withdraw(letter=again, reason="Not this family", by=family.senco)
        assert prepare_in(family, batch) == []

    def test_another_batch_takes_over_and_both_say_so(self, family):
        [first] = prepare_in(family, batch_of(family))
        [second] = prepare_in(family, batch_of(family))

        assert (fresh(first).state, second.state) == ("withdrawn", "prepared")
        assert fresh(first).closed_reason == "A newer letter took its place."


def prepare_in(family, batch):
    from tests.factories.letters import AFTER_A_REVIEW, FACTS

    return services.prepare(
        purpose="placed-on-register", pupil=family.pupil, facts=FACTS | AFTER_A_REVIEW,
        attachments=[], about=family.pupil, by=family.senco, batch=batch,
    )  # fmt: skip


class TestOutside:
    def ask(self, family, other=DOCTOR, **facts):
        from tests.factories.letters import FACTS

        return services.prepare(
            purpose="advice-asked", pupil=family.pupil, facts=FACTS | facts, attachments=[],
            about=family.pupil, by=family.senco, other=other,
        )  # fmt: skip

    def agreed(self, family, **fields):
        given = {"kind": "agency", "answer": "yes", "given_on": moment.today(), **fields}
        return Consent.objects.create(
            school=family.school, pupil=family.pupil, scope="Speech therapy", given_by="Leila",
            evidence="Slip", **given,
        )  # fmt: skip

    def test_without_consent_or_ground_it_says_what_is_missing(self, family, advice):
        self.agreed(family, kind="photo")
        self.agreed(family, answer="no")
        self.agreed(family, given_on=date(2025, 1, 1), until_on=date(2025, 6, 1))

        with pytest.raises(services.CannotPrepare, match="Nobody has agreed.*about Amina"):
            self.ask(family)
        assert not Letter.objects.exists()

    def test_with_consent_it_goes_to_that_person_and_nobody_at_home(self, family, advice):
        consent = self.agreed(family)
        [letter] = self.ask(family)
        assert self.ask(family) == [letter]
        content = paper.content_of(fresh(letter))

        assert (letter.contact, letter.way) == (None, "post")
        assert not letter.template.for_young_person
        assert content["to"] == {
            "name": "Dr A. Field", "lines": ["The Clinic", "1 Wharf Road", "WB1 3AB"]
        }  # fmt: skip
        assert "Leila" not in json.dumps(content) and "Mill Lane" not in json.dumps(content)

        services.approve(letter=letter, by=family.senco)
        Consent.objects.filter(pk=consent.pk).update(
            withdrawn_on=moment.today(), withdrawn_by="Leila"
        )
        with pytest.raises(services.CannotIssue, match="the agreement has ended"):
            services.issue(letter=letter, by=family.senco)

    def test_a_written_ground_is_enough_and_stays_on_record(self, family, advice):
        [letter] = self.ask(family, ground="He is not safe at home; the DSL asked.")

        assert letter.facts["ground"].startswith("He is not safe")
        with pytest.raises(IllegalMove, match="signed by the head"):
            services.approve(letter=letter, by=family.senco)
        services.approve(letter=letter, by=family.head)
        assert services.issue(letter=letter, by=family.senco).state == "issued"

    def test_two_people_asked_about_one_child_are_two_letters(self, family, advice):
        self.agreed(family)
        [one], [two] = self.ask(family), self.ask(family, Other("Ms B. Lane", "2 Quay\nWB1 4AB"))

        assert one.pk != two.pk and fresh(one).state == "prepared"

    def test_a_caller_must_say_who(self, family, advice):
        with pytest.raises(ValueError, match="outside"):
            self.ask(family, other=None)
        with pytest.raises(ValueError, match="outside"):
            services.prepare(purpose="plan-shared", pupil=family.pupil, facts={}, attachments=[],
                             about=family.pupil, by=family.senco, other=DOCTOR)  # fmt: skip


def test_large_print_where_any_reader_at_home_needs_it(family):
    ContactFactory(pupil=family.pupil, first_name="Omar", accessible_format="large")

    assert paper.content_of(family.prepared())["large"]
