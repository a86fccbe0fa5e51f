"""The school's pages: who opens what, what they show, what they change."""

import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.permissions import Role
from audit.models import Event
from schools import services
from schools.models import ClassGroup, ClassStaff, Membership, School, Term, Trust
from sendcase import moment
from tests.factories.people import UserFactory, member, sign_in
from tests.factories.pupils import PupilFactory
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class

pytestmark = pytest.mark.django_db
TODAY = moment.today()


@pytest.fixture
def school():
    return SchoolFactory(slug="oakfield", name="Oakfield Primary School")


@pytest.fixture
def office(school):
    return member(school, Role.OFFICE)


@pytest.fixture
def term(school):
    return Term.objects.create(
        school=school, name="Autumn", starts_on=date(2026, 9, 2), ends_on=date(2026, 12, 18)
    )


@pytest.fixture
def willow(school):
    return ClassGroupFactory(school=school, name="Willow")


def png():
    out = io.BytesIO()
    Image.new("RGB", (30, 30), "teal").save(out, "PNG")
    return out.getvalue()


def facts(school, **fields):
    return {
        "name": school.name, "urn": school.urn, "laestab": school.laestab,
        "head_name": school.head_name, "senco_name": school.senco_name,
        "safeguarding_lead": school.safeguarding_lead, "version": school.version, **fields,
    }  # fmt: skip


# --- who may ---------------------------------------------------------------------------------


@pytest.fixture
def people(school, office):
    lead = UserFactory()
    trust = Trust.objects.create(name="Harbour Trust", slug="harbour")
    school.trust = trust
    school.save()
    Membership.objects.create(
        user=lead, trust=trust, role=Role.TRUST_LEAD, from_on=date(2020, 1, 1)
    )
    roles = (Role.SENCO, Role.TEACHER, Role.SUPPORT, Role.HEAD, Role.GOVERNOR)
    found = {str(role): member(school, role) for role in roles}
    found |= {"office": office, "trust_lead": lead, "nobody": UserFactory()}
    return found | {"other": member(SchoolFactory(), Role.OFFICE)}


SEES = {"senco", "teacher", "support", "head", "governor", "office", "trust_lead"}
ROLL_VIEW, ROLL_EDIT = {"senco", "head", "office"}, {"senco", "office"}
POLICY, SCHOOL_EDIT = {"senco", "teacher", "head"}, {"senco", "head", "office"}
ACCESS = {
    "/oakfield/school/": SEES,
    "/oakfield/school/edit/": SCHOOL_EDIT,
    "/oakfield/school/logo/": SEES,
    "/oakfield/school/logo/change/": SCHOOL_EDIT,
    "/oakfield/policy/": POLICY,
    "/oakfield/terms/": ROLL_VIEW,
    "/oakfield/terms/new/": ROLL_EDIT,
    "/oakfield/closures/new/": ROLL_EDIT,
    "/terms/{term}/": ROLL_EDIT,
    "/oakfield/classes/": ROLL_VIEW,
    "/oakfield/classes/new/": ROLL_EDIT,
    "/classes/{willow}/": ROLL_VIEW,
    "/classes/{willow}/edit/": ROLL_EDIT,
    "/classes/{willow}/close/": ROLL_EDIT,
    "/classes/{willow}/staff/": ROLL_EDIT,
    "/class-staff/{place}/end/": ROLL_EDIT,
}


@pytest.mark.parametrize("address", ACCESS)
def test_who_may_open_what(client, people, school, term, willow, address):
    services.set_logo(school=school, data=png(), by=people["head"])
    place = hold_class(member(school, Role.TEACHER), willow)
    address = address.format(term=term.pk, willow=willow.pk, place=place.pk)
    opened = {
        who for who, user in people.items() if sign_in(client, user).get(address).status_code == 200
    }
    pattern = address.replace(f"/{term.pk}/", "/{term}/") if "terms/" in address else address
    pattern = pattern.replace(f"classes/{willow.pk}/", "classes/{willow}/")
    pattern = pattern.replace(f"class-staff/{place.pk}/", "class-staff/{place}/")
    assert opened == ACCESS[pattern]


def test_another_schools_office_gets_404_for_everything_and_changes_nothing(
    client, people, school, term, willow
):
    place = hold_class(member(school, Role.TEACHER), willow)
    sign_in(client, people["other"])
    for address in (
        "/oakfield/school/edit/", "/oakfield/school/logo/change/", "/oakfield/school/logo/remove/",
        "/oakfield/terms/new/", "/oakfield/classes/new/", f"/terms/{term.pk}/",
        f"/terms/{term.pk}/remove/", f"/classes/{willow.pk}/edit/", f"/classes/{willow.pk}/close/",
        f"/classes/{willow.pk}/staff/", f"/class-staff/{place.pk}/end/",
    ):  # fmt: skip
        assert client.post(address, {"name": "X", "on": TODAY}).status_code == 404, address
    assert Term.objects.filter(pk=term.pk).exists()
    assert ClassGroup.objects.get(pk=willow.pk).closed_on is None
    assert ClassStaff.objects.get(pk=place.pk).until_on is None


def test_the_head_sees_classes_and_terms_without_their_buttons(client, people, willow, term):
    sign_in(client, people["head"])
    for address in ("/oakfield/classes/", "/oakfield/terms/", f"/classes/{willow.pk}/"):
        assert '"btn btn-primary" href' not in client.get(address).content.decode()
    assert client.post("/oakfield/terms/new/", {}).status_code in {403, 404}


# --- the school's page -----------------------------------------------------------------------


def test_the_page_says_who_is_who_in_the_schools_words(client):
    school = SchoolFactory(
        preset="tutor_led", slug="quay", sen_governor_name="Dr F. Amadi",
        sendiass_contact="Westbridge SENDIASS, 01632 960123",
    )  # fmt: skip
    text = sign_in(client, member(school, Role.GOVERNOR)).get("/quay/school/").content.decode()
    for words in ("Mrs P. Adeyemi", "SEN Coordinator", "Mr J. Whitlock", "Dr F. Amadi",
                  "Ms R. Okafor, room 4, extension 12", "Westbridge SENDIASS"):  # fmt: skip
        assert words in text
    assert "Not said" in text
    assert "Change these facts" not in text


def test_whoever_may_change_it_is_told_what_is_missing(client, school, office):
    text = sign_in(client, office).get("/oakfield/school/").content.decode()
    assert "Still to say" in text
    assert "the SEN governor" in text


def test_the_policy_is_told_in_words(client):
    school = SchoolFactory(preset="three_tiers", slug="elm")
    text = sign_in(client, member(school, Role.TEACHER)).get("/elm/policy/").content.decode()
    for words in ("Initial Concerns form", "SEND register", "SENDCo", "Tier 2", "Learning Plan",
                  "Every 13 weeks", "K: SEN support", "1 to 4"):  # fmt: skip
        assert words in text


def test_the_office_changes_the_facts_and_extra_fields_are_ignored(client, school, office):
    sign_in(client, office)
    client.post(
        "/oakfield/school/edit/",
        facts(school, sen_governor_name="Dr F. Amadi", slug="taken", is_demo="on", trust="1"),
    )
    school.refresh_from_db()
    assert school.sen_governor_name == "Dr F. Amadi"
    assert (school.slug, school.is_demo, school.trust) == ("oakfield", False, None)
    assert Event.objects.filter(verb="school.updated", actor_id=office.pk).count() == 1


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("urn", "12345", "A URN has 6 figures"),
        ("laestab", "855 12", "A LAESTAB has 7 figures"),
        ("ukprn", "99999999", "begins with 1"),
        ("name", "", "Give the school&#x27;s name"),
        ("head_name", "Mrs\u202e Hale", "hidden character"),
        ("local_offer_url", "javascript:alert(1)", "whole address"),
        ("email", "office@", "e"),
    ],
)
def test_wrong_facts_come_back_with_what_was_typed(client, school, office, field, value, words):
    sign_in(client, office)
    typed = facts(school, sendiass_contact="Westbridge SENDIASS")
    page = client.post("/oakfield/school/edit/", typed | {field: value})
    assert page.status_code == 200
    assert page.context["form"].errors[field]
    assert words in str(page.context["form"].errors[field])
    assert "Westbridge SENDIASS" in page.content.decode()
    assert School.objects.get(pk=school.pk).version == school.version


def test_two_people_changing_the_facts_see_both_texts(client, school, office):
    old = facts(school, phone="01632 960002")
    services.update_school(school=school, by=office, phone="01632 960001")
    page = sign_in(client, office).post("/oakfield/school/edit/", old)
    assert page.status_code == 409
    assert "01632 960001" in page.content.decode()
    school.refresh_from_db()
    assert school.phone == "01632 960001"


# --- logo ------------------------------------------------------------------------------------


def test_a_logo_is_drawn_again_and_served_as_a_png(client, school, office):
    sign_in(client, office)
    upload = SimpleUploadedFile("logo.exe", png(), "application/x-whatever")
    client.post("/oakfield/school/logo/change/", {"logo": upload})
    answer = client.get("/oakfield/school/logo/")
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer.content.startswith(b"\x89PNG")
    client.post("/oakfield/school/logo/remove/")
    assert client.get("/oakfield/school/logo/").status_code == 404


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"<svg onload=alert(1)>", "not a PNG or JPEG"), (b"", "empty"), (None, "Choose a picture")],
)
def test_a_file_that_is_no_picture_is_refused_beside_the_field(client, school, office, data, words):
    sign_in(client, office)
    fields = {} if data is None else {"logo": SimpleUploadedFile("logo.png", data, "image/png")}
    page = client.post("/oakfield/school/logo/change/", fields)
    assert words in page.content.decode()
    school.refresh_from_db()
    assert school.logo is None


# --- terms -----------------------------------------------------------------------------------


def test_the_office_adds_terms_and_closures_and_the_half_terms_follow(client, school, office):
    sign_in(client, office)
    client.post("/oakfield/terms/new/", {"name": "Autumn", "starts_on": "2026-09-02",
                                         "ends_on": "18/12/2026"})  # fmt: skip
    client.post("/oakfield/closures/new/", {"name": "Half-term", "starts_on": "2026-10-26",
                                            "ends_on": "2026-10-30"})  # fmt: skip
    text = client.get("/oakfield/terms/").content.decode()
    assert "Wed 2 Sep 2026 to Fri 18 Dec 2026" in text
    assert "Autumn 2" in text
    assert "Mon 2 Nov 2026" in text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"starts_on": "2026-12-19", "ends_on": "2026-12-01"}, "last day is before the first"),
        ({"starts_on": "2026-12-01", "ends_on": "2027-03-01"}, "overlap with Autumn"),
        ({"starts_on": "soon", "ends_on": "2027-03-01"}, "day, month, year"),
    ],
)
def test_an_impossible_term_comes_back_with_a_sentence(client, office, term, fields, words):
    page = sign_in(client, office).post("/oakfield/terms/new/", {"name": "Spring", **fields})
    assert page.status_code == 200
    assert words in page.content.decode()
    assert Term.objects.count() == 1


def test_a_term_is_changed_and_removed(client, office, term):
    sign_in(client, office)
    fields = {"name": "Autumn term", "starts_on": "2026-09-03", "ends_on": "2026-12-18"}
    client.post(f"/terms/{term.pk}/", fields | {"version": 1})
    term.refresh_from_db()
    assert (term.name, term.starts_on) == ("Autumn term", date(2026, 9, 3))
    assert client.post(f"/terms/{term.pk}/", fields | {"version": 1}).status_code == 409
    client.post(f"/terms/{term.pk}/remove/")
    assert not Term.objects.exists()
    assert client.get(f"/terms/{term.pk}/").status_code == 404


def test_a_school_without_terms_says_why_they_matter(client, office):
    text = sign_in(client, office).get("/oakfield/terms/").content.decode()
    assert "every weekday counts" in text


# --- classes ---------------------------------------------------------------------------------


def test_the_list_of_classes_says_who_holds_them_today_and_how_many_pupils(
    client, school, office, willow
):
    teacher = member(school, Role.TEACHER, name="Ms R. Osei")
    hold_class(teacher, willow)
    gone = member(school, Role.TEACHER, name="Mr G. One")
    hold_class(gone, willow, until_on=TODAY - timedelta(days=1))
    PupilFactory.create_batch(2, school=school, class_group=willow)
    PupilFactory(school=school, class_group=willow, left_on=TODAY - timedelta(days=1))
    ClassGroupFactory(name="Elsewhere")
    ClassGroupFactory(school=school, name="Empty")
    page = sign_in(client, office).get("/oakfield/classes/")
    rows = [(row["group"].name, row["held"], row["group"].size) for row in page.context["rows"]]
    assert rows == [("Empty", "", 0), ("Willow", "Ms R. Osei", 2)]


@pytest.mark.parametrize("rows", [10, 200])
def test_the_list_of_classes_costs_the_same_at_any_size(
    client, school, office, rows, django_assert_max_num_queries
):
    for group in ClassGroupFactory.create_batch(rows, school=school):
        ClassStaff.objects.create(
            school=school, class_group=group, user=office, from_on=date(2026, 1, 1)
        )
    sign_in(client, office)
    with django_assert_max_num_queries(8):
        page = client.get("/oakfield/classes/")
    assert len(page.context["rows"]) == rows


def test_a_class_is_opened_named_and_closed(client, school, office):
    sign_in(client, office)
    client.post("/oakfield/classes/new/", {"name": "  3   Willow ", "year": "3"})
    group = ClassGroup.objects.get()
    assert (group.name, group.school) == ("3 Willow", school)
    again = client.post("/oakfield/classes/new/", {"name": "3 Willow", "year": "4"})
    assert "There is a class called 3 Willow already" in again.content.decode()
    client.post(f"/classes/{group.pk}/edit/", {"name": "4 Willow", "year": "4", "version": 1})
    client.post(f"/classes/{group.pk}/close/", {"on": TODAY.isoformat()})
    group.refresh_from_db()
    assert (group.name, group.year, group.closed_on) == ("4 Willow", "4", TODAY)


def test_a_hand_over_through_the_page(client, school, office, willow):
    old, new = member(school, Role.TEACHER), member(school, Role.TEACHER)
    place = hold_class(old, willow)
    sign_in(client, office)
    day = TODAY + timedelta(days=10)
    client.post(
        f"/classes/{willow.pk}/staff/",
        {"user": new.pk, "from_on": day.isoformat(), "replaces": place.pk, "is_lead": "on"},
    )
    place.refresh_from_db()
    assert place.until_on == day - timedelta(days=1)
    assert ClassStaff.objects.get(user=new).from_on == day
    text = client.get(f"/classes/{willow.pk}/").content.decode()
    assert old.name in text
    assert new.name in text


def test_only_who_teaches_here_is_offered_and_no_other_classes_holder(
    client, school, office, willow
):
    stranger = member(SchoolFactory(), Role.TEACHER)
    elsewhere = hold_class(stranger, ClassGroupFactory())
    teacher = member(school, Role.TEACHER)
    sign_in(client, office)
    for fields in ({"user": stranger.pk}, {"user": teacher.pk, "replaces": elsewhere.pk}):
        page = client.post(f"/classes/{willow.pk}/staff/", {"from_on": TODAY.isoformat(), **fields})
        assert page.status_code == 200
    assert not willow.staff.exists()
    elsewhere.refresh_from_db()
    assert elsewhere.until_on is None


def test_a_last_day_is_noted_and_access_ends_after_it(client, school, office, willow):
    teacher = member(school, Role.TEACHER)
    place = hold_class(teacher, willow)
    pupil = PupilFactory(school=school, class_group=willow)
    yesterday = TODAY - timedelta(days=1)
    assert sign_in(client, teacher).get(f"/pupils/{pupil.pk}/").status_code == 200
    sign_in(client, office).post(
        f"/class-staff/{place.pk}/end/", {"on": yesterday.isoformat(), "version": 1}
    )
    assert sign_in(client, teacher).get(f"/pupils/{pupil.pk}/").status_code == 404


def test_the_same_class_sent_twice_is_opened_once(client, school, office):
    sign_in(client, office)
    fields = {"name": "Rowan", "year": "2", "form_id": "0b1d0b2e-0f0e-4a62-8a0e-6a3d7f1a9c55"}
    for _ in range(2):
        answer = client.post("/oakfield/classes/new/", fields, follow=True)
    assert ClassGroup.objects.filter(name="Rowan").count() == 1
    assert "saved already" in answer.content.decode()
