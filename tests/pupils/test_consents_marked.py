"""Parental responsibility is not contact: a yes of somebody marked “do not contact” counts only
where the SENCO wrote down why; a no always does.
"""

import pytest

from accounts.permissions import Role
from audit.models import Event
from pupils import sharing
from pupils.consents import marked, services
from pupils.consents.models import Consent
from sendcase import moment
from sendcase.edits import IllegalMove
from tests.factories.people import member, sign_in
from tests.factories.pupils import ContactFactory, PupilFactory
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db
WHY = "Order of 3 Mar 2026 read: contact only, nothing about decisions."


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def senco(school):
    return member(school, Role.SENCO)


@pytest.fixture
def pupil(school):
    return PupilFactory(school=school)


@pytest.fixture
def father(pupil):
    ContactFactory(pupil=pupil)
    return ContactFactory(pupil=pupil, title="Mr", first_name="Omar", relationship="Father",
                          do_not_contact=True, do_not_contact_kind="court",
                          do_not_contact_reason="An order")  # fmt: skip


def record(pupil, by, **fields):
    given = {"kind": "agency", "scope": "Speech therapy", "answer": "yes", "evidence": "Slip",
             "given_on": moment.today(), "given_by": "Omar Brightwater", "by": by}  # fmt: skip
    return services.record(pupil=pupil, **given | fields)


def test_a_yes_without_a_reason_is_not_taken(pupil, father, senco):
    with pytest.raises(marked.Marked, match="SENCO wrote down why"):
        record(pupil, senco, contact=father)
    with pytest.raises(marked.Marked):
        record(pupil, senco, contact=father, may_decide_reason=" ")
    assert not Consent.objects.exists()


NAMES = ["Mr Omar Brightwater", "brightwater, Omár", "Omar J. Brightwater"]


@pytest.mark.parametrize("name", NAMES)
def test_nor_is_it_where_the_name_is_typed_by_hand(pupil, father, senco, name):
    with pytest.raises(marked.Marked):
        record(pupil, senco, given_by=name)
    assert record(pupil, senco, given_by="Leila Brightwater").pk


def test_nor_where_he_signed_the_slip_of_the_other_home(pupil, father, senco):
    mother = pupil.contacts.get(first_name="Leila")
    with pytest.raises(marked.Marked):
        record(pupil, senco, contact=mother, given_by="Omar Brightwater")


def test_with_the_senco_s_reason_it_counts_and_the_log_keeps_why(pupil, father, senco):
    row = record(pupil, senco, contact=father, may_decide_reason=WHY)
    assert row.may_decide_reason == WHY and services.holds(pupil, "agency")
    assert Event.objects.filter(verb="consent.recorded", pupil_id=pupil.pk).count() == 1


def test_the_office_cannot_say_why(pupil, father, school):
    with pytest.raises(marked.Marked, match="give the paper to the SENCO"):
        record(pupil, member(school, Role.OFFICE), contact=father, may_decide_reason=WHY)
    with pytest.raises(marked.Marked):
        record(pupil, None, contact=father, may_decide_reason=WHY)


def test_a_no_counts_and_keeps_no_reason(pupil, father, senco):
    row = record(pupil, senco, contact=father, answer="no", may_decide_reason=WHY)
    assert (row.answer, row.may_decide_reason) == ("no", "")


def test_a_yes_from_before_the_mark_lets_nobody_new_in(pupil, senco):
    mother = ContactFactory(pupil=pupil)
    consent = record(pupil, senco, contact=mother, given_by=mother.name)
    type(mother).objects.filter(pk=mother.pk).update(do_not_contact=True)
    given = {"pupil": pupil, "name": "Dr Lund", "email": "lund@clinic.example", "by": senco,
             "reason": "Speech", "consent_note": "Slip", "until_on": moment.today()}  # fmt: skip
    with pytest.raises(IllegalMove, match="marked “do not contact”"):
        sharing.grant(consent=consent, **given)
    again = record(pupil, senco, contact=mother, given_by=mother.name, may_decide_reason=WHY)
    assert sharing.grant(consent=again, **given).pk


def posted(client, pupil, **typed):
    given = {"kind": "agency", "scope": "Speech", "answer": "yes", "given_on": "2026-03-02",
             "evidence": "Slip"}  # fmt: skip
    return client.post(f"/pupils/{pupil.pk}/consents/new/", given | typed)


def words(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_form_warns_and_asks_why(client, pupil, father, senco):
    sign_in(client, senco)
    page = words(client.get(f"/pupils/{pupil.pk}/consents/new/"))
    assert "Mr Omar Brightwater is marked “do not contact”" in page
    assert "Father, marked “do not contact”" in page
    for who in ({"who": father.pk}, {"who": "other", "given_by": "Omar Brightwater"}):
        page = words(posted(client, pupil, **who))
        assert "error-summary" in page and 'href="#id_may_decide_reason"' in page
    assert not Consent.objects.exists()
    assert posted(client, pupil, who=father.pk, may_decide_reason=WHY).status_code == 302
    assert Consent.objects.get().may_decide_reason == WHY
    tab = words(client.get(f"/pupils/{pupil.pk}/consents/"))
    assert "may decide all the same" in tab and WHY in tab


def test_the_form_of_the_office_sends_the_paper_on(client, pupil, father, school):
    sign_in(client, member(school, Role.OFFICE))
    page = words(client.get(f"/pupils/{pupil.pk}/consents/new/"))
    assert "give the paper to the SENCO" in page and "may_decide_reason" not in page
    page = words(posted(client, pupil, who=father.pk, may_decide_reason=WHY))
    assert "error-summary" in page and not Consent.objects.exists()
    assert posted(client, pupil, who=father.pk, answer="no").status_code == 302


def test_nothing_is_asked_where_nobody_is_marked(client, pupil, senco):
    ContactFactory(pupil=pupil)
    sign_in(client, senco)
    page = words(client.get(f"/pupils/{pupil.pk}/consents/new/"))
    assert "do not contact" not in page and "may_decide_reason" not in page
