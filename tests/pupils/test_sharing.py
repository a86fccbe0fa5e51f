"""Letting one person in on one case: only the share opens the door, only until its day."""

from datetime import date, timedelta

import pytest

from accounts.models import User
from accounts.permissions import Role
from audit.models import Event
from pupils import sharing
from pupils.models import Share
from sendcase import moment
from sendcase.edits import IllegalMove
from tests.factories.people import UserFactory, member, sign_in
from tests.factories.pupils import PupilFactory
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db


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
def guest(db):
    return UserFactory(email="speech@clinic.example.org", name="Dr Lund")


def grant(pupil, by, **fields):
    given = {
        "name": "Dr Lund", "email": "speech@clinic.example.org", "reason": "Speech therapy",
        "consent_note": "Mother, by phone", "until_on": moment.today() + timedelta(days=30),
    }  # fmt: skip
    return sharing.grant(pupil=pupil, by=by, **{**given, **fields})


def test_granting_and_ending_only_the_share_flips_200_and_404(client, pupil, senco, guest):
    PupilFactory(school=pupil.school)
    sign_in(client, guest)
    page = f"/pupils/{pupil.pk}/"
    assert client.get(page).status_code == 404

    share = grant(pupil, senco)
    assert client.get(page).status_code == 200

    sharing.end(share=share, by=senco)
    assert client.get(page).status_code == 404


def test_a_share_runs_out_by_its_date_alone(client, pupil, senco, guest, time_machine):
    time_machine.move_to("2026-11-03 12:00:00+00:00")
    share = grant(pupil, senco, until_on=date(2026, 11, 10))
    time_machine.move_to("2026-11-10 23:00:00+00:00")
    sign_in(client, guest)
    assert client.get(f"/pupils/{pupil.pk}/").status_code == 200

    time_machine.move_to("2026-11-11 00:30:00+00:00")
    sign_in(client, guest)

    assert client.get(f"/pupils/{pupil.pk}/").status_code == 404
    share.refresh_from_db()
    assert share.ended_at is None


def test_a_guest_sees_that_one_pupil_only(client, pupil, senco, guest):
    other = PupilFactory(school=pupil.school)
    grant(pupil, senco)
    sign_in(client, guest)

    assert client.get(f"/pupils/{other.pk}/").status_code == 404
    rows = client.get(f"/{pupil.school.slug}/pupils/").context["rows"]
    assert [row["url"] for row in rows] == [f"/pupils/{pupil.pk}/"]


@pytest.mark.parametrize("path", ["edit/", "facts/edit/", "contacts/new/", "sharing/new/",
                                  "assignments/new/", "facts/", "sharing/"])  # fmt: skip
def test_a_guest_changes_nothing(client, pupil, senco, guest, path):
    grant(pupil, senco)
    sign_in(client, guest)

    assert client.get(f"/pupils/{pupil.pk}/{path}").status_code in {403, 404}
    assert client.post(f"/pupils/{pupil.pk}/{path}").status_code in {403, 404, 405}


def test_the_plan_tab_is_open_only_where_the_plan_was_given(client, pupil, senco, guest):
    share = grant(pupil, senco)
    sign_in(client, guest)
    assert f"/pupils/{pupil.pk}/plan" not in client.get(f"/pupils/{pupil.pk}/").content.decode()
    sharing.end(share=share, by=senco)

    grant(pupil, senco, includes_plan=True)

    assert f"/pupils/{pupil.pk}/plan" in client.get(f"/pupils/{pupil.pk}/").content.decode()


@pytest.mark.parametrize(("given", "keys"), [
    ({}, ["pupils"]), ({"includes_plan": True}, ["pupils", "plans"]),
    ({"includes_referral": True}, ["pupils", "referrals"]),
])  # fmt: skip
def test_the_menu_of_a_guest_shows_what_was_given(client, pupil, senco, guest, given, keys):
    grant(pupil, senco, **given)
    sign_in(client, guest)
    places = client.get(f"/pupils/{pupil.pk}/").context["places"]
    assert [place["key"] for place in places] == keys
    assert {client.get(place["url"]).status_code for place in places} == {200}


def test_granting_and_ending_are_audited(pupil, senco, guest):
    share = grant(pupil, senco)
    sharing.end(share=share, by=senco)

    granted, ended = Event.objects.filter(verb__startswith="share.").order_by("pk")
    assert (granted.verb, ended.verb) == ("share.granted", "share.ended")
    assert granted.pupil_id == pupil.pk
    assert granted.detail.text["consent"] == "Mother, by phone"


@pytest.mark.parametrize(
    "fields",
    [{"reason": ""}, {"consent_note": ""}, {"until_on": moment.today() - timedelta(days=1)},
     {"until_on": moment.today() + timedelta(days=366)}],
)  # fmt: skip
def test_a_share_needs_reason_consent_and_a_near_end(pupil, senco, guest, fields):
    with pytest.raises(IllegalMove):
        grant(pupil, senco, **fields)

    assert not Share.objects.exists()


def test_a_second_share_waits_for_the_first_to_end(pupil, senco, guest):
    first = grant(pupil, senco)
    with pytest.raises(IllegalMove, match="already"):
        grant(pupil, senco)

    sharing.end(share=first, by=senco)
    grant(pupil, senco)

    assert Share.objects.count() == 2


def test_a_share_that_ran_out_can_be_given_again(pupil, senco, guest, time_machine):
    time_machine.move_to("2026-11-03 12:00:00+00:00")
    grant(pupil, senco, until_on=date(2026, 11, 4))
    time_machine.move_to("2026-11-20 12:00:00+00:00")

    grant(pupil, senco, until_on=date(2026, 12, 4))

    assert Share.objects.current(guest).count() == 1


def test_ending_twice_is_refused(pupil, senco, guest):
    share = grant(pupil, senco)
    sharing.end(share=share, by=senco)

    with pytest.raises(IllegalMove):
        sharing.end(share=share, by=senco)


class TestPages:
    def form(self, **fields):
        until = moment.today() + timedelta(days=30)
        return {
            "name": "Dr Lund", "email": "new@clinic.example.org", "reason": "Speech therapy",
            "consent_note": "Mother, by phone", "until_on": until.isoformat(), **fields,
        }  # fmt: skip

    def test_the_senco_shares_and_stops(self, client, pupil, senco):
        sign_in(client, senco)

        answer = client.post(f"/pupils/{pupil.pk}/sharing/new/", self.form(), follow=True)

        share = Share.objects.get()
        assert share.user == User.objects.get(email="new@clinic.example.org")
        assert (share.granted_by, share.school) == (senco, pupil.school)
        assert "Dr Lund" in answer.content.decode()

        client.post(f"/shares/{share.pk}/end/")
        share.refresh_from_db()
        assert share.ended_by == senco

    def test_posted_extras_are_ignored(self, client, pupil, senco):
        elsewhere = PupilFactory()
        sign_in(client, senco)

        client.post(
            f"/pupils/{pupil.pk}/sharing/new/",
            self.form(school=elsewhere.school.pk, content_object=elsewhere.pk, granted_by=99,
                      from_on="2001-01-01", pupil=elsewhere.pk, role="senco"),
        )  # fmt: skip

        share = Share.objects.get()
        assert (share.content_object, share.school, share.granted_by) == (
            pupil, pupil.school, senco
        )  # fmt: skip
        assert share.from_on == moment.today()

    @pytest.mark.parametrize("bad", [{"email": "x"}, {"until_on": "31/02/2027"}, {"reason": ""},
                                     {"consent_note": ""}, {"name": "a\u202eb"}])  # fmt: skip
    def test_bad_answers_come_back_with_what_was_typed(self, client, pupil, senco, bad):
        sign_in(client, senco)

        answer = client.post(f"/pupils/{pupil.pk}/sharing/new/", self.form(**bad))

        assert answer.status_code == 200
        assert set(answer.context["form"].errors) == set(bad)
        assert not Share.objects.exists()

    @pytest.mark.parametrize("role", [Role.HEAD, Role.TEACHER, Role.OFFICE, Role.SUPPORT])
    def test_nobody_else_shares_or_stops(self, client, pupil, senco, guest, role):
        share = grant(pupil, senco)
        sign_in(client, member(pupil.school, role))

        answer = client.post(f"/pupils/{pupil.pk}/sharing/new/", self.form())
        assert answer.status_code in {403, 404}
        assert client.post(f"/shares/{share.pk}/end/").status_code in {403, 404}
        assert Share.objects.filter(ended_at=None).count() == 1

    def test_another_schools_senco_cannot_stop_it(self, client, pupil, senco, guest):
        share = grant(pupil, senco)
        sign_in(client, member(SchoolFactory(), Role.SENCO))

        assert client.post(f"/shares/{share.pk}/end/").status_code == 404
