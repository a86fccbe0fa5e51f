"""The outside person: one case, until a day, what was shared and no more; over at once."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from agencies.deadlines import DECIDE
from agencies.models import Advice
from agencies.services import advising, asking, going
from pupils import sharing
from pupils.consents import services as consents
from reminders.models import Deadline
from reminders.recount import differences
from sendcase import moment
from sendcase.edits import IllegalMove
from tests.agencies.test_pages import PDF, words
from tests.factories.agencies import AgencyFactory, asked
from tests.factories.people import UserFactory, sign_in
from tests.factories.pupils import PupilFactory, share

DAY = timedelta(days=1)


@pytest.fixture
def let_in(case):
    """The therapist may read this case for thirty days; her browser is signed in."""
    consent = case.agree()
    asking.rest_on(row=case.row, consent=consent, by=case.senco)
    case.row.refresh_from_db()
    today = moment.today()
    case.row = asking.ask(row=case.row, asked_on=today, asked_how="Form", by=case.senco,
                          expected_by=today + 42 * DAY)  # fmt: skip
    case.row = going.let_in(row=case.row, by=case.senco, name="Ms K. Lowe",
                            email="lowe@clinic.example", until_on=today + 30 * DAY)  # fmt: skip
    case.guest = case.row.share.user
    case.consent, case.browser = consent, sign_in(Client(), case.guest)
    case.at = f"/agency-cases/{case.row.pk}/"
    return case


def withdraw(case):
    consents.withdraw(consent=case.consent, on=moment.today(), withdrawn_by="Leila",
                      how="By phone", by=case.senco)  # fmt: skip


def test_she_begins_with_her_case_and_sees_what_was_asked(let_in):
    case = let_in
    assert case.browser.get("/").url == "/agency-cases/"
    assert "Your cases" in words(case.browser.get("/agency-cases/"))
    page = words(case.browser.get(case.at))
    assert case.row.question in page and "The plan" not in page
    for closed in (f"/{case.school.slug}/agencies/", case.row.get_absolute_url(),
                   f"/pupils/{case.pupil.pk}/agencies/"):  # fmt: skip
        assert case.browser.get(closed).status_code in (403, 404)


def test_she_adds_advice_which_the_senco_is_to_read(let_in):
    case = let_in
    empty = case.browser.post(f"{case.at}advice/", {"recommended": "Pictures"})
    assert "add the paper it came on" in words(empty)
    paper = SimpleUploadedFile("report.pdf", PDF, "application/pdf")
    answer = case.browser.post(
        f"{case.at}advice/", {"summary": "Short steps.", "recommended": "Pictures", "paper": paper}
    )
    assert answer.url == case.at
    row = Advice.objects.get()
    assert (row.is_by_guest, row.read_at, row.from_whom) == (True, None, "Ms K. Lowe")
    assert row.recommendations.get().words == "Pictures"
    page = words(case.browser.get(case.at))
    assert "The school has not read it yet" in page
    own = case.browser.get(f"{case.at}advice/{row.pk}/")
    assert own.status_code == 200 and own.headers["Content-Disposition"].startswith("attachment")
    senco = sign_in(Client(), case.senco)
    assert "To be read" in words(senco.get(f"/{case.school.slug}/agencies/advice/"))
    senco.post(f"{row.get_absolute_url()}read/", {"version": row.version})
    row.refresh_from_db()
    assert row.read_by == case.senco


def test_what_she_wrote_is_due_until_somebody_has_read_it(let_in):
    case = let_in
    row = advising.receive_here(row=case.row, by=case.guest, summary="Short steps.")
    due = Deadline.objects.open().filter(kind=DECIDE, object_id=row.pk)
    assert due.count() == 1 and differences(case.school.pk) == []
    row = advising.read(advice=row, by=case.senco, version=row.version)
    assert due.count() == 0 and differences(case.school.pk) == []
    with pytest.raises(IllegalMove, match="read this already"):
        advising.read(advice=row, by=case.head)


def test_she_sees_no_advice_but_her_own(let_in):
    case = let_in
    other = advising.receive(row=case.row, received_on=moment.today(), from_whom="Dr P. Okonjo",
                             summary="Confidential.", by=case.senco)  # fmt: skip
    assert "Confidential." not in words(case.browser.get(case.at))
    assert case.browser.get(f"{case.at}advice/{other.pk}/").status_code == 404


def test_taken_back_it_is_over_in_the_same_session(let_in):
    case = let_in
    assert case.browser.get(case.at).status_code == 200
    withdraw(case)
    for address in (case.at, f"{case.at}advice/", f"/pupils/{case.pupil.pk}/"):
        assert case.browser.get(address).status_code in (403, 404)
    answer = case.browser.post(f"{case.at}advice/", {"summary": "Too late."})
    assert answer.status_code in (403, 404) and not Advice.objects.exists()
    with pytest.raises(IllegalMove, match="not open to you"):
        advising.receive_here(row=case.row, by=case.guest, summary="Too late.")


@pytest.mark.parametrize("how", ["shut", "tab", "day", "close"])
def test_each_other_end_is_as_final(let_in, how):
    case = let_in
    if how == "shut":
        sign_in(Client(), case.senco).post(f"{case.row.get_absolute_url()}shut/")
    elif how == "tab":
        sharing.end(share=case.row.share, by=case.senco)
    elif how == "close":
        advising.receive(row=case.row, received_on=moment.today(), from_whom="x", summary="x",
                         by=case.senco)  # fmt: skip
        from agencies.services import ending

        case.row.refresh_from_db()
        ending.close(row=case.row, by=case.senco)
    later = moment.now() + (31 * DAY if how == "day" else 0 * DAY)
    with moment.at(later):
        browser = sign_in(Client(), case.guest)
        for address in (case.at, f"/pupils/{case.pupil.pk}/"):
            assert browser.get(address).status_code in (302, 403, 404)
        with pytest.raises(IllegalMove):
            advising.receive_here(row=case.row, by=case.guest, summary="Late.")


def test_one_case_is_one_case(let_in):
    case = let_in
    other = asked(case.pupil, case.senco, AgencyFactory(school=case.school))
    assert case.browser.get(f"/agency-cases/{other.pk}/").status_code == 404
    with pytest.raises(IllegalMove, match="can read this case already"):
        going.let_in(row=case.row, by=case.senco, name="Dr P. Okonjo", email="p@clinic.example",
                     until_on=moment.today() + DAY)  # fmt: skip


def test_who_is_a_guest_of_another_child_too_sees_this_case_no_longer_than_its_share(let_in):
    """The role stays with the other share: the case asks its own."""
    case = let_in
    stranger = UserFactory()
    for person in (case.guest, stranger):
        share(PupilFactory(school=case.school), person)
    assert sign_in(Client(), stranger).get(case.at).status_code == 404
    assert case.browser.get(case.at).status_code == 200
    sharing.end(share=case.row.share, by=case.senco)
    assert case.browser.get(case.at).status_code == 404
    assert "No case is open to you" in words(case.browser.get("/agency-cases/"))


def test_nobody_is_let_in_before_the_agency_was_asked_or_past_the_agreement(case):
    given = {"by": case.senco, "name": "Ms K. Lowe", "email": "lowe@clinic.example"}
    with pytest.raises(IllegalMove, match="Ask the agency first"):
        going.let_in(row=case.row, until_on=moment.today() + DAY, **given)
    consent = case.agree(until_on=moment.today() + 5 * DAY)
    asking.rest_on(row=case.row, consent=consent, by=case.senco)
    case.row.refresh_from_db()
    row = asking.ask(row=case.row, asked_on=moment.today(), asked_how="", by=case.senco,
                     expected_by=moment.today() + DAY)  # fmt: skip
    with pytest.raises(IllegalMove, match="share until then"):
        going.let_in(row=row, until_on=moment.today() + 6 * DAY, **given)
    assert going.let_in(row=row, until_on=moment.today() + 5 * DAY, **given).share


def test_on_a_ground_the_share_says_so(case):
    asking.override(row=case.row, ground="The lead decided.", by=case.senco)
    case.row.refresh_from_db()
    row = asking.ask(row=case.row, asked_on=moment.today(), asked_how="", by=case.senco,
                     expected_by=moment.today() + DAY)  # fmt: skip
    row = going.let_in(row=row, until_on=moment.today() + DAY, by=case.senco, name="Ms K. Lowe",
                       email="lowe@clinic.example")  # fmt: skip
    assert (row.share.consent, row.share.consent_note) == (None, "The lead decided.")
