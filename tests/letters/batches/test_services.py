"""A batch from choosing to paper: what each step leaves, and what is refused."""

import io
import json

import pytest
from pypdf import PdfReader

from audit.models import Event
from letters import services as letters
from letters.batches import issuing, services, work
from letters.models import Batch, BatchPrint, BatchRow, Letter
from pupils.models import Document
from sendcase.edits import IllegalMove
from sendcase.jobs.models import Job
from sendcase.pdf import PdfFailed, render_pdf
from tests.factories import batches
from tests.factories.batches import fresh
from tests.factories.letters import prepare
from tests.factories.pupils import ContactFactory, PupilFactory

pytestmark = pytest.mark.django_db
PAGE = "<!doctype html><html lang='en'><head><title>P</title></head><body><p>P</p></html>"


@pytest.fixture(scope="module")
def sheet():
    return render_pdf(PAGE)


@pytest.fixture
def no_paper(monkeypatch, sheet):
    """Papers are one page that was made once."""

    def made(rows):
        return [(row, letters.paper.content_of(row), sheet) for row in rows]

    monkeypatch.setattr(issuing, "many", made)


def rows_of(batch) -> list:
    return [(row.pupil.first_name, row.state) for row in batch.rows.select_related("pupil")]


def test_each_child_ends_ready_or_says_why_not(town):
    PupilFactory(school=town.school, legal_first_name="Cora", legal_last_name="Drum")

    batch = batches.prepared(town.school, town.senco)

    assert batch.state == "prepared"
    assert rows_of(batch) == [("Amina", "ready"), ("Bela", "ready"), ("Cora", "cannot")]
    assert "parental responsibility" in batch.rows.get(state="cannot").why
    assert {letter.facts["meeting_day"] for letter in batch.letters.all()} == {"Fri 15 Jan 2027"}


def test_a_missing_address_is_said_and_trying_again_after_it_is_put_right_makes_it_ready(town):
    mother = town.bela.contacts.get()
    type(mother).objects.filter(pk=mother.pk).update(address="", postcode="")
    batch = batches.prepared(town.school, town.senco)
    row = batch.rows.get(pupil=town.bela)
    assert (row.state, "no address" in row.why) == ("cannot", True)

    type(mother).objects.filter(pk=mother.pk).update(address="9 High Street", postcode="WB1 1AA")
    services.try_again(row=row, by=town.senco)

    row.refresh_from_db()
    assert (row.state, row.why) == ("ready", "")
    assert batch.letters.filter(pupil=town.bela).count() == 1


def test_the_worker_that_prepares_twice_makes_no_second_letter(town):
    batch = batches.prepared(town.school, town.senco)
    job = work.newest(batch, work.PREPARE)
    Job.objects.filter(pk=job.pk).update(state="waiting")
    job.rows.update(state="waiting")
    Batch.objects.filter(pk=batch.pk).update(state="preparing")

    batches.work()

    assert batch.letters.count() == 2
    assert fresh(batch).state == "prepared"


def test_a_teacher_begins_letters_about_children_they_teach_and_nobody_else(town):
    batch = batches.begun(town.school, town.teacher)

    assert [row.pupil for row in batch.rows.all()] == [town.amina]
    with pytest.raises(IllegalMove):
        batches.begun(town.school, town.teacher, [town.bela])


def test_the_same_letter_is_not_taken_out_of_another_batch(town):
    first = batches.prepared(town.school, town.senco, [town.amina], title="First ones")

    second = batches.prepared(town.school, town.senco, [town.amina])

    assert "“First ones”" in second.rows.get().why
    assert first.letters.get().state == "prepared"
    assert second.letters.count() == 0


def test_only_the_signer_approves_and_only_what_was_seen(town):
    batch = batches.prepared(town.school, town.senco)
    seen = services.as_seen(batch)
    with pytest.raises(IllegalMove, match="SENCO"):
        services.approve(batch=batch, seen=seen, by=town.head)
    letter = batch.letters.first()
    letters.edit(letter=letter, version=letter.version, personal_note="Hi", facts={}, by=town.senco)

    with pytest.raises(IllegalMove, match="changed"):
        services.approve(batch=batch, seen=seen, by=town.senco)

    assert set(batch.letters.values_list("state", flat=True)) == {"prepared"}


def test_approving_takes_the_ready_ones_and_many_by_a_worker(town, monkeypatch):
    monkeypatch.setattr("letters.batches.approving.AT_ONCE", 1)
    PupilFactory(school=town.school, legal_first_name="Cora", legal_last_name="Drum")
    batch = batches.prepared(town.school, town.senco)

    services.approve(batch=batch, seen=services.as_seen(batch), by=town.senco)
    with pytest.raises(IllegalMove, match="still goes on"):
        services.issue(batch=batch, seen=fresh(batch).version, by=town.senco)
    batches.work()

    assert set(batch.letters.values_list("state", flat=True)) == {"approved"}
    assert fresh(batch).state == "approved"


def test_who_is_left_out_gets_no_letter_and_is_not_approved(town):
    batch = batches.prepared(town.school, town.senco)

    services.leave_out(row=batch.rows.get(pupil=town.bela), by=town.senco)
    services.approve(batch=batch, seen=services.as_seen(fresh(batch)), by=town.senco)

    assert batch.letters.get(pupil=town.bela).state == "withdrawn"
    assert batch.letters.get(pupil=town.amina).state == "approved"
    assert rows_of(batch)[1] == ("Bela", "cannot")


def test_a_letter_withdrawn_on_its_own_page_is_said_in_the_batch(town):
    batch = batches.prepared(town.school, town.senco)
    letter = batch.letters.get(pupil=town.bela)

    letters.withdraw(letter=letter, reason="We talked today.", by=town.senco)

    row = batch.rows.get(pupil=town.bela)
    assert (row.state, row.why) == ("cannot", "We talked today.")


def test_a_cancelled_batch_sends_nothing_and_withdraws_what_it_prepared(town):
    batch = batches.approved(town.school, town.senco)

    services.cancel(batch=batch, reason="Snow day.", by=town.senco)
    batches.work()

    assert fresh(batch).state == "cancelled"
    assert set(batch.letters.values_list("state", "closed_reason")) == {("withdrawn", "Snow day.")}
    with pytest.raises(IllegalMove):
        services.issue(batch=batch, seen=fresh(batch).version, by=town.senco)


def test_cancelled_while_it_is_prepared_nothing_more_is_prepared(town):
    batch = batches.begun(town.school, town.senco)

    services.cancel(batch=batch, reason="Too early.", by=town.senco)
    batches.work()

    assert batch.letters.count() == 0


def test_sending_freezes_each_letter_once_and_makes_one_paper(town):
    batch = batches.issued(town.school, town.senco)

    assert batch.state == "issued"
    assert set(batch.rows.values_list("state", flat=True)) == {"issued"}
    assert set(batch.letters.values_list("state", flat=True)) == {"issued"}
    assert Document.objects.filter(pupil__in=[town.amina, town.bela]).count() == 2
    paper = BatchPrint.objects.get(batch=batch)
    pages = PdfReader(io.BytesIO(paper.file.read())).pages
    words = [page.extract_text() for page in pages]
    assert len(pages) == 6  # the list and its back, two letters and their backs
    assert "For the office" in words[0] and "9 High Street" not in words[0]
    # 12 Mill Lane stands behind 9 High Street in the order of the post.
    assert [each["to"] for each in paper.envelopes] == ["Ms Jo Crown", "Ms Leila Brightwater"]
    assert "Jo Crown" in words[2] and "Leila" not in words[2]
    assert [(each["from"], each["pages"]) for each in paper.envelopes] == [(3, 1), (5, 1)]


def test_a_long_list_is_laid_out_in_pieces_that_count_on(town, no_paper, monkeypatch):
    monkeypatch.setattr("letters.batches.printing.LINES", 1)
    batches.issued(town.school, town.senco)

    paper = BatchPrint.objects.get()
    words = [page.extract_text() for page in PdfReader(io.BytesIO(paper.file.read())).pages]
    assert [each["from"] for each in paper.envelopes] == [3, 5]
    assert "2 envelopes by post" in " ".join(words[0].split()) and "Jo Crown" in words[0]
    assert "continued" in words[1] and "Leila" in words[1] and "Jo Crown" not in words[1]


def test_one_that_is_refused_stops_none_of_the_others(town, no_paper):
    batch = batches.approved(town.school, town.senco)
    town.bela.contacts.update(do_not_contact=True)

    services.issue(batch=batch, seen=batch.version, by=town.senco)
    batches.work()

    assert rows_of(batch) == [("Amina", "issued"), ("Bela", "cannot")]
    assert "do not contact" in batch.rows.get(pupil=town.bela).why
    assert batch.letters.get(pupil=town.bela).state == "approved"
    [envelope] = BatchPrint.objects.get(batch=batch).envelopes
    assert envelope["letters"] == [batch.letters.get(pupil=town.amina).pk]


def test_a_paper_that_fails_with_others_is_tried_once_more_by_itself(town, sheet, monkeypatch):
    asked = []

    def many(rows):
        asked.append(len(rows))
        made = PdfFailed("Too slow.") if len(rows) > 1 else sheet
        return [(row, letters.paper.content_of(row), made) for row in rows]

    monkeypatch.setattr(issuing, "many", many)
    batch = batches.issued(town.school, town.senco)

    assert asked[:3] == [2, 0, 1]
    assert set(batch.letters.values_list("state", flat=True)) == {"issued"}


def test_a_paper_that_never_comes_waits_for_a_person(town, monkeypatch):
    def many(rows):
        failed = PdfFailed("It is too large.")
        return [(row, letters.paper.content_of(row), failed) for row in rows]

    monkeypatch.setattr(issuing, "many", many)
    batch = batches.issued(town.school, town.senco)

    assert batch.state == "issued"
    assert set(batch.rows.values_list("state", "why")) == {("cannot", "It is too large.")}
    assert not BatchPrint.objects.exists()


def test_a_row_that_kills_its_worker_takes_the_others_along_once_only(town, no_paper):
    batch = batches.approved(town.school, town.senco)
    services.issue(batch=batch, seen=batch.version, by=town.senco)
    first = work.newest(batch, work.ISSUE).rows.first()
    type(first).objects.filter(pk=first.pk).update(attempts=3)

    batches.work()

    assert set(batch.letters.values_list("state", flat=True)) == {"issued"}


def test_work_that_ended_without_its_last_step_goes_on_when_a_person_says_so(town, no_paper):
    batch = batches.approved(town.school, town.senco)
    services.issue(batch=batch, seen=batch.version, by=town.senco)
    job = work.newest(batch, work.ISSUE)
    job.rows.update(attempts=3)
    batches.work()
    batch = fresh(batch)
    assert (batch.state, work.is_stuck(batch)) == ("issuing", True)

    services.go_on(batch=batch, by=town.senco)
    batches.work()

    assert fresh(batch).state == "issued"
    assert set(batch.letters.values_list("state", flat=True)) == {"issued"}


def test_twins_at_one_home_share_an_envelope_and_a_withdrawn_letter_leaves_it(town, no_paper):
    twin = PupilFactory(school=town.school, legal_first_name="Anwar")
    ContactFactory(pupil=twin)
    batch = batches.issued(town.school, town.senco, [town.amina, twin])
    [envelope] = BatchPrint.objects.get().envelopes
    assert len(envelope["letters"]) == envelope["pages"] == 2

    letter = batch.letters.get(pupil=twin)
    letters.withdraw(letter=letter, reason="The wrong day.", by=town.senco)
    services.print_again(batch=batch, by=town.office)
    batches.work()

    newest, oldest = BatchPrint.objects.filter(batch=batch)
    assert newest.envelopes[0]["letters"] == [batch.letters.get(pupil=town.amina).pk]
    assert len(oldest.envelopes[0]["letters"]) == 2


def test_a_letter_by_email_is_in_no_envelope(town, no_paper, monkeypatch):
    batch = batches.approved(town.school, town.senco)
    services.issue(batch=batch, seen=batch.version, by=town.senco)
    batches.work()
    batch.letters.filter(pupil=town.bela).update(way="email")

    services.print_again(batch=batch, by=town.senco)
    batches.work()

    [envelope] = BatchPrint.objects.filter(batch=batch).first().envelopes
    assert envelope["to"] == "Ms Leila Brightwater"


def test_a_letter_outside_any_batch_moves_no_row(town):
    batch = batches.prepared(town.school, town.senco)
    [other] = prepare(town.amina, by=town.senco)
    letters.withdraw(letter=other, reason="No.", by=town.senco)

    assert set(BatchRow.objects.filter(batch=batch).values_list("state", flat=True)) == {"ready"}
    assert Letter.objects.filter(batch=None).count() == 1


def test_each_step_is_in_the_audit_log_without_a_name(town, no_paper):
    batches.issued(town.school, town.senco)

    told = Event.objects.filter(verb__startswith="letter_batch")
    verbs = [event.verb.removeprefix("letter_batch.") for event in told.order_by("pk")]
    assert verbs == ["begun", "approved", "sending", "issued", "paper_made"]
    details = json.dumps([event.detail.text for event in told.select_related("detail")])
    assert "Amina" not in details and "Leila" not in details
