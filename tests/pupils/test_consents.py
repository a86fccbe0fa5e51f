"""Consents: who may answer, what holds, and that nothing rests on one that was withdrawn."""

from datetime import date, timedelta
from itertools import product

import pytest

from accounts.permissions import Role
from audit.models import Event
from pupils import sharing
from pupils.consents import mistakes, services
from pupils.consents.models import Consent
from pupils.photos import services as photos
from pupils.photos.models import PupilPhoto
from reminders.models import Deadline
from reminders.recount import differences
from sendcase import moment
from sendcase.edits import IllegalMove, Stale
from tests.factories.people import UserFactory, member, sign_in
from tests.factories.pupils import ContactFactory, PupilFactory
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class

pytestmark = pytest.mark.django_db
TODAY = moment.today()


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def senco(school):
    return member(school, Role.SENCO)


@pytest.fixture
def pupil(school):
    return PupilFactory(school=school)


def record(pupil, by, **fields):
    given = {
        "kind": "sharing", "scope": "The clinic reads the plan", "answer": "yes",
        "given_by": "Leila Brightwater", "given_on": TODAY - timedelta(days=9),
        "evidence": "Signed slip", "by": by,
    }  # fmt: skip
    return services.record(pupil=pupil, **{**given, **fields})


def withdraw(consent, by, on=TODAY, **fields):
    return services.withdraw(
        consent=consent, on=on, withdrawn_by="Leila Brightwater", how="By phone", by=by, **fields
    )


def share(pupil, by, **fields):
    given = {
        "name": "Dr Lund", "email": "speech@clinic.example.org", "reason": "Speech therapy",
        "consent_note": "As recorded", "until_on": TODAY + timedelta(days=5), "by": by,
    }  # fmt: skip
    return sharing.grant(pupil=pupil, **{**given, **fields})


def with_photo(pupil, by):
    type(pupil.school.policy).objects.filter(school=pupil.school).update(photos_used=True)
    pupil.school.refresh_from_db()
    photos.set_photo(pupil=pupil, jpeg=b"\xff\xd8", by=by)


DAYS = [TODAY - timedelta(days=days) for days in (3, 1, 0)]


@pytest.mark.parametrize(("first", "second", "end"), list(product(DAYS, DAYS, [None, 0, 9])))
def test_after_a_withdrawal_nothing_holds(pupil, senco, first, second, end):
    """Whenever two were given, however long they run, whenever the later is withdrawn."""
    until = TODAY + timedelta(days=end) if end is not None else None
    with_photo(pupil, senco)
    rows = [record(pupil, senco, kind="photo", given_on=on, until_on=until)
            for on in (first, second)]  # fmt: skip
    last = max(rows, key=lambda row: row.given_on)
    assert services.holds(pupil, "photo") and photos.address(pupil)

    withdraw(last, senco)

    assert not services.holds(pupil, "photo")
    assert not photos.address(pupil) and not PupilPhoto.objects.shown().exists()
    assert photos.objected(pupil.school) == {pupil.pk}
    with pytest.raises(IllegalMove, match="no agreement to a photo of Amina"):
        photos.set_photo(pupil=pupil, jpeg=b"\xff\xd8\xff", by=senco)
    assert differences(pupil.school_id) == []


def test_a_photo_is_shown_again_only_after_a_later_yes(pupil, senco):
    with_photo(pupil, senco)
    record(pupil, senco, kind="photo", answer="no", given_on=TODAY - timedelta(days=2))
    late_paper = record(pupil, senco, kind="photo", given_on=TODAY - timedelta(days=5))

    late_paper.refresh_from_db()
    assert late_paper.withdrawn_on and not photos.address(pupil)

    record(pupil, senco, kind="photo", given_on=TODAY)
    assert photos.address(pupil)


def test_a_no_ends_the_yes_before_it(pupil, senco):
    yes = record(pupil, senco, kind="photo")
    record(pupil, senco, kind="photo", answer="no", given_on=TODAY)

    yes.refresh_from_db()
    assert (yes.withdrawn_on, yes.withdrawn_by) == (TODAY, "Leila Brightwater")


def test_a_photo_hidden_is_404_for_everybody(client, pupil, senco):
    with_photo(pupil, senco)
    sign_in(client, senco)
    assert client.get(f"/pupils/{pupil.pk}/photo/").status_code == 200

    withdraw(record(pupil, senco, kind="photo"), senco)

    assert client.get(f"/pupils/{pupil.pk}/photo/").status_code == 404
    assert b"case-photo" not in client.get(f"/pupils/{pupil.pk}/").content


def test_withdrawing_ends_the_shares_that_rest_on_it_and_no_other(client, pupil, senco):
    guest = UserFactory(email="speech@clinic.example.org")
    consent = record(pupil, senco)
    resting = share(pupil, senco, consent=consent)
    other = share(pupil, senco, email="other@clinic.example.org", name="Ms Vane")
    sign_in(client, guest)
    assert client.get(f"/pupils/{pupil.pk}/").status_code == 200

    withdraw(consent, senco)

    assert client.get(f"/pupils/{pupil.pk}/").status_code == 404
    for row in (resting, other):
        row.refresh_from_db()
    assert resting.ended_at and not other.ended_at
    assert Event.objects.filter(verb="consent.withdrawn", pupil_id=pupil.pk).count() == 1


def test_a_share_ends_with_its_consent_at_the_latest(pupil, senco):
    consent = record(pupil, senco, until_on=TODAY + timedelta(days=5))
    with pytest.raises(IllegalMove, match="share until then"):
        share(pupil, senco, consent=consent, until_on=TODAY + timedelta(days=6))
    foreign = record(PupilFactory(school=pupil.school), senco)
    for row in (foreign, record(pupil, senco, kind="photo"), record(pupil, senco, answer="no")):
        with pytest.raises(IllegalMove, match="no longer holds"):
            share(pupil, senco, consent=row)

    assert share(pupil, senco, consent=consent).consent == consent


def test_the_share_form_offers_what_holds_and_asks_for_a_ground_without(client, pupil, senco):
    consent = record(pupil, senco, until_on=TODAY + timedelta(days=5))
    sign_in(client, senco)
    sent = {"name": "Dr Lund", "email": "speech@clinic.example.org", "reason": "Therapy",
            "until_on": (TODAY + timedelta(days=9)).isoformat()}  # fmt: skip
    at = f"/pupils/{pupil.pk}/sharing/new/"

    assert b"or write down the ground" in client.post(at, sent).content
    assert b"The agreement ends on" in client.post(at, sent | {"consent": consent.pk}).content
    sent["until_on"] = TODAY.isoformat()
    assert client.post(at, sent | {"consent": consent.pk}).status_code == 302
    assert consent.shares.get().consent_note.startswith("The clinic reads the plan")


def test_over_school_age_the_young_person_answers(school, senco):
    young = PupilFactory(school=school, born_on=date(2009, 3, 14))
    mother = ContactFactory(pupil=young)
    with pytest.raises(services.AnswersAlone):
        record(young, senco, contact=mother)
    with pytest.raises(services.AnswersAlone):
        record(young, senco)
    assert record(young, senco, by_young_person=True).by_young_person

    young.parents_may_be_told = "capacity"
    young.save()
    assert record(young, senco, contact=mother).contact == mother


@pytest.mark.parametrize("fields", [
    {"given_on": TODAY + timedelta(days=1)}, {"given_by": " "},
    {"until_on": TODAY - timedelta(days=30)},
])  # fmt: skip
def test_impossible_answers_are_refused(pupil, senco, fields):
    with pytest.raises(IllegalMove):
        record(pupil, senco, **fields)
    assert not Consent.objects.exists()


def test_only_who_has_parental_responsibility_for_this_child_agrees(pupil, senco):
    uncle = ContactFactory(pupil=pupil, parental_responsibility=False)
    for contact in (uncle, ContactFactory(pupil=PupilFactory(school=pupil.school))):
        with pytest.raises(IllegalMove):
            record(pupil, senco, contact=contact)


def test_withdrawing_twice_or_with_an_old_page_is_refused(pupil, senco):
    consent = record(pupil, senco)
    with pytest.raises(Stale):
        withdraw(consent, senco, version=consent.version + 1)
    with pytest.raises(IllegalMove, match="withdrawn then or later"):
        withdraw(consent, senco, on=consent.given_on - timedelta(days=1))
    withdraw(consent, senco)
    with pytest.raises(IllegalMove, match="withdrawn before"):
        withdraw(consent, senco)
    with pytest.raises(IllegalMove, match="nothing to withdraw"):
        withdraw(record(pupil, senco, answer="no"), senco)


def test_the_senco_is_reminded_until_it_is_asked_again_or_withdrawn(pupil, senco):
    until = TODAY + timedelta(days=5)
    first = record(pupil, senco, until_on=until)
    other = record(pupil, senco, scope="The hospital", until_on=until)
    due = Deadline.objects.open().filter(kind="consent-ending")
    assert set(due.values_list("object_id", "due_on")) == {(first.pk, until), (other.pk, until)}

    record(pupil, senco)
    withdraw(other, senco)

    assert not due.exists() and differences(pupil.school_id) == []


def test_an_answer_in_error_counts_for_nothing_and_stays_in_sight(client, pupil, senco):
    earlier = record(pupil, senco, until_on=TODAY + timedelta(days=90))
    row = record(pupil, senco, given_on=TODAY, until_on=TODAY + timedelta(days=30))
    given = share(pupil, senco, consent=row)
    due = Deadline.objects.open().filter(kind="consent-ending")
    assert due.get().object_id == row.pk

    mistakes.recorded_in_error(consent=row, reason="The slip of another child.", by=senco)

    given.refresh_from_db()
    assert given.ended_at and due.get().object_id == earlier.pk
    assert not differences(pupil.school_id)
    assert services.holds(pupil, "sharing")  # on what was really said
    with pytest.raises(IllegalMove):
        mistakes.recorded_in_error(consent=row, reason="Again.", by=senco)
    sign_in(client, senco)
    tab = client.get(f"/pupils/{pupil.pk}/consents/").content.decode()
    assert "Recorded in error" in tab and "The slip of another child." in tab
    listed = client.get(f"/{pupil.school.slug}/consents/?state=in_error").context["rows"]
    assert [row["state"] for row in listed] == ["Recorded in error"]


def test_a_photo_whose_only_answer_was_an_error_stands_as_if_nobody_was_asked(pupil, senco):
    row = record(pupil, senco, kind="photo", answer="no")
    assert photos.why_none(pupil)
    mistakes.recorded_in_error(consent=row, reason="Another child.", by=senco)
    assert photos.why_none(pupil) == ""


def test_a_teacher_reads_valid_or_not_and_no_more(client, school, senco):
    klass = ClassGroupFactory(school=school)
    teacher = member(school, Role.TEACHER)
    hold_class(teacher, klass)
    mine = PupilFactory(school=school, class_group=klass)
    record(mine, senco)
    sign_in(client, teacher)

    page = client.get(f"/pupils/{mine.pk}/consents/").content.decode()

    assert page.count("not valid") == 2 and "The clinic" not in page and "Leila" not in page


def test_the_office_writes_down_a_paper_and_reads_nothing(client, pupil):
    mother = ContactFactory(pupil=pupil)
    sign_in(client, member(pupil.school, Role.OFFICE))
    answer = client.post(f"/pupils/{pupil.pk}/consents/new/", {
        "kind": "agency", "scope": "Speech", "answer": "no", "who": mother.pk,
        "given_on": TODAY.isoformat(), "evidence": "Signed slip",
    })  # fmt: skip

    assert answer.url == f"/pupils/{pupil.pk}/people/"
    row = Consent.objects.get()
    assert (row.answer, row.contact, row.given_by) == ("no", mother, mother.name)
    assert client.get(f"/pupils/{pupil.pk}/consents/").status_code == 403


def test_the_list_finds_by_state_in_as_many_queries_at_ten_rows(
    client, school, senco, django_assert_max_num_queries
):
    pupil = PupilFactory(school=school)
    soon = record(pupil, senco, until_on=TODAY + timedelta(days=5))
    record(pupil, senco, answer="no", scope="Said no")
    record(pupil, senco, scope="Gone", given_on=TODAY - timedelta(days=9), until_on=DAYS[0])
    withdraw(record(pupil, senco, scope="Taken back"), senco)
    for _ in range(10):
        record(PupilFactory(school=school), senco, kind="agency")
    sign_in(client, senco)
    at = f"/{school.slug}/consents/"

    def shown(state):
        return [row["scope"] for row in client.get(f"{at}?state={state}").context["rows"]]

    assert shown("ending") == [soon.scope] and shown("refused") == ["Said no"]
    assert shown("ended") == ["Gone"] and shown("withdrawn") == ["Taken back"]
    assert len(shown("holding")) == 11
    with django_assert_max_num_queries(12):
        client.get(at)
