"""Taken back, attacked once more: every address a guest had open, each way of writing, a stale tab,
a draft, a press sent twice. What was open is found by following every link, not by a list.
"""

import re
import uuid
from datetime import date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from agencies.models import Advice, AgencyRequest
from agencies.services import asking, ending, going
from iep.models import PlanNote
from pupils import sharing
from pupils.consents import mistakes
from pupils.consents import services as consents
from pupils.models import Pupil
from reminders.feed import services as feeds
from sendcase import moment
from sendcase.drafts.models import Draft
from sendcase.edits import IllegalMove
from tests.agencies.test_pages import PDF
from tests.factories.iep import shared_plan
from tests.factories.people import sign_in
from tests.factories.pupils import PupilFactory, share

NAMES = ("Amina", "Brightwater")
OUT = re.compile(r"(^//|^[a-z]+:|^#|/accounts/|/static/|sign-in|/help)")
LINK = re.compile(r'(?:href|hx-get|src|action)="([^"]+)"')


@pytest.fixture
def open_case(case):
    """Everything the school can give: page, plan, referral, extra help, and advice of their own."""
    Pupil.objects.filter(pk=case.pupil.pk).update(born_on=date(2010, 3, 14))
    case.pupil.refresh_from_db()
    case.consent = case.agree()
    asking.rest_on(row=case.row, consent=case.consent, by=case.senco)
    row, today = AgencyRequest.objects.get(pk=case.row.pk), moment.today()
    row = asking.ask(row=row, asked_on=today, asked_how="Form", by=case.senco,
                     expected_by=today + timedelta(weeks=6))  # fmt: skip
    case.row = going.let_in(
        row=row, by=case.senco, name="Ms K. Lowe", email="lowe@clinic.example",
        until_on=today + timedelta(days=300), includes_plan=True, includes_referral=True,
        includes_provision=True,
    )  # fmt: skip
    case.plan = shared_plan(case.pupil, by=case.senco)
    case.guest, case.at = case.row.share.user, f"/agency-cases/{case.row.pk}/"
    case.browser = sign_in(Client(), case.guest)
    paper = SimpleUploadedFile("report.pdf", PDF, "application/pdf")
    case.sent = {"summary": "Short steps.", "form_id": str(uuid.uuid4())}
    assert case.browser.post(f"{case.at}advice/", case.sent | {"paper": paper}).status_code == 302
    # A second child, so that the role stays and only this case closes.
    case.other = PupilFactory(school=case.school, legal_first_name="Zeb", legal_last_name="Quill")
    share(case.other, case.guest, until_on=today + timedelta(days=300))
    return case


def reached(browser, begin, follows=True) -> dict[str, str]:
    """{address: text} of every page that opens, by every link from `begin`; not following any, of
    those that `begin` names.
    """
    found, todo = {}, list(begin)
    while todo:
        address = todo.pop()
        if address in found:
            continue
        answer = browser.get(address)
        if answer.status_code != 200:
            continue
        is_page = answer.headers["Content-Type"].startswith("text/html")
        found[address] = answer.content.decode() if is_page else "a file"
        if is_page and follows:
            links = (link.replace("&amp;", "&") for link in LINK.findall(found[address]))
            todo += [link for link in links if link.startswith("/") and not OUT.search(link)]
    return found


def names_child(text) -> bool:
    return any(name in text for name in NAMES)


def begin(case):
    lists = ("pupils", "plans", "referrals", "provision")
    own = ["/", "/agency-cases/", case.at, case.pupil.get_absolute_url()]
    return own + [f"/{case.school.slug}/{each}/" for each in lists]


def by_withdrawing(case):
    consents.withdraw(consent=case.consent, on=moment.today(), withdrawn_by="Leila",
                      how="By phone", by=case.senco)  # fmt: skip


def by_an_error(case):
    mistakes.recorded_in_error(consent=case.consent, reason="Another child's", by=case.senco)


def by_stopping(case):
    ending.stop(row=case.row, by=case.senco, words="Not needed.")


def by_ending_the_share(case):
    sharing.end(share=case.row.share, by=case.senco)


def everything_is_shut(case, before, follows=True):
    for address in before:
        answer = case.browser.get(address)
        if answer.status_code == 200:
            is_page = answer.headers["Content-Type"].startswith("text/html")
            assert is_page and not names_child(answer.content.decode()), address
    after = reached(case.browser, begin(case), follows)
    assert not any(names_child(text) for text in after.values())
    assert any("Zeb" in text for text in after.values())  # the other share stands
    stale = Advice.objects.count(), PlanNote.objects.count()
    fresh = {"summary": "Late.", "form_id": str(uuid.uuid4())}
    for sent in (case.sent, fresh, fresh | {"save_draft": "1"}):
        assert case.browser.post(f"{case.at}advice/", sent).status_code in (403, 404)
    note = {"text": "Late."}
    for address in (f"/plans/{case.plan.pk}/notes/", f"/plans/{case.plan.pk}/notes/new/"):
        assert case.browser.post(address, note).status_code in (403, 404, 405)
    assert (Advice.objects.count(), PlanNote.objects.count()) == stale


def test_every_address_that_was_open_is_shut_in_the_same_session(open_case):
    case = open_case
    before = reached(case.browser, begin(case))
    seen = [address for address, text in before.items() if names_child(text)]
    assert len(seen) > 5 and any(f"/plans/{case.plan.pk}/" in each for each in before)
    assert f"{case.at}advice/{Advice.objects.get().pk}/" in before  # their own paper
    by_withdrawing(case)
    everything_is_shut(case, before)


@pytest.mark.parametrize("end", [by_an_error, by_stopping, by_ending_the_share])
def test_each_other_end_shuts_as_much(open_case, end):
    case = open_case
    places = [*begin(case), case.plan.get_absolute_url(),
              f"{case.at}advice/{Advice.objects.get().pk}/"]  # fmt: skip
    before = reached(case.browser, places, follows=False)
    assert len(before) > 5 and names_child(before[case.plan.get_absolute_url()])
    end(case)
    everything_is_shut(case, before, follows=False)


def test_the_day_she_answers_in_person_it_rests_as_firmly(open_case):
    case = open_case
    places = [*begin(case), case.plan.get_absolute_url()]
    before = reached(case.browser, places, follows=False)
    with moment.at(datetime(2026, 6, 27, 10, tzinfo=moment.LONDON)):
        case.browser = sign_in(Client(), case.guest)
        everything_is_shut(case, before, follows=False)


def test_what_was_typed_stays_the_writer_s_and_opens_nothing(open_case):
    case, form_id = open_case, str(uuid.uuid4())
    typed = {"form_id": form_id, "kept_as": "agency-mine", "kept_key": f"request-{case.row.pk}",
             "summary": "Half a sentence"}  # fmt: skip
    assert case.browser.post("/drafts/keep/", typed).status_code == 200
    assert "Half a sentence" in case.browser.get(f"{case.at}advice/").content.decode()
    by_withdrawing(case)
    assert case.browser.get(f"{case.at}advice/").status_code == 404
    assert Draft.objects.get(form_id=form_id).author == case.guest
    assert case.browser.get(f"/drafts/typed/{form_id}/").status_code == 404
    assert sign_in(Client(), case.senco).get(f"/drafts/typed/{form_id}/").status_code == 404


def test_nothing_of_a_child_is_in_a_calendar_of_a_guest(open_case):
    assert not feeds.may_have(open_case.guest)
    with pytest.raises(IllegalMove):
        feeds.make(person=open_case.guest)
