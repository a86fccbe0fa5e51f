"""An account for somebody outside the school: made, mailed a link, no role of its own."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from accounts import services
from accounts.access import roles_by_school
from accounts.models import Invitation, User
from schools.models import Membership
from sendcase.outbox.models import Message
from tests.factories.accounts import account
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
NEW = "violet tractor umbrella 9"


@pytest.fixture(autouse=True)
def empty_cache(db):
    cache.clear()


def make(email="ep@example.org"):
    return services.account_for_guest(
        name="Dr E. Psych", email=email, by=UserFactory(), school_id=7
    )


def link():
    text = Message.objects.latest("pk").text
    return next(w for w in text.split() if "/welcome/" in w).removeprefix("http://localhost:8000")


def test_a_new_guest_gets_an_account_without_password_and_a_link(client):
    user = make()
    assert not user.has_usable_password() and roles_by_school(user) == {}
    assert Message.objects.get().to == "ep@example.org"
    assert client.get(link()).status_code == 200


def test_the_link_sets_the_password_once_and_gives_no_role(client):
    user = make()
    address = link()
    response = client.post(address, {"password1": NEW, "password2": NEW, "role": "head"})
    assert response.url == reverse("account_login")
    assert User.objects.get(pk=user.pk).check_password(NEW)
    assert not Membership.objects.filter(user=user).exists()
    assert client.get(address).status_code == 404


def test_somebody_known_gets_no_link_and_keeps_the_password(client):
    known = account()
    assert make(known.email.upper()) == known
    assert not Invitation.objects.exists()
    assert "/welcome/" not in Message.objects.get().text


def test_two_shares_before_the_first_sign_in_leave_one_account(client):
    assert make() == make()
    assert User.objects.filter(email="ep@example.org").count() == 1
    assert client.get(link()).status_code == 200


def test_the_link_of_a_guest_opens_no_staff_page_and_the_other_way_round(client):
    make()
    token = link().strip("/").split("/")[-1]
    assert client.get(reverse("people:accept", args=[token])).status_code == 404
    Invitation.objects.update(role="teacher")
    assert client.get(reverse("account_welcome", args=[token])).status_code == 404
