"""Who works here: invited, agreed to, taken up, ended. Never one's own role."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.urls import reverse

from accounts import invitations
from accounts.access import roles_at
from accounts.models import Invitation, User
from accounts.permissions import Role
from audit.models import Event
from schools.models import Membership
from schools.people import leaving, services
from sendcase import edits, moment
from sendcase.outbox.models import Message
from tests.factories.accounts import account, type_password
from tests.factories.people import UserFactory, member, sign_in
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db
NEW = "violet tractor umbrella 9"
NOW = "2026-11-24T12:00:00Z"


@pytest.fixture(autouse=True)
def empty_cache(db):
    cache.clear()


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def office(school):
    return member(school, Role.OFFICE, name="Ms Office")


@pytest.fixture
def head(school):
    return member(school, Role.HEAD, name="Mrs Head")


def invited(school, office, role=Role.TEACHER, email="new@example.org"):
    return services.invite(school=school, name="Mr New", email=email, role=role, by=office)


def link() -> str:
    """The address in the newest mail to somebody invited, below our own host."""
    text = Message.objects.filter(text__contains="/join/").latest("pk").text
    return next(w for w in text.split() if "/join/" in w).removeprefix("http://localhost:8000")


def ask(client, at, **data):
    data = {"name": "Mr New", "email": "new@example.org", "role": "teacher", **data}
    return client.post(reverse("people:invite", args=[at.slug]), data)


def press(client, school, row, move):
    return client.post(reverse("people:invitation", args=[school.slug, row.pk, move]))


def fresh(user):
    return User.objects.get(pk=user.pk)


# Inviting


def test_the_office_invites_a_teacher_and_the_link_goes_out(client, school, office):
    sign_in(client, office)
    response = ask(client, school)

    assert response.url == reverse("people:list", args=[school.slug])
    row = Invitation.objects.get()
    assert row.state == Invitation.State.INVITED
    mail = Message.objects.get()
    assert mail.to == "new@example.org" and mail.blank_after
    assert Event.objects.filter(verb="invitation.made", school_id=school.pk).count() == 1


def test_the_token_is_long_and_stored_hashed(school, office):
    invited(school, office)
    token = link().strip("/").split("/")[-1]
    assert len(token) >= 40
    assert Invitation.objects.get().token_hash == invitations.hashed(token) != token


@pytest.mark.parametrize("role", [Role.SENCO, Role.HEAD, Role.OFFICE])
def test_these_roles_wait_for_the_head_and_no_link_goes_out(client, school, office, head, role):
    sign_in(client, office)
    ask(client, school, role=role)
    assert Invitation.objects.get().state == Invitation.State.WAITING
    assert [mail.to for mail in Message.objects.all()] == [head.email]
    assert "/join/" not in Message.objects.get().text


def test_the_head_agrees_and_then_the_link_goes_out(client, school, office, head):
    row = invited(school, office, Role.SENCO)
    press(sign_in(client, head), school, row, "approve")
    row.refresh_from_db()
    assert (row.state, row.approved_by) == (Invitation.State.INVITED, head)
    assert link()


def test_the_head_says_no(client, school, office, head):
    row = invited(school, office, Role.SENCO)
    press(sign_in(client, head), school, row, "refuse")
    row.refresh_from_db()
    assert row.state == Invitation.State.REFUSED
    assert not Message.objects.filter(text__contains="/join/").exists()


def test_nobody_agrees_to_their_own_request(client, school):
    both = member(school, Role.HEAD)
    Membership.objects.create(
        user=both, school=school, role=Role.OFFICE, from_on=moment.today().replace(day=1)
    )
    row = invited(school, both, Role.SENCO)
    press(sign_in(client, both), school, row, "approve")
    row.refresh_from_db()
    assert row.state == Invitation.State.WAITING
    with pytest.raises(edits.IllegalMove):
        services.refuse(school=school, invitation=row, by=both)


def test_the_head_does_not_agree_to_a_role_for_themself(school, office, head):
    row = invited(school, office, Role.OFFICE, email=head.email)
    with pytest.raises(edits.IllegalMove):
        services.approve(school=school, invitation=row, by=head)


def test_the_office_may_not_agree_and_the_head_may_not_invite(client, school, office, head):
    row = invited(school, office, Role.SENCO)
    assert press(sign_in(client, office), school, row, "approve").status_code == 403
    assert ask(sign_in(client, head), school).status_code in {403, 404}
    row.refresh_from_db()
    assert row.state == Invitation.State.WAITING
    assert Invitation.objects.count() == 1


def test_posted_fields_that_are_not_asked_for_are_ignored(client, school, office, head):
    other = SchoolFactory()
    sign_in(client, office)
    ask(
        client,
        school,
        role="senco",
        school=other.slug,
        school_id=other.pk,
        state="invited",
        approved_by=head.pk,
        token_hash="x" * 64,
        accepted_at="2026-01-01",
        invited_by=head.pk,
    )
    row = Invitation.objects.get()
    assert (row.school_id, row.invited_by, row.approved_by) == (school.pk, office, None)
    assert row.state == Invitation.State.WAITING


@pytest.mark.parametrize("role", ["guest", "trust_lead", "king", ""])
def test_only_roles_of_the_list_can_be_asked_for(client, school, office, role):
    response = ask(sign_in(client, office), school, role=role)
    assert response.status_code == 200
    assert "role" in response.context["form"].errors
    assert not Invitation.objects.exists()


def test_nobody_invites_themself(client, school, office):
    response = ask(sign_in(client, office), school, email=office.email.upper())
    assert "give yourself a role" in response.content.decode()
    assert not Invitation.objects.exists()


def test_the_same_invitation_twice_is_one(client, school, office):
    sign_in(client, office)
    ask(client, school)
    response = ask(client, school, email=" NEW@example.org")
    assert "already" in response.content.decode()
    assert Invitation.objects.count() == Message.objects.count() == 1


def test_inviting_asks_for_the_password_again(client, school, office):
    sign_in(client, account(office))
    session = client.session
    records = session["account_authentication_methods"]
    for record in records:
        record.pop("reauthenticated", None)
    session["account_authentication_methods"] = records
    session.save()

    response = ask(client, school)
    assert response.url.startswith(reverse("account_reauthenticate"))
    assert not Invitation.objects.exists()

    client.post(response.url, {"password": "correct horse battery staple"})
    assert Invitation.objects.count() == 1  # what was sent before goes on by itself


def test_invitations_of_another_school_do_not_exist(client, school, office):
    other = SchoolFactory()
    theirs = invited(other, member(other, Role.OFFICE))
    sign_in(client, office)
    for move in ("revoke", "resend"):
        assert press(client, school, theirs, move).status_code == 404
        assert press(client, other, theirs, move).status_code == 404
    theirs.refresh_from_db()
    assert theirs.state == Invitation.State.INVITED


# Taking up


def test_opening_the_link_changes_nothing(client, school, office):
    row = invited(school, office)
    before = Event.objects.count()
    response = client.get(link())
    assert response.status_code == 200 and school.name in response.content.decode()
    row.refresh_from_db()
    assert row.state == Invitation.State.INVITED
    assert Event.objects.count() == before and not User.objects.filter(email=row.email).exists()


def test_the_link_makes_account_and_role_and_works_once(client, school, office):
    invited(school, office)
    address = link()
    response = client.post(address, {"password1": NEW, "password2": NEW})
    assert response.url == reverse("account_login")

    user = User.objects.get(email="new@example.org")
    assert roles_at(user, school.pk) == {Role.TEACHER}
    assert user.emailaddress_set.get().verified
    type_password(client, user.email, NEW)
    assert client.get("/").url == reverse("mfa_activate_totp")
    assert client.session["_auth_user_id"] == str(user.pk)
    client.logout()
    assert client.get(address).status_code == 404
    again = client.post(
        address, {"password1": "another long password", "password2": "another long password"}
    )
    assert again.status_code == 404
    assert fresh(user).check_password(NEW)


def test_an_easy_password_is_refused_and_the_link_still_works(client, school, office):
    invited(school, office)
    easy = school.name.replace(" ", "") + "1"
    response = client.post(link(), {"password1": easy, "password2": easy})
    assert response.status_code == 200 and response.context["form"].errors
    assert client.get(link()).status_code == 200
    assert not User.objects.filter(email="new@example.org").exists()


def test_a_tampered_an_old_and_a_withdrawn_link_are_all_the_same(client, school, office):
    with time_machine.travel(NOW, tick=False) as clock:
        row = invited(school, office)
        address = link()
        tampered = address[:-3] + ("A" if address[-3] != "A" else "B") + address[-2:]
        answers = [client.get(tampered)]
        clock.shift(timedelta(days=7, seconds=1))
        answers.append(client.get(address))
        assert row.state == Invitation.State.RUN_OUT
        services.resend(school=school, invitation=row, by=office)
        answers.append(client.get(address))  # the older link
        newer = link()
        assert client.get(newer).status_code == 200
        services.revoke(school=school, invitation=row, by=office)
        answers.append(client.get(newer))
        posted = client.post(newer, {"password1": NEW, "password2": NEW})
    assert {answer.status_code for answer in [*answers, posted]} == {404}
    assert not User.objects.filter(email="new@example.org").exists()


def test_extra_fields_do_not_change_the_role_that_is_taken_up(client, school, office):
    invited(school, office)
    data = {"password1": NEW, "password2": NEW, "role": "head", "email": "evil@example.org"}
    client.post(link(), data | {"school_id": SchoolFactory().pk})
    user = User.objects.get(email="new@example.org")
    assert list(user.memberships.values_list("role", "school")) == [("teacher", school.pk)]


def test_somebody_with_an_account_signs_in_and_the_role_is_added(client, school, office):
    known = account(member(SchoolFactory(), Role.TEACHER), email="both@example.org")
    invited(school, office, email=known.email)
    address = link()

    page = client.get(address)
    assert f"{reverse('account_login')}?next={address}" in page.content.decode()
    client.post(address, {"password1": NEW, "password2": NEW})
    assert not fresh(known).check_password(NEW)  # the link alone takes no account over

    sign_in(client, known)
    before = client.session.session_key
    assert client.post(address).url == "/"
    assert roles_at(fresh(known), school.pk) == {Role.TEACHER}
    assert client.session.session_key != before


def test_somebody_else_signed_in_cannot_take_up_an_invitation(client, school, office):
    known, thief = account(), UserFactory()
    invited(school, office, email=known.email)
    invited(school, office, email="unknown@example.org")
    sign_in(client, thief)
    for mail in Message.objects.filter(text__contains="/join/"):
        address = next(w for w in mail.text.split() if "/join/" in w)
        client.post(address.removeprefix("http://localhost:8000"),
                    {"password1": NEW, "password2": NEW})  # fmt: skip
    assert not Membership.objects.filter(user__in=[thief, known]).exists()
    assert not User.objects.filter(email="unknown@example.org").exists()


def test_a_leaver_who_comes_back_starts_with_a_new_second_step(client, school, office):
    leaver = account(member(school, Role.TEACHER))
    row = leaver.memberships.get()
    leaving.leave(
        school=school, membership=row, version=row.version, gone_on=moment.today(), by=office
    )
    assert not fresh(leaver).is_active
    invited(school, office, email=leaver.email)
    client.post(link(), {"password1": NEW, "password2": NEW})
    back = fresh(leaver)
    assert back.is_active and roles_at(back, school.pk) == {Role.TEACHER}
    assert not back.authenticator_set.exists()


def test_a_trust_lead_is_agreed_to_and_reaches_every_school_of_the_trust(
    client, office, school, head
):
    from schools.models import Trust

    school.trust = Trust.objects.create(name="Mill Trust", slug="mill")
    school.save()
    sister = SchoolFactory(trust=school.trust)
    row = invited(school, office, Role.TRUST_LEAD)
    assert row.state == Invitation.State.WAITING
    services.approve(school=school, invitation=row, by=head)
    client.post(link(), {"password1": NEW, "password2": NEW})
    user = User.objects.get(email="new@example.org")
    assert roles_at(user, sister.pk) == roles_at(user, school.pk) == {Role.TRUST_LEAD}


# The page


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.OFFICE, 200), (Role.HEAD, 200), (Role.SENCO, 404), (Role.TEACHER, 404),
     (Role.SUPPORT, 404), (Role.GOVERNOR, 404), (Role.TRUST_LEAD, 404)],
)  # fmt: skip
def test_who_may_open_the_page(client, school, role, status):
    if role == Role.TRUST_LEAD:
        from schools.models import Trust

        school.trust = Trust.objects.create(name="Mill Trust", slug="mill")
        school.save()
        user = UserFactory()
        Membership.objects.create(user=user, trust=school.trust, role=role, from_on=moment.today())
    else:
        user = member(school, role)
    member(SchoolFactory(), Role.OFFICE)
    response = sign_in(client, user).get(reverse("people:list", args=[school.slug]))
    assert response.status_code == status


def test_the_office_of_another_school_does_not_see_this_one(client, school):
    sign_in(client, member(SchoolFactory(), Role.OFFICE))
    assert client.get(reverse("people:list", args=[school.slug])).status_code == 404


def test_the_page_shows_every_state_and_nobody_of_another_school(client, school, office, head):
    other = SchoolFactory()
    stranger = member(other, Role.TEACHER, name="Mx Elsewhere")
    invited(other, member(other, Role.OFFICE), email="elsewhere@example.org")
    invited(school, office, Role.SENCO, "waiting@example.org")
    invited(school, office, Role.TEACHER, "sent@example.org")
    row = member(school, Role.TEACHER, name="Mr Gone").memberships.get()
    leaving.end_role(
        school=school, membership=row, version=row.version, gone_on=moment.today(), by=office
    )
    page = sign_in(client, head).get(reverse("people:list", args=[school.slug])).content.decode()
    for words in ("Waiting for the head", "Invited", "Active", "Ended", "Mr Gone", "Agree"):
        assert words in page, words
    assert stranger.name not in page and "elsewhere@example.org" not in page


@pytest.mark.parametrize("people", [10, 200])
def test_the_page_costs_the_same_at_any_size(
    client, school, office, people, django_assert_max_num_queries
):
    for _ in range(people):
        member(school, Role.TEACHER)
    for number in range(people // 10):
        invited(school, office, email=f"n{number}@example.org")
    sign_in(client, office)
    with django_assert_max_num_queries(8):
        client.get(reverse("people:list", args=[school.slug]))


def test_your_account_names_roles_and_schools(client, school, office):
    page = sign_in(client, office).get(reverse("account_page")).content.decode()
    assert school.name in page and "Office" in page


def test_nobody_is_nobody():
    assert not roles_at(AnonymousUser(), 1)
