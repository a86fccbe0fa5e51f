"""12 characters, not well known, not one's own name or school; nothing else is asked."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import services
from accounts.models import User
from accounts.permissions import Role
from sendcase import moment
from sendcase.jobs import running
from sendcase.jobs.models import Job, JobRow
from sendcase.outbox.models import Message
from tests.factories.accounts import account
from tests.factories.people import UserFactory, member, sign_in
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


def ask_for_a_link(client, email, **options):
    """The request, and what the worker makes of it."""
    answer = client.post(reverse("account_reset_password"), {"email": email}, **options)
    running.sweep()
    return answer


def test_a_reset_asked_for_nobody_looks_the_same_and_sends_nothing(client, teacher):
    account(teacher)
    known = ask_for_a_link(client, teacher.email, follow=True)
    sent = Message.objects.count()
    unknown = ask_for_a_link(client, "nobody@example.org", follow=True)
    assert known.redirect_chain == unknown.redirect_chain
    assert known.status_code == unknown.status_code == 200
    assert Message.objects.count() == sent == 1


def rows() -> dict:
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


def what_asking_costs(email) -> tuple:
    """The questions to the database, and the rows it leaves, of one request."""
    cache.clear()
    client, before = Client(), rows()
    with CaptureQueriesContext(connection) as asked:
        client.post(reverse("account_reset_password"), {"email": email})
    questions = [re.sub(r"'[^']*'|[0-9]+", "?", query["sql"]) for query in asked]
    return questions, {name: n - before[name] for name, n in rows().items()}


def test_asking_does_the_same_work_whoever_the_address_belongs_to(teacher):
    """The same questions, the same rows: nobody can tell by the time it takes."""
    leaver = account(UserFactory())
    services.deactivate(leaver, by=teacher)
    new = UserFactory(email="invited@example.org")  # has no password yet
    what_asking_costs("first@example.org")  # whatever is only read once
    costs = [what_asking_costs("nobody@example.org")]
    for person in (account(teacher), leaver, new):
        costs.append(what_asking_costs(person.email))
    assert costs[0][1]["jobs.Job"] == 1
    assert costs == [costs[0]] * 4


def test_the_address_that_was_typed_is_forgotten(client, teacher):
    account(teacher)
    for email in (teacher.email.upper(), "nobody@example.org"):
        ask_for_a_link(client, email)
    assert [row.args for row in JobRow.objects.all()] == [{}, {}]
    assert [mail.to for mail in Message.objects.all()] == [teacher.email]
    with moment.at(moment.now() + timedelta(days=2)):
        ask_for_a_link(client, "nobody@example.org")
    assert JobRow.objects.count() == 1


def test_the_same_job_twice_is_one_mail(client, teacher):
    account(teacher)
    ask_for_a_link(client, teacher.email)
    running.run(Job.objects.get().pk)
    assert Message.objects.count() == 1


def test_the_reset_mail_goes_through_the_outbox_and_says_nothing_in_its_subject(client, teacher):
    account(teacher)
    ask_for_a_link(client, teacher.email, HTTP_HOST="127.0.0.1")
    mail = Message.objects.get()
    assert mail.subject == "Choose a new password"
    assert mail.blank_after
    assert "http://localhost:8000/accounts/password/reset/" in mail.text


def test_a_reset_link_works_once(client, teacher):
    account(teacher)
    ask_for_a_link(client, teacher.email)
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
