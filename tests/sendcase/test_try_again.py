"""Database away or disk full: a plain page with the words kept, nothing half saved, and the same
form sent again is saved once."""

import errno
import re
import uuid

import pytest
from django.core.files.base import ContentFile
from django.db import InterfaceError, OperationalError, connection
from django.test import Client
from django.urls import reverse

from accounts.permissions import Permission, Role
from audit.models import Event
from pupils import documents
from pupils.models import Contact, Document
from sendcase import failures
from sendcase.drafts.models import Submission
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory

WORDS = {"last_name": "Brightwater", "relationship": "Mother", "priority": "1", "household": "1",
         "language": "English", "address": "12 Mill Lane\n" * 8}  # fmt: skip


@pytest.fixture
def office(db):
    """A signed-in client that gets the page a browser gets, and the pupil it writes about."""
    pupil = PupilFactory()
    client = sign_in(
        Client(raise_request_exception=False, headers={"Origin": "http://testserver"}),
        member(pupil.school, Role.OFFICE),
    )
    client.pupil, client.url = pupil, reverse("pupils:new-contact", args=[pupil.pk])
    return client


def fail_with(error, monkeypatch):
    def failing(*args, **kwargs):
        raise error

    monkeypatch.setattr("pupils.contacts.add_contact", failing)


@pytest.mark.parametrize(
    "error",
    [OperationalError("server closed the connection"), InterfaceError("connection closed"),
     OSError(errno.ENOSPC, "No space left on device")],
)  # fmt: skip
def test_a_form_that_met_an_outage_comes_back_and_is_saved_once(office, monkeypatch, error):
    typed = WORDS | {"form_id": str(uuid.uuid4())}
    with monkeypatch.context() as outage:
        fail_with(error, outage)
        answer = office.post(office.url, typed)

    page = answer.content.decode()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert "Your words are kept" in page and "Nothing is saved twice" in page
    kept = dict(re.findall(r'<textarea name="(\w+)" hidden>\n(.*?)</textarea>', page, re.S))
    assert kept == typed
    assert not Contact.objects.exists() and not Submission.objects.exists()

    assert [office.post(office.url, kept).status_code for _ in range(2)] == [302, 302]
    assert Contact.objects.count() == 1


def test_a_page_that_met_an_outage_says_try_again(office, monkeypatch):
    monkeypatch.setattr(
        "accounts.access._read_roles", lambda user: (_ for _ in ()).throw(OperationalError("away"))
    )
    answer = office.get("/pupils/1/?show=all")

    assert answer.status_code == 503
    assert 'href="/pupils/1/?show=all">Try again' in answer.content.decode()


def test_words_from_elsewhere_get_no_button(office, monkeypatch):
    fail_with(OperationalError("away"), monkeypatch)
    answer = office.post(office.url, WORDS, headers={"Origin": "https://evil.example"})

    assert answer.status_code == 503
    assert "<form" not in answer.content.decode()


def test_a_sign_in_that_met_an_outage_keeps_no_password(db, monkeypatch):
    monkeypatch.setattr(
        "allauth.account.forms.LoginForm.login",
        lambda *a, **k: (_ for _ in ()).throw(OperationalError("away")),
    )
    monkeypatch.setattr("allauth.account.forms.LoginForm.clean", lambda self: {})
    client = Client(raise_request_exception=False, headers={"Origin": "http://testserver"})
    answer = client.post("/accounts/login/", {"login": "a@example.org", "password": "hush hush"})

    assert answer.status_code == 503
    assert "hush" not in answer.content.decode() and "a@example" not in answer.content.decode()


def test_our_own_mistakes_are_not_called_an_outage():
    assert not failures.passes(RuntimeError())
    assert not failures.passes(FileNotFoundError(errno.ENOENT, "gone"))
    assert not failures.passes(None)


@pytest.mark.django_db(transaction=True)
def test_a_full_disk_under_the_database_saves_nothing_by_halves(office):
    """SQLite says of its own accord that it is full: the file may not grow by a page."""
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite can be told how large it may become")
    saves = (WORDS | {"form_id": str(uuid.uuid4()), "phone": str(n)} for n in range(200))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # no empty page of an earlier test is left to grow into
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
        answers = []
        for refused in saves:
            answers.append(office.post(office.url, refused))
            if answers[-1].status_code != 302:
                break
        cursor.execute("PRAGMA max_page_count = 1073741823")

    assert answers[-1].status_code == 503
    assert "Mill Lane" in answers[-1].content.decode()
    assert written() == {len(answers) - 1}

    assert office.post(office.url, refused).status_code == 302  # without a restart
    assert written() == {len(answers)}


def written() -> set[int]:
    """How many rows each table of a save holds: one number, or something is half."""
    events = Event.objects.filter(verb="contact.added")
    return {Contact.objects.count(), Submission.objects.count(), events.count()}


@pytest.mark.django_db
def test_a_full_disk_leaves_no_half_a_file(settings, tmp_path, monkeypatch):
    storage = settings.STORAGES["default"]
    settings.STORAGES = {
        **settings.STORAGES, "default": {**storage, "OPTIONS": {"location": tmp_path}},
    }  # fmt: skip
    pupil = PupilFactory()

    def chunks(self):
        yield b"%PDF"
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(ContentFile, "chunks", chunks)
    with pytest.raises(OSError, match="No space left"):
        documents.store(
            pupil=pupil, title="Letter", data=b"%PDF" * 50, media_type="application/pdf",
            needs=Permission.PUPIL_VIEW, by=None,
        )  # fmt: skip

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert not Document.objects.exists()
