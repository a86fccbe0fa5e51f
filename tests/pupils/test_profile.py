"""The one-page profile: who writes it, what the header shows, versions that stay, one page."""

from io import BytesIO

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.permissions import Role
from audit.models import EventDetail
from pupils import documents
from pupils.models import Document, PupilProfile
from pupils.photos import services as photos
from pupils.profile import paper, services, words
from sendcase import edits, moment
from sendcase.edits import IllegalMove
from sendcase.pdf import PdfFailed
from tests.factories.people import UserFactory, member, sign_in
from tests.factories.profile import FIELDS, TEXTS, profile_of
from tests.factories.pupils import PupilFactory, share
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class
from tests.sendcase.pdf_reading import alternatives, flat, opened, sizes, tags

pytestmark = pytest.mark.django_db
BODY = TEXTS | {"whose": "own", "written_by": "", "checked_on": ""}
LONG = ("Let me sit near the door and tell me before things change. " * 9)[:500]


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def pupil(school):
    willow = ClassGroupFactory(school=school, name="Willow")
    return PupilFactory(school=school, class_group=willow, legal_first_name="Amina",
                        how_to_help="Wait for me.")  # fmt: skip


@pytest.fixture
def teacher(pupil):
    person = member(pupil.school, Role.TEACHER)
    hold_class(person, pupil.class_group)
    return person


@pytest.fixture
def profile(pupil, teacher):
    return profile_of(pupil, teacher)


@pytest.fixture
def no_paper(monkeypatch):
    """Words are looked at, not the paper."""
    monkeypatch.setattr(paper, "render_pdf", lambda html, images=None: b"%PDF-1.7")
    monkeypatch.setattr(paper, "page_count", lambda data: 1)


def test_the_form_begins_with_the_two_lines_among_the_facts_and_saves(
    client, pupil, teacher, no_paper
):
    at = f"/pupils/{pupil.pk}/profile/edit/"
    assert "Wait for me." in sign_in(client, teacher).get(at).content.decode()

    assert client.post(at, BODY).status_code == 302

    row = PupilProfile.objects.get()
    assert (row.liked, row.whose, row.saved_by) == (TEXTS["liked"], "own", teacher)
    assert "My dog Biscuit." in client.get(f"/pupils/{pupil.pk}/profile/").content.decode()
    line = pupil.chronology.get(summary__startswith="One-page profile")
    assert line.needs == "profile_view"


def test_the_header_shows_two_lines_of_the_profile_and_the_facts_no_longer_ask(
    client, pupil, profile
):
    assert words.header_help(pupil) == "Show me. Don't rush me.\nOne thing at a time."
    senco = member(pupil.school, Role.SENCO)
    facts = sign_in(client, senco).get(f"/pupils/{pupil.pk}/facts/edit/").content.decode()
    assert 'name="how_to_help"' not in facts
    assert f"/pupils/{pupil.pk}/profile/edit/" in facts

    profile.help = ""
    profile.save()
    pupil.refresh_from_db()
    assert words.header_help(pupil) == "Wait for me."


def test_a_guest_reads_the_lines_of_the_header_and_not_the_profile(client, pupil, profile):
    guest = UserFactory()
    share(pupil, guest)
    page = sign_in(client, guest).get(f"/pupils/{pupil.pk}/").content.decode()
    assert "One thing at a time." in page
    assert "My dog Biscuit." not in page
    assert client.get(f"/pupils/{pupil.pk}/profile/").status_code == 403


def test_two_who_write_at_once_see_both_texts(client, pupil, teacher, no_paper):
    at = f"/pupils/{pupil.pk}/profile/edit/"
    services.save_profile(pupil=pupil, by=teacher, **FIELDS)

    answer = sign_in(client, teacher).post(at, BODY | {"liked": "I draw well."})

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "I draw well." in page and "I make people laugh." in page
    with pytest.raises(edits.Stale):
        services.save_profile(pupil=pupil, by=teacher, version=9, **FIELDS)


def test_what_stood_there_before_is_in_the_log(profile, teacher):
    services.save_profile(
        pupil=profile.pupil, by=teacher, version=1, **FIELDS | {"matters": "My brother."}
    )
    last = EventDetail.objects.order_by("-pk").first()
    assert last.text == {"matters": ["My dog Biscuit.", "My brother."]}


def test_who_wrote_it_is_named_or_it_is_not_saved(client, pupil, teacher, no_paper):
    at = f"/pupils/{pupil.pk}/profile/edit/"
    page = sign_in(client, teacher).post(at, BODY | {"whose": "by"}).content.decode()
    assert "Say who wrote it." in page
    assert client.post(at, BODY | {"whose": "by", "written_by": "Mum"}).status_code == 302
    assert paper.whose_words(paper.value_of(PupilProfile.objects.get())) == "Written by Mum."


def test_nothing_is_written_about_a_child_who_has_left(pupil, teacher):
    type(pupil).objects.filter(pk=pupil.pk).update(left_on=moment.today())
    with pytest.raises(IllegalMove, match="has left"):
        services.save_profile(pupil=pupil, by=teacher, **FIELDS)


def test_a_kept_version_stays_when_the_profile_goes_on(client, profile, teacher, no_paper):
    pupil, at = profile.pupil, f"/pupils/{profile.pupil_id}/profile/"
    sign_in(client, teacher).post(f"{at}keep/", {"version": 1})
    client.post(f"{at}keep/", {"version": 1})  # word for word the same: once is enough
    services.save_profile(pupil=pupil, by=teacher, version=1, **FIELDS | {"liked": "Else."})

    [version] = profile.versions.all()
    assert "I am kind." in version.content
    assert version.document.needs == "profile_view"
    page = client.get(at).content.decode()
    assert f"/documents/{version.document_id}/?view=1" in page
    assert client.get(f"/documents/{version.document_id}/").status_code == 200
    client.post(f"{at}keep/", {"version": 1})  # what this person saw is no longer what stands
    assert profile.versions.count() == 1
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE pupils_profileversion SET content = '{}'")


def test_a_version_whose_paper_cannot_be_made_is_not_kept(client, profile, teacher, monkeypatch):
    def broken(html, images=None):
        raise PdfFailed("no")

    monkeypatch.setattr(paper, "render_pdf", broken)
    at = f"/pupils/{profile.pupil_id}/profile/"
    assert sign_in(client, teacher).post(f"{at}keep/", {"version": 1}).status_code == 302
    assert client.get(f"{at}pdf/").status_code == 503
    assert (profile.versions.count(), Document.objects.count()) == (0, 0)
    # And words are not lost because of it.
    assert client.post(f"{at}edit/", BODY | {"version": 1}).status_code == 302


def test_the_paper_is_one_tagged_page_with_the_photo_if_the_school_wishes(client, profile, teacher):
    type(profile.school.policy).objects.filter(school=profile.school).update(photos_used=True)
    photos.set_photo(pupil=profile.pupil, jpeg=a_jpeg(), by=teacher)
    at = f"/pupils/{profile.pupil_id}/profile/pdf/"

    data = sign_in(client, teacher).get(at).content
    text = flat(data)
    assert len(opened(data).pages) == 1
    assert tags(data).count("/H2") == 4 and tags(data).count("/Figure") == 4
    assert "What people like about me I am kind. I make people laugh." in text
    assert "How to help me Show me. Don't rush me." in text
    assert "Written with me." in text and "Read a whole book." in text
    assert "Photo of Amina" not in alternatives(data)
    assert "A heart" in alternatives(data)

    PupilProfile.objects.update(shows_photo=True)
    assert "Photo of Amina" in alternatives(client.get(at).content)
    kept = services.keep(profile=PupilProfile.objects.get(), version=1, by=teacher)
    # A photo goes when a child leaves; what is kept for good holds none.
    assert "Photo of Amina" not in alternatives(documents.content(kept.document))


def test_long_words_are_printed_smaller_and_large_print_is_large(profile):
    value = paper.value_of(profile)
    value["texts"] = dict.fromkeys(value["texts"], LONG)
    assert paper.fits(value)
    smaller = paper.pdf(value, state_words="Today")
    large = paper.pdf(value, state_words="Today", large=True)
    assert len(opened(smaller).pages) == 1
    assert 13.0 in sizes(smaller) and 16.0 not in sizes(smaller)
    assert len(opened(large).pages) > 1 and 24.0 in sizes(large)


def test_who_writes_more_than_a_page_is_told(client, pupil, teacher):
    page = sign_in(client, teacher).post(
        f"/pupils/{pupil.pk}/profile/edit/", BODY | {"liked": "\n".join("abc" * 30)}
    )
    assert "does not fit on one page" in page.content.decode()
    assert not PupilProfile.objects.exists()


def a_jpeg() -> bytes:
    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (240, 320), "teal").save(out, "JPEG")
    return out.getvalue()
