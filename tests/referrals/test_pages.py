"""The pages of raising a referral: choose, write, check, send, change, take back."""

import uuid
from datetime import timedelta

import pytest

from audit.models import Event
from referrals import services, triage
from referrals.models import Referral
from schools import presets
from sendcase import moment
from tests.factories.pupils import PupilFactory
from tests.factories.referrals import draft, posted, sent

HTML = "<script>alert('x')</script> {{ 7|add:7 }} & \"quoted\""


def new_url(place):
    return f"/{place.school.slug}/referrals/new/"


def test_the_choice_shows_only_pupils_in_reach(place, as_):
    PupilFactory(school=place.school, legal_first_name="Outofclass")
    page = as_(place.teacher).get(new_url(place)).content.decode()

    assert "Amina" in page
    assert "Outofclass" not in page
    assert place.other_pupil.first_name not in page


def test_the_choice_finds_by_a_part_of_the_name_without_accents(place, as_):
    PupilFactory(school=place.school, class_group=place.willow, legal_first_name="Zoë")

    page = as_(place.teacher).get(new_url(place), {"q": "zoe"}).content.decode()

    assert "Zoë" in page
    assert "Amina" not in page


@pytest.mark.parametrize("number", ["999999", "abc", "-1", "9" * 30, "١٢"])
def test_a_pupil_out_of_reach_is_as_good_as_missing(place, as_, number):
    client = as_(place.teacher)
    stranger = PupilFactory(school=place.school)

    for pk in (number, stranger.pk, place.other_pupil.pk):
        assert client.get(new_url(place), {"pupil": pk}).status_code == 404
        body = posted(place.pupil, pupil=pk, form_id=uuid.uuid4())
        assert client.post(new_url(place), body).status_code == 404
    assert not Referral.objects.exists()


def test_the_carer_is_filled_in_where_the_person_may_know(place, as_):
    url = f"{new_url(place)}?pupil={place.pupil.pk}"

    teacher = as_(place.teacher).get(url).content.decode()
    support = as_(place.support).get(url).content.decode()

    assert "Ms Leila Brightwater" in teacher
    assert "14 Mar 2018" in teacher
    assert "Leila" not in support
    assert "12 Mill Lane" not in teacher


def test_a_carer_who_must_not_be_contacted_is_never_offered(place, as_):
    place.carer.do_not_contact = True
    place.carer.save()

    page = as_(place.teacher).get(f"{new_url(place)}?pupil={place.pupil.pk}").content.decode()

    assert "Leila" not in page


def test_a_full_form_leads_to_the_check_and_then_is_sent(place, as_):
    client = as_(place.teacher)
    response = client.post(new_url(place), posted(place.pupil, form_id=uuid.uuid4()))

    row = Referral.objects.get()
    assert response.headers["Location"] == f"/referrals/{row.pk}/check/"
    assert (row.state, row.concern, row.raised_by) == ("draft", "send", place.teacher)
    assert row.tests.get().figure == "standardised reading score 78"
    check = client.get(f"/referrals/{row.pk}/check/").content.decode()
    due = moment.today() + timedelta(days=place.school.policy.referral_answer_days)
    assert f"{due:%a} {due.day} {due:%b %Y}" in check
    assert "Loses her place" in check

    client.post(f"/referrals/{row.pk}/check/", {"version": row.version})

    row.refresh_from_db()
    assert row.state == "submitted"
    page = client.get(f"/referrals/{row.pk}/").content.decode()
    assert "Mr J. Whitlock (SENCO) answers by" in page
    assert "holt@example.org" in page


def test_what_is_missing_is_said_and_everything_typed_stays(place, as_):
    body = posted(place.pupil, form_id=uuid.uuid4(), interventions="", concern="", pupil_said="")

    response = as_(place.teacher).post(new_url(place), body)

    page = response.content.decode()
    assert response.status_code == 200
    for words in ("Choose SEND or pastoral.", "List what you have tried.", "Say what the pupil"):
        assert words in page
    for typed in ("Loses her place", "She hides her reading book", "standardised reading score 78",
                  "Sight test passed", "Ms Leila Brightwater"):  # fmt: skip
        assert typed in page
    assert 'href="#id_interventions"' in page
    assert not Referral.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("raised_on", "2099-01-01", "is after today"),
        ("raised_on", "2017-01-01", "before Amina was born"),
        ("raised_on", "soon", "day, month, year"),
        ("parent_spoken_on", "2017-01-01", "before Amina was born"),
        ("figure_peers", "", "Give the figure"),
        ("source_peers", "", "Say which test"),
        ("reasons", "a\u202eb", "hidden character"),
        ("carer_name", "x" * 201, "200"),
        ("concern", "urgent", "Choose"),
        ("areas", ["999999"], "Choose"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(place, as_, field, value, words):
    body = posted(place.pupil, form_id=uuid.uuid4(), **{field: value})

    response = as_(place.teacher).post(new_url(place), body)

    assert field in response.context["form"].errors
    assert words in response.content.decode()
    assert not Referral.objects.exists()


def test_another_schools_area_or_contact_is_no_choice(place, as_):
    foreign = place.elsewhere.areas.first()
    body = posted(place.pupil, form_id=uuid.uuid4(), areas=[foreign.pk])

    assert "areas" in as_(place.teacher).post(new_url(place), body).context["form"].errors


def test_fields_that_are_not_asked_are_ignored(place, as_):
    body = posted(
        place.pupil, form_id=uuid.uuid4(), state="accepted", raised_by=place.head.pk,
        decided_by=place.head.pk, decided_at="2026-01-01", school=place.elsewhere.pk,
        submitted_at="2026-01-01", decision_reason="mine", register_entry="1",
    )  # fmt: skip

    as_(place.teacher).post(new_url(place), body)

    row = Referral.objects.get()
    assert (row.state, row.raised_by, row.school) == ("draft", place.teacher, place.school)
    assert (row.decided_by, row.submitted_at, row.decision_reason) == (None, None, "")


def test_the_same_form_twice_makes_one_referral(place, as_):
    client, body = as_(place.teacher), posted(place.pupil, form_id=uuid.uuid4())

    first = client.post(new_url(place), body)
    second = client.post(new_url(place), body, follow=True)

    assert Referral.objects.count() == 1
    assert "one referral, not two" in second.content.decode()
    assert first.status_code == 302


def test_going_back_and_writing_more_drops_nothing(place, as_):
    client, body = as_(place.teacher), posted(place.pupil, form_id=uuid.uuid4())
    client.post(new_url(place), body)

    again = client.post(new_url(place), body | {"reasons": "And he hides in the library."})

    assert "And he hides in the library." in again.content.decode()
    assert "not saved" in again.content.decode()
    assert Referral.objects.count() == 1


def test_save_draft_keeps_gaps_and_stands_in_the_authors_list_only(place, as_):
    body = {"pupil": place.pupil.pk, "reasons": "Half a thought", "save_draft": "1",
            "form_id": uuid.uuid4()}  # fmt: skip
    page = as_(place.teacher).post(new_url(place), body, follow=True)

    row = Referral.objects.get()
    assert page.redirect_chain[-1][0] == f"/referrals/{row.pk}/edit/"
    assert "Half a thought" in page.content.decode()
    listing = f"/{place.school.slug}/referrals/"
    assert f"/referrals/{row.pk}/" in as_(place.teacher).get(listing).content.decode()
    for person in (place.senco, place.head, place.support):
        assert f"/referrals/{row.pk}/" not in as_(person).get(listing).content.decode()
        assert as_(person).get(f"/referrals/{row.pk}/").status_code == 404


def test_an_unfinished_draft_says_what_is_missing_at_the_check(place, as_):
    row = draft(place.pupil, place.teacher, reasons="")
    client = as_(place.teacher)

    page = client.get(f"/referrals/{row.pk}/check/").content.decode()
    client.post(f"/referrals/{row.pk}/check/", {"version": row.version})

    assert f"/referrals/{row.pk}/edit/#div_id_reasons" in page
    assert "Send it now" not in page
    row.refresh_from_db()
    assert row.state == "draft"


def test_what_was_checked_is_what_is_sent(place, as_):
    row = draft(place.pupil, place.teacher)
    services.revise(referral=row, version=1, by=place.teacher, areas=row.areas.all(),
                    values={"reasons": "Changed in another tab."})  # fmt: skip

    page = as_(place.teacher).post(f"/referrals/{row.pk}/check/", {"version": 1}, follow=True)

    assert "It was changed since" in page.content.decode()
    row.refresh_from_db()
    assert row.state == "draft"


def test_a_second_open_referral_is_warned_of_with_a_link_but_allowed(place, as_):
    first = sent(place.pupil, place.teacher)

    page = as_(place.teacher).get(f"{new_url(place)}?pupil={place.pupil.pk}").content.decode()
    own = as_(place.support).get(f"{new_url(place)}?pupil={place.pupil.pk}").content.decode()

    assert "There is an open referral already" in page
    assert f'href="/referrals/{first.pk}/"' in page
    assert "open referral already" not in own  # support staff may not know of it


def test_the_author_changes_a_sent_one_until_it_is_answered(place, as_):
    row = sent(place.pupil, place.teacher)
    body = posted(place.pupil, form_id=uuid.uuid4(), version=row.version, reasons="Newer words.")

    as_(place.teacher).post(f"/referrals/{row.pk}/edit/", body)

    row.refresh_from_db()
    assert (row.state, row.reasons) == ("submitted", "Newer words.")


def test_two_people_at_one_referral_see_both_texts(place, as_):
    row = sent(place.pupil, place.teacher)
    services.revise(referral=row, version=row.version, by=place.senco, areas=row.areas.all(),
                    values={"reasons": "Theirs came first."})  # fmt: skip
    body = posted(place.pupil, form_id=uuid.uuid4(), version=row.version, reasons="Mine is late.")

    response = as_(place.teacher).post(f"/referrals/{row.pk}/edit/", body)

    page = response.content.decode()
    assert response.status_code == 409
    assert "Theirs came first." in page
    assert "Mine is late." in page
    row.refresh_from_db()
    assert row.reasons == "Theirs came first."


def test_a_form_without_its_version_overwrites_nothing(place, as_):
    row = sent(place.pupil, place.teacher)
    body = posted(place.pupil, form_id=uuid.uuid4(), reasons="No version.")

    assert as_(place.teacher).post(f"/referrals/{row.pk}/edit/", body).status_code == 409


def test_taking_back_asks_why(place, as_):
    row = sent(place.pupil, place.teacher)
    client = as_(place.teacher)

    empty = client.post(f"/referrals/{row.pk}/withdraw/", {"reason": " "})
    body = {"reason": "Wrong child.", "version": row.version}
    client.post(f"/referrals/{row.pk}/withdraw/", body)

    assert "Say why" in empty.content.decode()
    row.refresh_from_db()
    assert row.state == "withdrawn"
    page = client.get(f"/referrals/{row.pk}/").content.decode()
    assert "Wrong child." in page
    assert "Change what it says" not in page


def test_markup_and_template_text_are_shown_literally(place, as_):
    row = draft(place.pupil, place.teacher, reasons=HTML, carer_name=HTML, underneath=HTML)
    client = as_(place.teacher)

    for page in ("", "edit/", "check/"):
        text = client.get(f"/referrals/{row.pk}/{page}").content.decode()
        assert "<script>alert" not in text
        assert "&lt;script&gt;" in text
        assert "{{ 7|add:7 }}" in text


@pytest.mark.parametrize("preset", presets.PRESETS)
def test_the_form_bears_the_schools_own_names(as_, preset, db):
    from accounts.permissions import Role
    from tests.factories.people import member
    from tests.factories.schools import SchoolFactory

    school = SchoolFactory(preset=preset)
    pupil = PupilFactory(school=school)
    page = (
        as_(member(school, Role.SENCO))
        .get(f"/{school.slug}/referrals/new/?pupil={pupil.pk}")
        .content.decode()
    )

    assert f"{school.policy.referral_name} for {pupil.name}" in page
    for area in school.areas.all():
        assert area.name in page
    assert ("Sensory" in page) is (preset != "tutor_led")


def test_opening_printing_and_listing_leave_one_row_each(place, as_):
    row = sent(place.pupil, place.teacher)
    client = as_(place.senco)
    before = Event.objects.count()

    client.get(f"/referrals/{row.pk}/")
    client.get(f"/referrals/{row.pk}/print/")
    client.get(f"/{place.school.slug}/referrals/?show=all")

    verbs = list(Event.objects.order_by("pk").values_list("verb", "object_id", "pupil_id"))[before:]
    assert verbs == [
        ("referral.read", row.pk, place.pupil.pk),
        ("referral.printed", row.pk, place.pupil.pk),
        ("referrals:list.listed", place.school.pk, None),
    ]


def test_the_question_stands_above_the_form_it_is_answered_in(place, as_):
    row = sent(place.pupil, place.teacher)
    row = triage.ask_for_more(referral=row, version=row.version, by=place.senco,
                              reason="Old score.", asked="Which words does she skip?")  # fmt: skip

    page = as_(place.teacher).get(f"/referrals/{row.pk}/edit/").content.decode()

    assert "Which words does she skip?" in page
