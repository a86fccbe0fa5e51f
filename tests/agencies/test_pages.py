"""The pages: what each shows to whom, step by step, at a bounded cost, with their empty states."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.models import Advice, Agency, AgencyRequest, Recommendation
from agencies.services import asking, deciding
from audit.models import Event
from ehcp.authority_forms import starter
from pupils.wording import day_text
from sendcase import moment
from tests.factories.agencies import AgencyFactory, advised, asked, begun
from tests.factories.iep import PlanFactory
from tests.factories.people import sign_in
from tests.factories.pupils import PupilFactory

DAY = timedelta(days=1)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


@pytest.fixture
def senco(case, client):
    return sign_in(client, case.senco)


def words(response) -> str:
    return " ".join(response.content.decode().split())


def post(browser, address, row=None, **given):
    version = {"version": type(row).objects.get(pk=row.pk).version} if row else {}
    return browser.post(address, version | given)


def test_from_the_first_thought_to_the_question(case, senco):
    at, row = case.row.get_absolute_url(), case.row
    page = words(senco.get(at))
    assert "Waits for consent" in page and "Ask the family by letter" in page
    assert "No agreement holds for this agency" in words(senco.get(f"{at}consent/"))
    consent = case.agree(until_on=moment.today() + 200 * DAY)
    assert post(senco, f"{at}consent/", row, consent=consent.pk).status_code == 302
    asked_page = words(senco.get(f"{at}ask/"))
    assert "They usually take 6 weeks" in asked_page
    today = moment.today()
    answer = post(senco, f"{at}ask/", row, asked_on=today.isoformat(), asked_how="Their form",
                  expected_by=(today + 42 * DAY).isoformat())  # fmt: skip
    assert answer.status_code == 302
    answer = post(senco, f"{at}chase/", row, on=today.isoformat(), how="phone", words="Soon.",
                  expected_by=(today + 50 * DAY).isoformat())  # fmt: skip
    assert answer.status_code == 302
    page = words(senco.get(at))
    assert "Soon." in page and "Their advice has come" in page
    assert "Ask the family by letter" not in page


def test_a_step_that_cannot_be_done_says_so(case, senco):
    at, today = case.row.get_absolute_url(), moment.today()
    answer = post(senco, f"{at}ask/", case.row, asked_on=today.isoformat(),
                  expected_by=(today + DAY).isoformat())  # fmt: skip
    assert answer.status_code == 200 and "it waits for consent" in words(answer)
    assert senco.get(f"{at}nothing/").status_code == 404
    answer = post(senco, f"{at}stop/", case.row, words="")
    assert "error-summary" in words(answer)


def test_the_family_is_asked_by_our_letter(case, senco):
    at = case.row.get_absolute_url()
    until = (moment.today() + 300 * DAY).isoformat()
    answer = post(senco, f"{at}family/", case.row, until_on=until)
    assert answer.status_code == 302 and answer.url.startswith("/letters/")
    page = words(senco.get(at))
    assert "Our letters" in page


def test_a_no_and_a_stop_are_said_kindly(case, senco):
    AgencyRequest.objects.filter(pk=case.row.pk).update(
        state="refused", ended_on=moment.today(), ended_words="Leila did not agree."
    )
    page = words(senco.get(case.row.get_absolute_url()))
    assert "Not agreed" in page and "Leila did not agree." in page


def test_advice_is_written_down_decided_and_told(case, senco):
    row = asked(case.pupil, case.senco, AgencyFactory(school=case.school))
    given = {"received_on": moment.today().isoformat(), "from_whom": "Ms K. Lowe",
             "recommended": "- Short steps\n2) Pictures\n\n"}  # fmt: skip
    at = f"{row.get_absolute_url()}advice/"
    assert "add the paper it came on" in words(post(senco, at, row, **given))
    paper = SimpleUploadedFile("report.pdf", PDF, "application/pdf")
    answer = post(senco, at, row, paper=paper, **given)
    advice = Advice.objects.get()
    assert answer.url == advice.get_absolute_url()
    first, second = advice.recommendations.all()
    assert (first.words, second.words) == ("Short steps", "Pictures")
    page = words(senco.get(advice.get_absolute_url()))
    assert "2 to decide" in page and "Open the report" in page
    decide = f"/agency-recommendations/{first.pk}/"
    assert "Say why" in words(post(senco, decide, first, kind="strategy", decision="declined"))
    answer = post(senco, decide, first, kind="strategy", decision="adopted", gives="on")
    assert answer.status_code == 302
    answer = post(senco, f"{advice.get_absolute_url()}told/", advice, how="At a meeting",
                  on=moment.today().isoformat())  # fmt: skip
    assert answer.status_code == 302
    page = words(senco.get(advice.get_absolute_url()))
    assert "Given to the class" in page and "At a meeting" in page


def test_a_report_that_came_by_itself(case, senco):
    at = f"/pupils/{case.pupil.pk}/agencies/report/"
    answer = senco.post(at, {"agency": case.agency.pk, "received_on": moment.today().isoformat(),
                             "from_whom": "Dr P. Okonjo", "summary": "Sit near."})  # fmt: skip
    assert answer.status_code == 302 and Advice.objects.get().request is None


def test_the_directory_is_kept(case, senco):
    at = f"/{case.school.slug}/agencies/directory/"
    given = {"name": "Psychology", "kind": "psychology", "usual_wait": "12"}
    assert senco.post(f"{at}new/", given).status_code == 302
    assert "in your directory already" in words(senco.post(f"{at}new/", given))
    row = Agency.objects.get(name="Psychology")
    answer = post(senco, row.get_absolute_url(), row, **given, people="Dr Rai", is_in_use="on")
    assert answer.status_code == 302
    page = words(senco.get(at))
    assert "Dr Rai" in page and "12 weeks" in page


def test_who_teaches_reads_what_was_given_and_nothing_else(case, client):
    advice = advised(case.pupil, case.senco)
    point = advice.recommendations.first()
    deciding.decide(row=point, kind="strategy", decision="adapted", reason="Fits us",
                    our_words="Picture cards", gives=True, by=case.senco)  # fmt: skip
    browser = sign_in(client, case.teacher)
    page = words(browser.get(f"/pupils/{case.pupil.pk}/agencies/"))
    assert "Picture cards" in page
    for hidden in ("Speech and language team", "Ms K. Lowe", "A quiet place", "Fits us",
                   "Short steps"):  # fmt: skip
        assert hidden not in page
    for address in (advice.get_absolute_url(), advice.request.get_absolute_url(),
                    f"/{case.school.slug}/agencies/"):  # fmt: skip
        assert browser.get(address).status_code == 404


def test_it_stands_beside_the_target_that_uses_it_on_the_plan(case, client):
    advice = advised(case.pupil, case.senco)
    plan = PlanFactory(pupil=case.pupil, lead=case.teacher)
    first, second = advice.recommendations.all()
    how = {"kind": "strategy", "decision": "adopted", "by": case.senco,
           "target": plan.targets.first()}  # fmt: skip
    deciding.decide(row=first, gives=True, **how)
    deciding.decide(row=second, **how)
    for person, sees in ((case.senco, True), (case.teacher, False)):
        page = words(sign_in(client, person).get(plan.get_absolute_url()))
        assert "Used here" in page and "Short steps with pictures" in page
        assert ("A quiet place to read" in page) is sees
        assert "Speech and language team" not in page


def test_the_head_reads_looks_and_changes_nothing(case, client):
    asking.override(row=case.row, ground="The lead decided.", by=case.senco)
    browser = sign_in(client, case.head)
    at = case.row.get_absolute_url()
    page = words(browser.get(at))
    assert "Look at the ground once more" in page and "The agency was asked" not in page
    answer = post(browser, f"{at}look/", case.row, goes_on="no", words="")
    assert "Say why it is stopped" in words(answer)
    assert post(browser, f"{at}look/", case.row, goes_on="yes").status_code == 302
    case.row.refresh_from_db()
    assert case.row.second_by == case.head


@pytest.mark.parametrize("path", ["", "advice/", "directory/"])
def test_each_list_stands_in_provision_s_line_of_links(case, senco, path):
    page = words(senco.get(f"/{case.school.slug}/agencies/{path}"))
    assert f'<a href="/{case.school.slug}/agencies/" aria-current="page">Agencies</a>' in page


def test_lists_are_narrowed_and_say_when_they_are_empty(case, senco):
    at = f"/{case.school.slug}/agencies/"
    assert case.agency.name in words(senco.get(at))
    assert case.agency.name not in words(senco.get(f"{at}?show=asked"))
    assert "Choose another list" in words(senco.get(f"{at}?show=past"))
    assert senco.get(f"{at}?show=x").status_code == 400
    assert "Nothing waits here" in words(senco.get(f"{at}advice/"))
    assert "No advice yet" in words(senco.get(f"{at}advice/?show=all"))
    advised(case.pupil, case.senco)
    for show in ("decide", "tell", "all"):
        assert "2 to decide" in words(senco.get(f"{at}advice/?show={show}"))


@pytest.mark.parametrize("rows", [10, 200])
def test_lists_cost_the_same_at_any_length(case, senco, rows, at_most):
    agencies = [AgencyFactory(school=case.school) for _ in range(rows)]
    pupils = [PupilFactory(school=case.school) for _ in range(5)]
    many = [begun(pupils[n % 5], case.senco, agency) for n, agency in enumerate(agencies)]
    about = {"school": case.school, "received_on": moment.today(), "from_whom": "x",
             "summary": "x", "recorded_by": case.senco, "decide_by": moment.today(),
             "tell_by": moment.today()}  # fmt: skip
    made = Advice.objects.bulk_create(
        Advice(pupil=row.pupil, agency=row.agency, request=row, **about) for row in many
    )
    Recommendation.objects.bulk_create(
        Recommendation(school=case.school, pupil=row.pupil, advice=row, position=1, words="x")
        for row in made
    )
    at = f"/{case.school.slug}/agencies/"
    senco.get(at)
    for address in ("", "advice/", "directory/"):
        with at_most(11):
            assert senco.get(at + address).status_code == 200


def test_the_list_of_requests_is_a_file_as_it_is_seen(case, senco):
    strange = AgencyFactory(school=case.school, name="=HYPERLINK team")
    row = asked(case.pupil, case.senco, strange)
    at = f"/{case.school.slug}/agencies/"
    assert f'href="{at}as/csv/?show=asked"' in words(senco.get(f"{at}?show=asked"))
    data = b"".join(senco.get(f"{at}as/csv/?show=asked")).decode()
    assert "Child,Class,Agency,Asked,Where it stands,When" in data
    due = day_text(row.expected_by)
    today = "Mon 2 Mar 2026"
    line = f"{case.pupil.name},Willow,'=HYPERLINK team,{today},Asked,expected by {due}"
    assert line in data and case.agency.name not in data
    assert senco.get(f"{at}as/xlsx/").status_code == 200
    assert senco.get(f"{at}as/pdf/").status_code == 404
    assert senco.get(f"{at}as/csv/?show=nothing").status_code == 400
    logged = Event.objects.filter(verb__endswith="downloaded").latest("pk")
    assert logged.detail.text["file"] == "xlsx"


@pytest.mark.parametrize("rows", [10, 200])
def test_the_file_costs_the_same_at_any_length(case, senco, rows, at_most):
    for _ in range(rows):
        begun(case.pupil, case.senco, AgencyFactory(school=case.school))
    at = f"/{case.school.slug}/agencies/as/csv/"
    senco.get(at)
    with at_most(11):
        assert len(b"".join(senco.get(at)).splitlines()) == rows + 2  # heading, and the first


def test_a_report_comes_as_a_word_file_or_as_plain_text_too(case, senco):
    row = asked(case.pupil, case.senco, AgencyFactory(school=case.school))
    given = {"received_on": moment.today().isoformat(), "from_whom": "Ms K. Lowe"}
    at = f"{row.get_absolute_url()}advice/"
    for name, data in (("report.docx", starter.data()), ("report.txt", b"Short steps.")):
        paper = SimpleUploadedFile(name, data)
        assert post(senco, at, row, paper=paper, **given).status_code == 302
        opened = senco.get(f"/documents/{Advice.objects.first().paper_id}/")
        assert opened.headers["Content-Disposition"].startswith("attachment")
        assert "sandbox" in opened.headers["Content-Security-Policy"]
    for name, data in (("report.docx", b"PK\x03\x04 no Word file"), ("report.txt", b"MZ\x90\x00")):
        answer = post(senco, at, row, paper=SimpleUploadedFile(name, data), **given)
        assert "error-summary" in words(answer)
    assert Advice.objects.count() == 2
