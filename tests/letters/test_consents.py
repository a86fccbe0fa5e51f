"""A yes or no to a letter that asks becomes a consent; a withdrawal stops letters outside."""

from datetime import date, datetime

import pytest

from letters import services
from letters.consents import NONE_KEPT, before_asking, why_none
from letters.models import Letter
from letters.outside import Other
from letters.starters import AGENCY_CONSENT, CONSENT_CONFIRMED
from pupils.consents import services as consents
from pupils.consents.models import Consent
from sendcase import moment
from tests.factories.letters import Family, LetterFactory
from tests.factories.people import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def family():
    return Family()


def asked(family, purpose="agency-consent", **fields):
    facts = {name: AGENCY_CONSENT.facts[name] for name in AGENCY_CONSENT.facts}
    return LetterFactory(
        pupil=family.pupil, contact=family.mother, purpose=purpose, facts=facts, state="issued",
        issued_on=moment.today(), issued_by=family.senco, about_type="pupils.pupil",
        about_id=family.pupil.pk, prepared_by=family.senco,
        approved_by=family.senco, approved_at=moment.now(), **fields,
    )  # fmt: skip


def reply(letter, **fields):
    given = {"route": "slip", "received_on": moment.today(), "by": None, **fields}
    return services.record_reply(letter=letter, **given)


@pytest.fixture
def before_the_end():
    """Of the support that the letter speaks of."""
    with moment.at(datetime(2026, 11, 24, 9, tzinfo=moment.LONDON)):
        yield


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_the_answer_on_a_slip_is_a_consent_with_its_source(before_the_end, family, answer):
    letter = asked(family)
    reply(letter, consent=answer, by=family.office)

    row = Consent.objects.get()
    assert (row.kind, row.answer, row.contact) == ("agency", answer, family.mother)
    assert (row.source_type, row.source_id) == ("letters.letter", letter.pk)
    assert row.until_on == date(2027, 7, 23) and "on the signed slip" in row.evidence
    assert "the speech and language team" in row.scope
    assert not Letter.objects.filter(purpose=CONSENT_CONFIRMED.key).exists()


def test_receipt_alone_or_another_letter_makes_none(family):
    reply(asked(family))
    reply(asked(family, purpose="placed-on-register"), consent="yes")

    assert not Consent.objects.exists()


@pytest.mark.parametrize("route", ["code", "link"])
def test_an_answer_on_the_page_is_confirmed_by_letter(family, route):
    reply(asked(family), route=route, consent="yes", name_given="L. Brightwater")

    assert Consent.objects.get().given_by == "L. Brightwater"
    [letter] = Letter.objects.filter(purpose=CONSENT_CONFIRMED.key)
    assert letter.facts["given_by"] == "L. Brightwater" and letter.prepared_by == family.senco
    assert (
        letter.state == "prepared"
        and "with the code" in letter.facts["given_how"]
        or (route == "link")
    )


@pytest.mark.parametrize("gone", [{"parental_responsibility": False}, {"ended_on": moment.today()}])
def test_the_slip_of_who_is_no_parent_on_file_any_more_is_no_consent(family, gone):
    letter = asked(family)
    type(family.mother).objects.filter(pk=family.mother.pk).update(**gone)

    answered = reply(letter, consent="yes", name_given="Leila Brightwater", by=family.office)

    assert not Consent.objects.exists()
    assert why_none(letter, answered) == NONE_KEPT


def test_a_parent_does_not_answer_for_a_young_person(family):
    letter = asked(family)
    type(family.pupil).objects.filter(pk=family.pupil.pk).update(born_on=date(2009, 3, 14))
    letter.pupil.refresh_from_db()

    answered = reply(letter, consent="yes")

    assert answered.consent == "yes" and not Consent.objects.exists()


OVER = date(2009, 3, 14)  # school age ends in June of the year they are 16


def grown(family):
    type(family.pupil).objects.filter(pk=family.pupil.pk).update(born_on=OVER)
    family.pupil.refresh_from_db()


def test_the_office_is_told_that_a_parents_yes_is_no_consent(client, family):
    grown(family)
    letter = asked(family)
    said = f"It is no consent: {family.pupil.first_name} decides, being over school age."
    sign_in(client, family.office)
    page = f"/{family.school.slug}/letters/answers/{letter.pk}/"
    before = client.get(page)
    assert "is over school age and decides alone" in before.content.decode()

    after = client.post(page, {
        "form_id": str(before.context["form"].form_id), "route": "slip", "consent": "yes",
        "received_on": moment.today().isoformat(), "name_given": "Leila Brightwater",
    }, follow=True).content.decode()  # fmt: skip

    assert after.count(said) == 2  # at once, and in the list of today
    assert said in client.get(letter.get_absolute_url()).content.decode()
    assert not Consent.objects.exists()


def test_the_young_persons_own_yes_is_a_consent_and_a_parents_name_on_their_slip_is_not(family):
    grown(family)
    own, other = asked(family), asked(family)
    Letter.objects.update(contact=None)
    for letter in (own, other):
        letter.refresh_from_db()
    mother = f"{family.mother.first_name} {family.mother.last_name}"

    assert why_none(own, reply(own, consent="yes", name_given=family.pupil.name)) == ""
    assert "It is no consent" in why_none(other, reply(other, consent="no", name_given=mother))

    assert Consent.objects.get().source_id == own.pk


def test_receipt_is_not_said_to_be_no_consent(family):
    letter = asked(family)
    assert why_none(letter, reply(letter)) == ""


def test_a_withdrawal_stops_letters_outside_that_name_no_other_ground(family):
    consent = consents.record(
        pupil=family.pupil, kind="agency", scope="Speech", answer="yes", given_by="Leila",
        given_on=moment.today(), evidence="Slip", by=family.senco,
    )  # fmt: skip

    def advice(name, **more):
        from letters.starters import ADVICE_REQUEST

        [letter] = services.prepare(
            purpose=ADVICE_REQUEST.key, pupil=family.pupil, attachments=[], about=family.pupil,
            facts=ADVICE_REQUEST.facts | more, by=family.senco, other=Other(name, "1 Quay"),
        )  # fmt: skip
        return letter

    resting, grounded = advice("Dr A. Field"), advice("Ms B. Lane", ground="Safety.")
    home = family.prepared()
    consents.withdraw(consent=consent, on=moment.today(), withdrawn_by="Leila", how="Phone",
                      by=family.senco)  # fmt: skip

    for letter in (resting, grounded, home):
        letter.refresh_from_db()
    assert [resting.state, grounded.state, home.state] == ["withdrawn", "prepared", "prepared"]
    assert resting.closed_reason.startswith("The consent")


def test_a_yes_of_somebody_marked_since_is_an_answer_and_no_consent(before_the_end, family):
    letter = asked(family)
    type(family.mother).objects.filter(pk=family.mother.pk).update(do_not_contact=True)
    letter = Letter.objects.get(pk=letter.pk)
    assert "marked “do not contact”" in before_asking(letter)
    answered = reply(letter, consent="yes", by=family.office)
    assert not Consent.objects.exists()
    assert "no consent" in why_none(letter, answered) and family.mother.name in why_none(
        letter, answered
    )


def test_a_no_of_somebody_marked_since_counts(before_the_end, family):
    letter = asked(family)
    type(family.mother).objects.filter(pk=family.mother.pk).update(do_not_contact=True)
    reply(Letter.objects.get(pk=letter.pk), consent="no", by=family.office)
    assert Consent.objects.get().answer == "no"
