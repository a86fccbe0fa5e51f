"""Files about a pupil: who may open them, and how they leave."""

import hashlib

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.permissions import Permission as P
from accounts.permissions import Role
from audit.models import Event
from pupils import documents
from pupils.chronology import note
from pupils.models import ChronologyEntry, Document
from tests.factories.people import UserFactory, member, sign_in
from tests.factories.pupils import PupilFactory, assign, share
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 tiny"


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def pupil(school):
    return PupilFactory(school=school, class_group=ClassGroupFactory(school=school))


@pytest.fixture
def people(school, pupil):
    """One person per role who reaches the pupil, and one who never does."""
    named = {
        role: member(school, role)
        for role in (Role.SENCO, Role.HEAD, Role.OFFICE, Role.TEACHER, Role.SUPPORT)
    }
    hold_class(named[Role.TEACHER], pupil.class_group)
    assign(named[Role.SUPPORT], pupil)
    named["other_teacher"] = member(school, Role.TEACHER)
    named["governor"] = member(school, Role.GOVERNOR)
    named["other_senco"] = member(SchoolFactory(), Role.SENCO)
    named["guest"] = UserFactory()
    share(pupil, named["guest"])
    named["guest_with_all"] = UserFactory()
    share(pupil, named["guest_with_all"], includes_plan=True, includes_referral=True)
    return named


def keep(pupil, needs, media_type="application/pdf"):
    return documents.store(
        pupil=pupil, title="Plan of May", data=PDF, media_type=media_type, needs=needs, by=None
    )


# Who may read a paper of each kind about a pupil in their reach: security §2, by hand.
READERS = {
    P.PUPIL_VIEW: {"senco", "head", "office", "teacher", "support", "guest", "guest_with_all"},
    P.CONTEXT_VIEW: {"senco", "head"},
    P.CONTACT_VIEW: {"senco", "head", "office"},
    P.REGISTER_VIEW: {"senco", "head", "teacher", "support", "guest", "guest_with_all"},
    P.REFERRAL_VIEW: {"senco", "head", "teacher", "guest_with_all"},
    P.PLAN_VIEW: {"senco", "head", "teacher", "support", "guest_with_all"},
    P.LETTER_VIEW: {"senco", "head"},
    P.LETTER_PRINT: {"senco", "head", "office"},
    P.SHARE_GRANT: {"senco"},
}


@pytest.mark.parametrize("needs", READERS)
def test_a_document_is_seen_by_those_its_kind_allows(pupil, people, needs):
    document = keep(pupil, needs)

    seen = {str(who) for who, user in people.items() if list(Document.objects.visible_to(user))}

    assert document.needs == needs
    assert seen == READERS[needs]


@pytest.mark.parametrize("needs", READERS)
def test_a_line_of_the_story_is_seen_by_those_its_kind_allows(pupil, people, needs):
    note(pupil, "Something happened", needs=needs)

    rows = ChronologyEntry.objects
    seen = {str(who) for who, user in people.items() if rows.visible_to(user).exists()}

    assert seen == READERS[needs]


def test_asking_for_documents_is_one_cheap_query(pupil, people):
    keep(pupil, P.PLAN_VIEW)
    user = people[Role.TEACHER]
    list(Document.objects.visible_to(user))  # reads the roles once

    with CaptureQueriesContext(connection) as queries:
        list(Document.objects.visible_to(user))

    assert len(queries) == 1
    assert queries[0]["sql"].count("schools_classstaff") <= 20


def test_a_teacher_loses_a_pupil_who_left_and_the_senco_keeps_the_record(pupil, people):
    document = keep(pupil, P.PLAN_VIEW)
    pupil.admitted_on, pupil.left_on = "2020-09-01", "2021-07-20"
    pupil.save()

    assert list(Document.objects.visible_to(people[Role.TEACHER])) == []
    assert list(Document.objects.visible_to(people[Role.SUPPORT])) == []
    assert list(Document.objects.visible_to(people[Role.SENCO])) == [document]


def test_the_file_is_kept_under_a_random_name_with_its_size_and_digest(pupil):
    document = keep(pupil, P.PLAN_VIEW)
    twin = keep(pupil, P.PLAN_VIEW)

    assert "plan" not in document.file.name.lower().removeprefix("documents/")
    assert document.file.name != twin.file.name
    assert document.sha256 == hashlib.sha256(PDF).hexdigest()
    assert document.size == len(PDF)
    assert documents.content(document) == PDF


def test_a_changed_file_is_not_passed_on_as_what_was_stored(pupil):
    document = keep(pupil, P.PLAN_VIEW)
    with open(document.file.path, "wb") as file:
        file.write(b"something else")

    with pytest.raises(ValueError, match="not the file"):
        documents.content(document)


def test_a_document_nobody_could_open_is_refused(pupil):
    with pytest.raises(ValueError, match="nobody could open"):
        keep(pupil, P.MAIL_VIEW)


def test_opening_downloads_in_a_sandbox_and_is_audited(client, pupil, people):
    document = keep(pupil, P.PLAN_VIEW)
    sign_in(client, people[Role.TEACHER])

    response = client.get(f"/documents/{document.pk}/")

    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"] == 'attachment; filename="plan-of-may.pdf"'
    assert response["Content-Security-Policy"].startswith("sandbox")
    event = Event.objects.get(verb="document.downloaded")
    assert (event.pupil_id, event.object_id) == (pupil.pk, document.pk)
    assert event.actor_id == people[Role.TEACHER].pk


@pytest.mark.parametrize(
    ("media_type", "shown"),
    [("application/pdf", "inline"), ("text/html", "attachment"), ("image/svg+xml", "attachment")],
)
def test_only_a_pdf_is_shown_in_the_browser(client, pupil, people, media_type, shown):
    document = keep(pupil, P.PLAN_VIEW, media_type)
    sign_in(client, people[Role.SENCO])

    response = client.get(f"/documents/{document.pk}/?view=1")

    assert response["Content-Disposition"].startswith(shown)
    response.close()


@pytest.mark.parametrize("who", ["other_teacher", "other_senco", "guest", "governor", "office"])
def test_a_document_out_of_reach_is_not_there(client, pupil, people, who):
    document = keep(pupil, P.PLAN_VIEW)
    sign_in(client, people[Role(who) if who == "office" else who])

    assert client.get(f"/documents/{document.pk}/").status_code == 404
    assert not Event.objects.filter(verb="document.downloaded").exists()
