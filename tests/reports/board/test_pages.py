"""What each person sees of the report: a governor the published ones, from what was frozen."""

import re
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.board import printing, services
from reports.board.models import BoardEdition, BoardVersion
from schools.models import Membership, Trust
from sendcase import moment
from sendcase.frozen.services import content_of
from sendcase.pdf import PdfFailed
from tests.factories import board
from tests.factories.people import UserFactory, member, sign_in
from tests.factories.pupils import PupilFactory
from tests.reports.board.conftest import PAPER

pytestmark = pytest.mark.django_db
CASES = re.compile(
    r'(FROM|JOIN) "(pupils|register|referrals|provision|iep|agencies|ehcp|letters)_\w+"'
)


def opened(person, address) -> str:
    answer = sign_in(Client(), person).get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_governors_see_nothing_before_it_is_published(case):
    row = board.confirmed(case.school, case.senco, case.head)
    client = sign_in(Client(), case.governor)
    for address in (row.get_absolute_url(), reverse("board:pdf", args=[row.pk])):
        assert client.get(address).status_code == 404
    assert "Nothing is published yet" in opened(case.governor, f"{case.at}/board-report/")
    row = services.publish(edition=row, by=case.senco)
    assert board.WORDS["worries"] in opened(case.governor, row.get_absolute_url())
    assert case.term.name in opened(case.governor, f"{case.at}/board-report/")


@pytest.mark.parametrize("role", ["senco", "head"])
def test_who_held_the_role_until_yesterday_reads_no_draft(case, role):
    """Nor changes anything, also where they are a governor now, who reads what is published."""
    draft = board.written(case.school, case.senco)
    person, today = getattr(case, role), moment.today()
    assert sign_in(Client(), person).get(draft.get_absolute_url()).status_code == 200
    person.memberships.update(until_on=today - timedelta(days=1))
    for is_governor in (False, True):
        if is_governor:
            person.memberships.create(school=case.school, role="governor", from_on=today)
        client = sign_in(Client(), person)
        for name in ("page", "words", "publish", "draft", "pdf"):
            answer = client.get(reverse(f"board:{name}", args=[draft.pk]))
            assert answer.status_code == 404, name
        for name in ("words", "confirm", "take_back", "publish"):
            answer = client.post(reverse(f"board:{name}", args=[draft.pk]), {"version": 2})
            assert answer.status_code == 404, name
    assert "Nothing is published yet" in opened(person, f"{case.at}/board-report/")
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_a_draft_on_paper_is_for_who_writes_and_kept_nowhere(case):
    row = board.confirmed(case.school, case.senco, case.head)
    at = reverse("board:draft", args=[row.pk])
    assert sign_in(Client(), case.head).get(at).status_code == 403
    answer = sign_in(Client(), case.senco).get(at)
    assert answer.content == PAPER and answer["Content-Disposition"].startswith("inline")
    assert not BoardVersion.objects.exists()
    services.publish(edition=row, by=case.senco)
    answer = sign_in(Client(), case.senco).get(at)
    assert answer.url == reverse("board:pdf", args=[row.pk])


def test_a_paper_that_cannot_be_made_leads_back_and_says_so(case, monkeypatch):
    row = board.written(case.school, case.senco)

    def fails(html):
        raise PdfFailed("The paper could not be made.")

    monkeypatch.setattr("reports.board.printing.render_pdf", fails)
    answer = sign_in(Client(), case.senco).get(reverse("board:draft", args=[row.pk]), follow=True)
    assert "The paper could not be made." in answer.content.decode()


def test_the_published_page_reads_no_case(case):
    """Also not when the school's own people look at it, and at any number of children."""
    board.filled(case.school, 60, case.senco)
    row = board.published(case.school, case.senco, case.head)
    for person in (case.governor, case.head):
        client = sign_in(Client(), person)
        with CaptureQueriesContext(connection) as asked:
            client.get(row.get_absolute_url())
            client.get(reverse("board:pdf", args=[row.pk]))
        assert [q["sql"] for q in asked if CASES.search(q["sql"])] == []
        assert len([q for q in asked if "SAVEPOINT" not in q["sql"]]) <= 10


def test_the_page_says_what_was_frozen_whatever_happens_later(case):
    board.filled(case.school, 60, case.senco)
    row = board.published(case.school, case.senco, case.head)
    before = opened(case.governor, row.get_absolute_url())
    for _ in range(30):
        PupilFactory(school=case.school)
    type(case.school).objects.update(head_name="Dr Z. Other")
    after = opened(case.governor, row.get_absolute_url())
    assert report_of(after) == report_of(before) and "Dr Z. Other" not in report_of(after)


def report_of(page: str) -> str:
    return page.split('class="board-people"')[1].split("</main>")[0]


@pytest.mark.parametrize("rows", [10, 200])
def test_the_list_asks_as_often_at_any_length(case, rows, at_most):
    BoardEdition.objects.bulk_create(
        BoardEdition(
            school=case.school, term_name=f"Term {n}", starts_on="2020-01-01", ends_on="2020-03-31",
            state="published", opened_by=case.senco, confirmed_by=case.head, figures={},
            confirmed_at="2020-03-01T00:00Z", published_by=case.head,
            published_at="2020-03-02T00:00Z",
        )
        for n in range(rows)
    )  # fmt: skip
    client = sign_in(Client(), case.governor)
    with at_most(6):
        page = client.get(f"{case.at}/board-report/")
    assert page.content.count(b"<tr>") == rows + 1


@pytest.mark.parametrize("size", [10, 200])
def test_a_draft_asks_as_often_at_any_size(case, size, at_most):
    board.filled(case.school, size, case.senco)
    row = services.begin(school=case.school, by=case.senco)
    client = sign_in(Client(), case.senco)
    with at_most(60):
        client.get(row.get_absolute_url())


def test_who_wrote_is_offered_no_confirmation(case):
    row = board.written(case.school, case.senco)
    assert "Confirm the words" in opened(case.head, row.get_absolute_url())
    both = member(case.school, "senco")
    both.memberships.create(school=case.school, role="head", from_on="2020-01-01")
    services.write(edition=row, by=both, well="Mine.")
    page = opened(both, row.get_absolute_url())
    assert "Confirm the words" not in page and "somebody else confirms it" in page


def test_where_head_and_senco_are_one_it_waits_and_says_so(case):
    case.head.memberships.update(until_on="2020-01-02", from_on="2020-01-01")
    case.senco.memberships.create(school=case.school, role="head", from_on="2020-01-01")
    row = board.written(case.school, case.senco)
    assert "until the head has set a deputy" in opened(case.senco, row.get_absolute_url())
    member(case.school, "head")
    assert "until the head has set a deputy" not in opened(case.senco, row.get_absolute_url())


def test_names_are_refused_in_the_form_with_what_was_typed(case):
    PupilFactory(school=case.school, legal_first_name="Xanthippe")
    row = services.begin(school=case.school, by=case.senco)
    answer = sign_in(Client(), case.senco).post(
        f"{row.get_absolute_url()}words/", {"well": "Xanthippe reads.", "version": row.version}
    )
    page = answer.content.decode()
    assert answer.status_code == 200 and "Xanthippe reads." in page
    assert "is somebody’s name. Say it without the name." in page
    assert BoardEdition.objects.get().well == ""


def test_a_word_that_is_also_a_name_is_ticked_by_the_person(case):
    PupilFactory(school=case.school, legal_first_name="Grace", legal_last_name="Dell")
    row = services.begin(school=case.school, by=case.senco)
    client, sent = sign_in(Client(), case.senco), {"well": "Grace helps.", "version": row.version}
    page = client.post(f"{row.get_absolute_url()}words/", sent).content.decode()
    assert "These words are also names of children here" in page and 'value="Grace"' in page
    assert "Tick the words below that are no child’s name here" in page
    client.post(f"{row.get_absolute_url()}words/", sent | {"not_names": ["Grace"]})
    row.refresh_from_db()
    assert row.well == "Grace helps."


def test_hostile_words_stand_literally_on_page_and_paper(case):
    hostile = '<script>alert(1)</script>{{ 7|add:"7" }}=cmd()'
    row = board.published(case.school, case.senco, case.head, well=hostile)
    page = opened(case.governor, row.get_absolute_url())
    paper = printing.html(content_of(row.issued))
    for text in (page, paper):
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:&quot;7&quot; }}=cmd()" in text


def test_words_that_somebody_else_saved_are_both_shown(case):
    row = board.written(case.school, case.senco)
    client = sign_in(Client(), case.senco)
    seen = row.version
    services.write(edition=row, by=case.head, well="From the head.")
    answer = client.post(
        f"{row.get_absolute_url()}words/", {"well": "From the SENCO.", "version": seen}
    )
    assert answer.status_code == 409
    assert "From the head." in answer.content.decode()
    assert "From the SENCO." in answer.content.decode()


def test_the_same_form_sent_twice_is_one_saving(case):
    row = services.begin(school=case.school, by=case.senco)
    client, sent = sign_in(Client(), case.senco), {"well": "Once.", "version": row.version}
    sent["form_id"] = str(uuid.uuid4())
    for _ in range(2):
        client.post(f"{row.get_absolute_url()}words/", sent)
    row.refresh_from_db()
    assert (row.well, row.version) == ("Once.", 2)


def test_a_trust_lead_reads_what_its_schools_published(case):
    row = board.published(case.school, case.senco, case.head)
    leads = []
    for name in ("Weald", "Other"):
        trust = Trust.objects.create(name=name, slug=name.lower())
        leads.append(UserFactory())
        Membership.objects.create(user=leads[-1], trust=trust, role="trust_lead",
                                  from_on="2020-01-01")  # fmt: skip
    type(case.school).objects.update(trust=Trust.objects.get(name="Weald"))
    client = sign_in(Client(), leads[0])
    assert client.get(row.get_absolute_url()).status_code == 200
    assert sign_in(Client(), leads[1]).get(row.get_absolute_url()).status_code == 404
