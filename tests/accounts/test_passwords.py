"""12 characters, not well known, not one's own name or school; nothing else is asked."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import User
from accounts.permissions import Role
from sendcase.outbox.models import Message
from tests.factories.accounts import account
from tests.factories.people import member, sign_in
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def teacher():
    school = SchoolFactory(name="Brackenhill Primary School")
    return member(school, Role.TEACHER, name="Mrs Philippa Adeyemi", email="padeyemi@bhill.example")


@pytest.mark.parametrize(
    "password",
    ["elevenchars", "password1234", "P@ssw0rd!2026", "qwertyuiop123", "123456789012",
     "aaaaaaaaaaaa", "letmeinletmein", "sunshine!!!!2024",
     "Brackenhill2026", "brackenhill-primary", "padeyemi2026!", "Philippa.Adeyemi1",
     "SENDcase2026!", "School-Welcome-1"],
)  # fmt: skip
def test_easy_passwords_are_refused(teacher, password):
    with pytest.raises(ValidationError):
        validate_password(password, teacher)


@pytest.mark.parametrize(
    "password",
    ["violet tractor umbrella", "correct horse battery staple", "éclair-tambour-plume",
     "839204615278", "xK4!mPq9#vLz", "brackenhill orange lanterns"],
)  # fmt: skip
def test_no_kind_of_character_is_asked_for(teacher, password):
    validate_password(password, teacher)


def test_the_school_of_an_invitation_counts_before_there_is_an_account():
    invited = User(email="new@example.org", name="Mr New")
    invited.invited_to = ["Brackenhill Primary School"]
    with pytest.raises(ValidationError):
        validate_password("Brackenhill2026", invited)


def test_a_password_of_a_hundred_characters_can_be_pasted(client, teacher):
    sign_in(client, account(teacher))
    field = client.get(reverse("account_change_password")).context["form"]["password1"]
    assert "maxlength" not in str(field) and 'autocomplete="new-password"' in str(field)
    assert "onpaste" not in str(field)


def test_a_reset_asked_for_nobody_looks_the_same_and_sends_nothing(client, teacher):
    account(teacher)
    known = client.post(reverse("account_reset_password"), {"email": teacher.email}, follow=True)
    sent = Message.objects.count()
    unknown = client.post(
        reverse("account_reset_password"), {"email": "nobody@example.org"}, follow=True
    )
    assert known.redirect_chain == unknown.redirect_chain
    assert known.status_code == unknown.status_code == 200
    assert Message.objects.count() == sent == 1


def test_the_reset_mail_goes_through_the_outbox_and_says_nothing_in_its_subject(client, teacher):
    account(teacher)
    client.post(reverse("account_reset_password"), {"email": teacher.email}, HTTP_HOST="127.0.0.1")
    mail = Message.objects.get()
    assert mail.subject == "Choose a new password"
    assert mail.blank_after
    assert "http://localhost:8000/accounts/password/reset/" in mail.text


def test_a_reset_link_works_once(client, teacher):
    account(teacher)
    client.post(reverse("account_reset_password"), {"email": teacher.email})
    link = next(w for w in Message.objects.get().text.split() if "/reset/" in w)
    path, new = link.removeprefix("http://localhost:8000"), "violet tractor umbrella 9"
    page = client.get(path, follow=True)
    client.post(page.request["PATH_INFO"], {"password1": new, "password2": new})

    again = type(client)().get(path, follow=True)

    assert "This link no longer works" in again.content.decode()


def test_a_changed_password_is_told_to_its_owner(client, teacher):
    sign_in(client, account(teacher))
    new = "violet tractor umbrella 9"
    client.post(
        reverse("account_change_password"),
        {"oldpassword": "correct horse battery staple", "password1": new, "password2": new},
    )
    assert Message.objects.get().subject == "Your password was changed"
