"""The pages: who sees which letter, what each button does, what a list costs and never shows."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.permissions import Role
from audit.models import Event
from letters import services, wording
from letters.models import Letter, LetterTemplate, LetterVersion, Reply
from schools.models import Membership
from sendcase import moment
from tests.factories.letters import Family, LetterFactory
from tests.factories.people import member, sign_in
from tests.factories.pupils import ContactFactory, PupilFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def family(db):
    return Family(legal_first_name="Amina")


def as_(client, user):
    return sign_in(client, user)


def post(client, name, letter, **data):
    data = {"version": letter.version, **data}
    return client.post(reverse(f"letters:{name}", args=[letter.pk]), data)


@pytest.fixture
def quick(monkeypatch):
    """Where the paper itself is not the matter."""
    monkeypatch.setattr("letters.paper.whole_pdf", lambda *args, **kw: b"%PDF-1.7")


def test_the_office_sees_a_letter_only_once_somebody_stands_behind_it(client, family):
    letter = family.prepared()
    as_(client, family.office)
    assert client.get(letter.get_absolute_url()).status_code == 404

    services.approve(letter=letter, by=family.senco)

    assert client.get(letter.get_absolute_url()).status_code == 200


def test_nobody_without_a_duty_sees_a_letter(client, family):
    letter = family.prepared()
    for role in (Role.TEACHER, Role.SUPPORT, Role.GOVERNOR, Role.TRUST_LEAD):
        if role != Role.TRUST_LEAD:
            as_(client, member(family.school, role))
        assert client.get(letter.get_absolute_url()).status_code in {302, 404}
        assert post(client, "approve", letter).status_code in {302, 404}
        assert Letter.objects.get().state == "prepared"


def test_another_schools_senco_gets_404_for_every_page_of_a_letter(client, family, quick):
    letter = family.issued()
    as_(client, Family().senco)

    for name in ("page", "pdf", "edit", "withdraw", "returned", "reply"):
        assert client.get(reverse(f"letters:{name}", args=[letter.pk])).status_code == 404
    for name in ("approve", "issue", "withdraw", "returned", "reply"):
        assert post(client, name, letter, reason="x").status_code == 404


def test_seen_but_not_allowed_is_403(client, family):
    letter = family.prepared()
    elsewhere = Family().school
    Membership.objects.create(  # SENCO somewhere else: the page exists for this person
        user=family.head, school=elsewhere, role=Role.SENCO, from_on=date(2020, 1, 1)
    )
    as_(client, family.head)

    assert client.get(letter.get_absolute_url()).status_code == 200
    assert client.get(reverse("letters:edit", args=[letter.pk])).status_code == 403
    assert post(client, "approve", letter).status_code == 403  # the SENCO signs here
    assert b"/approve/" not in client.get(letter.get_absolute_url()).content


def test_from_prepared_to_answered_by_the_buttons(client, family):
    letter = family.prepared()
    as_(client, family.senco)
    page = client.get(letter.get_absolute_url())
    assert b"Amina finds it hard" in page.content

    assert post(client, "approve", letter).status_code == 302
    letter.refresh_from_db()
    assert post(client, "issue", letter).status_code == 302
    letter.refresh_from_db()
    assert letter.state == "issued"
    as_(client, family.office)
    form = client.get(reverse("letters:reply", args=[letter.pk])).context["form"]
    answer = {"form_id": str(form.form_id), "route": "slip", "received_on": moment.today(),
              "wants_to_talk": "on", "words": "Ring after five."}  # fmt: skip
    for _ in range(2):  # pressed twice
        client.post(reverse("letters:reply", args=[letter.pk]), answer)

    assert Reply.objects.get().words == "Ring after five."
    letter.refresh_from_db()
    assert letter.state == "answered"
    assert b"Ring after five." in client.get(letter.get_absolute_url()).content


def test_a_second_press_on_send_is_told_so(client, family, quick):
    letter = family.approved()
    as_(client, family.senco)

    post(client, "issue", letter)
    second = client.post(
        reverse("letters:issue", args=[letter.pk]), {"version": letter.version}, follow=True
    )

    assert b"had been sent already" in second.content
    assert LetterVersion.objects.count() == 1


def test_a_page_opened_before_somebodys_change_moves_nothing(client, family):
    letter = family.prepared()
    services.edit(letter=letter, version=1, personal_note="New", facts={}, by=family.senco)
    as_(client, family.senco)

    answer = client.post(reverse("letters:approve", args=[letter.pk]), {"version": 1}, follow=True)

    assert b"Somebody changed this letter" in answer.content
    assert Letter.objects.get().state == "prepared"


def test_fields_nobody_asked_for_are_ignored(client, family):
    other = Family()
    letter = family.prepared()
    as_(client, family.senco)

    client.post(
        reverse("letters:edit", args=[letter.pk]),
        {"version": letter.version, "personal_note": "Kind words", "state": "issued",
         "school": other.school.pk, "pupil": other.pupil.pk, "contact": other.mother.pk,
         "approved_by": family.senco.pk, "fact_noticed": "Reads slowly.",
         **{f"fact_{k}": v for k, v in letter.facts.items() if k != "noticed"}},
    )  # fmt: skip

    letter.refresh_from_db()
    assert letter.personal_note == "Kind words"
    assert letter.facts["noticed"] == "Reads slowly."
    assert (letter.state, letter.school, letter.pupil, letter.contact, letter.approved_by) == (
        "prepared", family.school, family.pupil, family.mother, None,
    )  # fmt: skip


def test_why_it_cannot_be_sent_stands_on_the_page_and_the_button_does_not(client, family):
    family.mother.address = ""
    family.mother.save()
    letter = family.prepared()
    as_(client, family.senco)

    page = client.get(letter.get_absolute_url()).content.decode()

    assert "There is no address for Ms Leila Brightwater." in page
    assert "/approve/" not in page


def test_the_wrong_day_of_an_answer_comes_back_with_what_was_typed(client, family, quick):
    letter = family.issued()
    as_(client, family.office)

    answer = client.post(
        reverse("letters:reply", args=[letter.pk]),
        {"route": "phone", "received_on": moment.today() + timedelta(days=3), "words": "Typed"},
    )

    assert answer.status_code == 200
    assert "has not come yet" in answer.content.decode()
    assert "Typed" in answer.content.decode()
    assert Reply.objects.count() == 0


def test_opening_the_paper_is_noted_as_printed_and_a_page_as_read(client, family):
    letter = family.issued()
    as_(client, family.office)

    paper = client.get(reverse("letters:pdf", args=[letter.pk]))
    client.get(letter.get_absolute_url())

    assert paper["Content-Type"] == "application/pdf"
    assert b"".join(paper.streaming_content).startswith(b"%PDF")
    rows = Event.objects.filter(actor_id=family.office.pk, object_id=letter.pk)
    assert set(rows.values_list("verb", "pupil_id")) == {
        ("letter.printed", family.pupil.pk), ("letter.read", family.pupil.pk),
    }  # fmt: skip


def test_a_preview_says_that_it_was_not_sent(client, family):
    from tests.sendcase.pdf_reading import flat

    letter = family.prepared()
    as_(client, family.senco)

    assert "Preview: not sent." in flat(
        client.get(reverse("letters:pdf", args=[letter.pk])).content
    )


def test_what_went_out_is_shown_even_when_the_record_changed(client, family, quick):
    letter = family.issued()
    family.mother.address = "77 New Road"
    family.mother.save()
    as_(client, family.senco)

    page = client.get(letter.get_absolute_url()).content.decode()

    assert "12 Mill Lane" in page
    assert "77 New Road" not in page


def test_the_list_filters_and_shows_nothing_of_another_school(client, family, quick):
    family.issued()
    waiting = Family(school=family.school, legal_first_name="Waiting").prepared()
    Family(legal_first_name="Planted").prepared()
    as_(client, family.senco)
    address = reverse("letters:list", args=[family.school.slug])

    everything = client.get(address).content.decode()
    prepared = client.get(address, {"state": "prepared"})
    odd = client.get(address, {"state": "x' OR 1=1", "purpose": "😀", "after": "zzz"})

    assert "Amina" in everything and "Waiting" in everything and "Planted" not in everything
    assert [row["url"] for row in prepared.context["rows"]] == [waiting.get_absolute_url()]
    assert len(odd.context["rows"]) == 2


@pytest.mark.parametrize("rows", [10, 200])
def test_the_list_costs_the_same_at_any_length(client, family, rows, django_assert_max_num_queries):
    contact = ContactFactory(pupil=family.pupil)
    template = wording.current(family.school, "placed-on-register")
    letters = LetterFactory.build_batch(
        rows, school=family.school, pupil=family.pupil, contact=contact, template=template,
        prepared_by=family.senco,
    )  # fmt: skip
    Letter.objects.bulk_create(letters)
    LetterFactory()  # another school's: it could leak
    as_(client, family.senco)
    address = reverse("letters:list", args=[family.school.slug])
    client.get(address)

    with django_assert_max_num_queries(10):  # 8, and the savepoint of the audit row
        answer = client.get(address)

    assert len(answer.context["rows"]) == min(rows, 50)
    assert bool(answer.context["page"].next_url) is (rows > 50)


def wording_of(family, audience="families"):
    return reverse("letters:wording", args=[family.school.slug, "placed-on-register", audience])


def test_wording_is_previewed_without_saving_and_saved_as_a_new_row(client, family):
    as_(client, family.head)
    form = client.get(wording_of(family)).context["form"]
    words = {"form_id": str(form.form_id), "version": 1, "subject": "About {pupil_first_name}",
             "body": "Our **own** words for {pupil_name}.", "slip": ""}  # fmt: skip

    preview = client.post(wording_of(family), words | {"preview": "1"}).content.decode()
    assert "Our <strong>own</strong> words for Amina Brightwater." in preview
    assert LetterTemplate.objects.count() == 0

    client.post(wording_of(family), words)
    current = LetterTemplate.objects.get(replaced_at=None)
    assert current.body == "Our **own** words for {pupil_name}."
    assert current.edited_by == family.head
    assert LetterTemplate.objects.count() == 2  # the starter words stay in the history


def test_an_unknown_field_comes_back_by_its_name_with_what_was_typed(client, family):
    as_(client, family.senco)

    answer = client.post(
        wording_of(family), {"subject": "S", "body": "Dear {pupil_nmae} typed", "slip": ""}
    )

    assert "{pupil_nmae}" in answer.context["form"].errors["body"][0]
    assert "Dear {pupil_nmae} typed" in answer.content.decode()
    assert LetterTemplate.objects.count() == 0


def test_two_people_at_one_wording_see_both_texts(client, family):
    wording.save(
        school=family.school, purpose="placed-on-register", for_young_person=False,
        subject="S", body="First words", slip="", version=1, by=family.head,
    )  # fmt: skip
    as_(client, family.senco)

    answer = client.post(
        wording_of(family), {"version": 1, "subject": "S", "body": "Second words", "slip": ""}
    )

    assert answer.status_code == 409
    assert "First words" in answer.content.decode()
    assert "Second words" in answer.content.decode()


def test_the_office_and_teachers_do_not_word_letters(client, family):
    for role in (Role.OFFICE, Role.TEACHER):
        as_(client, member(family.school, role))
        assert client.get(wording_of(family)).status_code in {403, 404}
    as_(client, Family().senco)
    assert client.get(wording_of(family)).status_code == 404


def test_an_unheard_of_purpose_or_audience_is_404(client, family):
    as_(client, family.senco)

    for tail in ("unheard-of/families", "placed-on-register/everybody"):
        assert client.get(f"/{family.school.slug}/letters/templates/{tail}/").status_code == 404


def test_opening_a_page_changes_nothing(client, family, django_capture_on_commit_callbacks):
    letter = family.prepared()
    PupilFactory(school=family.school)
    as_(client, family.senco)
    before = _counts(letter)

    for address in (
        letter.get_absolute_url(), reverse("letters:edit", args=[letter.pk]),
        reverse("letters:withdraw", args=[letter.pk]), wording_of(family, "young-people"),
        reverse("letters:list", args=[family.school.slug]),
        reverse("letters:wordings", args=[family.school.slug]),
    ):  # fmt: skip
        assert client.get(address).status_code == 200
    assert _counts(letter) == before


def _counts(letter):
    letter.refresh_from_db()
    return (letter.version, Letter.objects.count(), LetterTemplate.objects.count(),
            LetterVersion.objects.count())  # fmt: skip


def test_the_head_signs_letters_and_is_offered_none_to_write(client, family):
    home = f"/{family.school.slug}/letters/"
    write = f'href="{home}write/"'

    assert write in as_(client, family.senco).get(home).content.decode()
    assert write not in as_(client, family.head).get(home).content.decode()
