"""Headings we do not know: a person says what they are once, and the next list is read so."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.permissions import Role
from audit.models import Event
from pupils.models import ColumnMatch, Pupil, RollUpload
from pupils.roll import services
from tests.factories.people import member, sign_in
from tests.factories.roll import upn
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db
STRANGE = f"Nummer,Surname,First name,Geboren,Year,出生\n{upn(1)},Moss,Beth,14/03/2019,2,x\n"
PLACES = {"upn": 0, "legal_last_name": 1, "legal_first_name": 2, "born_on": 3, "year": 4}


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def office(school):
    return member(school, Role.OFFICE)


@pytest.fixture
def at(school):
    return f"/{school.slug}/roll/import/"


def send(client, at, text=STRANGE):
    file = SimpleUploadedFile("roll.csv", text.encode(), "text/csv")
    return client.post(at, {"roll": file}, follow=True)


def said(client, page, places):
    return client.post(page.redirect_chain[-1][0], places, follow=True)


def test_unknown_headings_lead_to_the_page_that_asks(client, office, at):
    sign_in(client, office)

    page = send(client, at)

    text = page.content.decode()
    assert page.redirect_chain[-1][0].endswith("/columns/")
    assert "we do not know the headings for Date of birth, UPN or Admission number" in text
    assert f"Nummer ({upn(1)})" in text
    form = page.context["form"]
    assert [form.fields[key].initial for key in PLACES] == ["", 1, 2, "", 4]


def test_what_was_said_is_kept_and_used_the_next_time(client, school, office, at):
    sign_in(client, office)
    page = said(client, send(client, at), PLACES)

    assert "1 new" in page.content.decode()
    client.post(page.redirect_chain[-1][0] + "confirm/", {"digest": page.context["digest"]})
    assert Pupil.objects.get(school=school).upn == upn(1)
    kept = dict(ColumnMatch.objects.filter(school=school).values_list("heading", "key"))
    assert kept == {"nummer": "upn", "geboren": "born_on"}  # the others speak for themselves
    again = send(client, at)

    assert "0 new, 0 changed, 1 the same" in again.content.decode()
    assert again.context["found"].remembered == {"Nummer": "UPN", "Geboren": "Date of birth"}
    assert "Read as your school said before" in again.content.decode()
    assert Event.objects.filter(verb="columns.matched", school_id=school.pk).count() == 1


def test_it_can_be_changed_and_taken_back(client, school, office, at):
    sign_in(client, office)
    page = said(client, send(client, at), PLACES)
    columns = page.redirect_chain[-1][0] + "columns/"

    page = client.post(columns, {**PLACES, "first_language": 5, "year": 4}, follow=True)
    assert page.context["found"].remembered["出生"] == "First language"
    client.post(columns, PLACES)

    assert set(ColumnMatch.objects.values_list("heading", flat=True)) == {"nummer", "geboren"}


def test_a_heading_we_know_can_be_left_out_or_mean_something_else(client, school, office, at):
    text = f"UPN,Surname,First name,DOB,Date,Year\n{upn(1)},Moss,Beth,1/1/2001,14/03/2019,2\n"
    sign_in(client, office)
    page = send(client, at, text)
    columns = page.redirect_chain[-1][0] + "columns/"

    page = client.post(columns, {**PLACES, "born_on": 4, "year": 5}, follow=True)

    [fate] = page.context["found"].fates
    assert fate.row.values["born_on"].year == 2019
    assert page.context["found"].unknown == ["DOB"]
    assert dict(ColumnMatch.objects.values_list("heading", "key")) == {
        "dob": "", "date": "born_on"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("places", "words"),
    [({**PLACES, "born_on": ""}, "Still needed: Date of birth"),
     ({**PLACES, "born_on": 0}, "chosen for UPN already"),
     ({**PLACES, "born_on": 77}, "one of the answers listed")],
)  # fmt: skip
def test_what_cannot_be_is_asked_again_and_not_kept(client, office, at, places, words):
    sign_in(client, office)

    page = said(client, send(client, at), places)

    assert words in str(page.context["form"].errors)
    assert not ColumnMatch.objects.exists()


def test_other_schools_and_other_kinds_do_not_hear_of_it(client, school, office, at):
    sign_in(client, office)
    said(client, send(client, at), PLACES)
    other = SchoolFactory()
    sign_in(client, member(other, Role.OFFICE))

    page = send(client, f"/{other.slug}/roll/import/")

    assert page.redirect_chain[-1][0].endswith("/columns/")
    assert not ColumnMatch.objects.exclude(school=school, kind="roll").exists()


def test_what_somebody_says_meanwhile_is_looked_at_before_it_is_written(client, school, office, at):
    sign_in(client, office)
    page = said(client, send(client, at), PLACES)
    digest = page.context["digest"]
    ColumnMatch.objects.create(
        school=school, kind="roll", heading="出生", key="preferred_first_name", by=office
    )  # fmt: skip

    with pytest.raises(services.ChangedSince):
        services.confirm(upload=RollUpload.objects.get(), digest=digest, by=office)


def test_nobody_else_says_it_for_this_upload(client, school, office, at):
    sign_in(client, office)
    page = send(client, at)
    sign_in(client, member(school, Role.SENCO))

    assert said(client, page, PLACES).status_code == 404
    assert not ColumnMatch.objects.exists()
