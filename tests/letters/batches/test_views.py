"""The pages: whom one may choose, what the check says, what leaks to nobody, how much they ask."""

import pytest
from django.urls import reverse

from letters.batches import issuing, services
from letters.models import Batch, BatchPrint, BatchRow, Letter
from pupils.models import Pupil
from sendcase.outbox.models import Message
from tests.factories import batches
from tests.factories.batches import FACTS, KEY, fresh
from tests.factories.links import sent_link
from tests.factories.people import sign_in
from tests.factories.pupils import ContactFactory, PupilFactory
from tests.factories.register import placed
from tests.letters.batches.conftest import town_of

pytestmark = pytest.mark.django_db
TYPED = {"fact_meeting_day": FACTS["meeting_day"], "fact_room": ""}


@pytest.fixture
def at(client, town):
    """at("senco", "check", query) → the page, as that person."""
    batches.worded(town.school)

    def ask(who, name, query="", post=None, **kwargs):
        sign_in(client, getattr(town, who))
        args = [town.school.slug, *([KEY] if name in ("who", "check") else [])]
        address = reverse(f"batches:{name}", args=args) + query
        if post is not None:
            return client.post(address, post, **kwargs)
        return client.get(address, **kwargs)

    return ask


def chosen(answer) -> list[str]:
    return [words for _, words in answer.context["form"].fields["who"].choices]


def test_the_purposes_a_person_may_begin_are_offered_and_no_other(at):
    words = at("senco", "write").content.decode()

    assert "Invitation to the review" in words
    assert "Placed on the register" not in words
    assert "Invitations" in words


def test_choosing_by_class_register_and_saved_question(at, town):
    placed(town.bela, by=town.senco)

    assert at("senco", "who", f"?class_group={town.willow.pk}").context["count"] == 1
    assert at("senco", "who", "?register=yes").context["shown"] == ["Bela Crown"]
    assert at("senco", "who").context["count"] == 2
    answer = at("senco", "check", "?register=yes")
    assert chosen(answer) == ["Bela Crown"]
    assert "On the register: 1 child" in " ".join(answer.content.decode().split())


def test_a_teacher_chooses_among_children_they_teach(at, town):
    assert chosen(at("teacher", "check")) == ["Amina Brightwater, Willow"]
    assert at("teacher", "check", f"?pupils={town.bela.pk}").status_code == 404
    answer = at("teacher", "check", post=TYPED | {"title": "Mine", "who": [town.bela.pk]})
    assert answer.status_code == 200
    assert not Batch.objects.exists()


def test_a_teacher_proposes_and_the_senco_checks(at, town):
    answer = at("teacher", "check", post=TYPED | {"title": "Mine", "who": [town.amina.pk]})

    assert answer.url == f"/{town.school.slug}/pupils/"
    assert [row.pupil for row in BatchRow.objects.all()] == [town.amina]


def test_a_pasted_list_finds_each_child_once_and_names_lines_that_are_not_clear(at, town):
    PupilFactory(school=town.school, legal_first_name="Bela", legal_last_name="Twice")
    PupilFactory(school=town.school, legal_first_name="Bela", legal_last_name="Twice")
    Pupil.objects.filter(pk=town.amina.pk).update(admission_number="A12")

    answer = at("senco", "who", post={"names": "a12\nCrown, Bela\n bela CROWN \n"})
    assert answer.url.endswith(f"prepare/?pupils={town.amina.pk}.{town.bela.pk}")
    answer = at("senco", "who", post={"names": "A12\nBela Twice\nNobody Here"})
    assert answer.context["unclear"] == ["Bela Twice", "Nobody Here"]


def test_the_press_prepares_those_ticked_once_whatever_is_pressed_again(at, town):
    form = at("senco", "check").context["form"]
    sent = TYPED | {"title": "Reviews", "who": [town.amina.pk], "form_id": form.form_id}

    first = at("senco", "check", post=sent)
    second = at("senco", "check", post=sent)

    batch = Batch.objects.get()
    assert first.url == second.url == batch.get_absolute_url()
    assert [row.pupil for row in batch.rows.all()] == [town.amina]
    assert batch.chosen == {"words": "Everybody on roll"}


def test_what_is_asked_must_be_said_and_nobody_ticked_is_refused(at):
    answer = at("senco", "check", post={"title": "Reviews"})

    errors = answer.context["form"].errors
    assert set(errors) == {"fact_meeting_day", "who"}


def test_one_child_gets_a_letter_without_a_batch_and_a_reason_where_there_is_none(at, town):
    answer = at("senco", "check", f"?pupils={town.amina.pk}", post=TYPED)
    letter = Letter.objects.get()
    assert (answer.url, letter.batch) == (letter.get_absolute_url(), None)
    town.bela.contacts.all().delete()

    answer = at("senco", "check", f"?pupils={town.bela.pk}", post=TYPED)

    assert "nobody to write to" in answer.content.decode()


def test_the_pupils_letters_tab_leads_there(client, town):
    for person, shown in ((town.senco, True), (town.head, False)):
        sign_in(client, person)
        words = client.get(f"/pupils/{town.amina.pk}/letters/").content.decode()
        assert (f"/letters/write/?pupils={town.amina.pk}" in words) is shown


@pytest.fixture
def done(town, monkeypatch):
    """An issued batch whose papers are stand-ins."""
    monkeypatch.setattr(issuing, "many", lambda rows: [
        (row, issuing.services.paper.content_of(row), b"%PDF-1.7") for row in rows
    ])  # fmt: skip
    monkeypatch.setattr("letters.batches.printing.page_count", lambda pdf: 1)
    monkeypatch.setattr("letters.batches.printing.join", lambda pieces: b"%PDF-1.7 joined")
    monkeypatch.setattr("letters.batches.printing.render_pdf", lambda html: b"%PDF-1.7")
    return batches.issued(town.school, town.senco)


def test_the_office_prints_and_sees_envelopes_but_no_list_of_children(client, town, done):
    sign_in(client, town.office)
    page = client.get(done.get_absolute_url())
    paper = client.get(f"/batch-papers/{BatchPrint.objects.get().pk}/")

    assert page.context["children"] == []
    assert "Child by child" not in page.content.decode()
    assert len(page.context["envelopes"]) == 2
    assert b"".join(paper.streaming_content) == b"%PDF-1.7 joined"
    assert paper["Content-Security-Policy"].startswith("sandbox")


def test_a_paper_with_a_withdrawn_letter_is_made_again_before_the_office_prints(client, town, done):
    letter = done.letters.first()
    issuing.services.withdraw(letter=letter, reason="Wrong.", by=town.senco)
    address = f"/batch-papers/{BatchPrint.objects.get().pk}/"

    assert client.get(address).status_code == 302
    sign_in(client, town.office)
    assert client.get(address).url == done.get_absolute_url()
    assert "withdrawn since" in client.get(done.get_absolute_url()).content.decode()
    sign_in(client, town.senco)
    assert client.get(address).status_code == 200


def test_a_batch_that_is_not_approved_does_not_exist_for_the_office(client, town):
    batch = batches.prepared(town.school, town.senco)
    sign_in(client, town.office)

    assert client.get(batch.get_absolute_url()).status_code == 404
    assert "Review invitations" not in client.get("/oakfield/letters/batches/").content.decode()


def test_progress_is_a_piece_of_the_page_and_then_the_page(client, town):
    batch = batches.begun(town.school, town.senco)
    sign_in(client, town.senco)
    address, htmx = f"/batches/{batch.pk}/progress/", {"HTTP_HX_REQUEST": "true"}

    page = client.get(batch.get_absolute_url()).content.decode()
    assert 'http-equiv="refresh"' in page and "0 of 3 steps" in page
    piece = client.get(address, **htmx).content.decode()
    assert "0 of 3 steps" in piece and "<html" not in piece and "Amina" not in piece
    batches.work()
    assert client.get(address, **htmx)["HX-Redirect"] == batch.get_absolute_url()


def test_buttons_say_what_stopped_them(client, town):
    batch = batches.prepared(town.school, town.senco)
    sign_in(client, town.senco)

    answer = client.post(f"/batches/{batch.pk}/approve/", {"seen": "old"}, follow=True)
    assert "Something changed" in answer.content.decode()
    answer = client.post(f"/batches/{batch.pk}/send/", {"version": 1}, follow=True)
    assert "cannot be sent" in answer.content.decode()
    seen = services.as_seen(fresh(batch))
    client.post(f"/batches/{batch.pk}/approve/", {"seen": seen})
    assert fresh(batch).state == "approved"


def test_an_uncertain_mail_shows_on_the_batch(client, town, done):
    links = [sent_link(letter) for letter in done.letters.all()]
    sign_in(client, town.senco)
    assert "may not have arrived" not in client.get(done.get_absolute_url()).content.decode()
    Message.objects.filter(pk=links[0].mail_id).update(state="uncertain")

    page = client.get(done.get_absolute_url()).content.decode()
    assert "1 mail about these letters may not have arrived" in page
    listed = client.get(f"/oakfield/letters/?show=mail&batch={done.pk}").context["rows"]
    assert [row["url"] for row in listed] == [links[0].letter.get_absolute_url()]
    assert listed[0]["mark"] == "The mail may not have arrived"


def test_names_are_shown_literally(client, town):
    PupilFactory(school=town.school, legal_first_name="<b>Bo</b>", legal_last_name="O’Neil")
    batch = batches.prepared(town.school, town.senco, title="<i>All</i>")
    sign_in(client, town.senco)

    words = client.get(batch.get_absolute_url()).content.decode()

    assert "&lt;b&gt;Bo&lt;/b&gt;" in words and "<b>Bo" not in words and "<i>All" not in words


@pytest.mark.parametrize("children", [2, 30])
def test_pages_ask_the_same_at_any_size(client, town, at_most, children):
    for _ in range(children - 2):
        ContactFactory(pupil=PupilFactory(school=town.school))
    batch = batches.prepared(town.school, town.senco)
    for _ in range(children):
        Batch.objects.create(school=town.school, purpose=KEY, title="More", made_by=town.senco,
                             signed_by="senco")  # fmt: skip
    sign_in(client, town.senco)
    client.get("/oakfield/letters/batches/")

    with at_most(8):
        client.get("/oakfield/letters/batches/")
    with at_most(22):
        client.get(batch.get_absolute_url())
    with at_most(10):
        client.get(f"/oakfield/letters/write/{KEY}/prepare/")


def test_another_schools_batch_is_nowhere(client, town, invitation):
    from tests.factories.schools import ClassGroupFactory, SchoolFactory

    elm = SchoolFactory(slug="elm")
    other = town_of(elm, ClassGroupFactory(school=elm))
    batch = batches.prepared(elm, other.senco)
    sign_in(client, town.senco)

    assert client.get(batch.get_absolute_url()).status_code == 404
    assert client.post(f"/batch-rows/{batch.rows.first().pk}/leave-out/").status_code == 404
    assert Letter.objects.filter(state="withdrawn").count() == 0


@pytest.mark.parametrize(
    ("who", "place"),
    [("teacher", "letters/write/"), ("senco", "letters/"), ("head", "letters/")],
)
def test_the_way_to_letters_leads_where_a_person_may_go(client, town, who, place):
    sign_in(client, getattr(town, who))

    shown = client.get(f"/{town.school.slug}/pupils/")

    [letters] = [each for each in shown.context["places"] if each["key"] == "letters"]
    assert letters["url"] == f"/{town.school.slug}/{place}"


def test_a_letter_begins_on_the_page_of_a_child_who_is_here(client, town):
    write = f"/{town.school.slug}/letters/write/?pupils={town.amina.pk}"
    pages = {}
    for who in ("teacher", "senco", "head", "office"):
        sign_in(client, getattr(town, who))
        pages[who] = client.get(town.amina.get_absolute_url()).content.decode()
    assert [who for who in pages if write in pages[who]] == ["teacher", "senco"]

    Pupil.objects.filter(pk=town.amina.pk).update(left_on="2026-01-09")
    sign_in(client, town.senco)
    assert write not in client.get(town.amina.get_absolute_url()).content.decode()


def test_a_class_or_a_list_of_pupils_goes_on_to_its_letters(client, town, at):
    query = f"class_group={town.willow.pk}"
    write = f"/{town.school.slug}/letters/write/?{query}"
    sign_in(client, town.teacher)
    assert write in client.get(f"/{town.school.slug}/pupils/?{query}").content.decode()
    sign_in(client, town.senco)
    assert write in client.get(f"/classes/{town.willow.pk}/").content.decode()
    sign_in(client, town.office)
    assert write not in client.get(f"/classes/{town.willow.pk}/").content.decode()

    who = f"/{town.school.slug}/letters/write/{KEY}/?{query}"
    assert who in at("teacher", "write", f"?{query}").content.decode()
