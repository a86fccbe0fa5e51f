"""The pages: what they show and refuse, the real letter, the list of missed dates, the paper."""

from datetime import date, timedelta

import pytest

from ehcp.plans import dates as of_plan
from ehcp.plans import services as plans
from ehcp.reviews import steps as all_steps
from ehcp.reviews.after import contents, late, services, steps
from ehcp.reviews.meeting import content
from ehcp.reviews.models import AnnualReview, Invitation
from letters import services as letters
from letters.models import Letter
from pupils.models import Pupil
from sendcase import moment
from sendcase.pdf import PdfFailed
from tests.factories.ehcp import EhcPlanFactory, review_in
from tests.factories.people import sign_in
from tests.iep.posting import queries

pytestmark = pytest.mark.django_db
TODAY = moment.today()


def read(client, address, status=200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def posted(client, case, address, **body):
    case.row.refresh_from_db()
    return client.post(address, {"version": case.row.version} | body)


def test_the_report_says_what_it_lacks_and_is_finished_and_sent(client, case):
    sign_in(client, case.senco)
    page = read(client, f"{case.at}report/")
    assert "Still empty" in page and "More help with talking." in page and "Draft as PDF" in page
    answer = posted(client, case, f"{case.at}report/")
    assert answer.url == f"{case.at}report/sent/"
    page = read(client, answer.url)
    assert "Prepare the letter home" in page and "Dr P. Okonjo" in page
    refused = posted(client, case, answer.url, on=TODAY.isoformat()).content.decode()
    assert "at least one person" in refused
    given = {f"how_{each.pk}": "post" for each in case.people.values()}
    assert posted(client, case, answer.url, on=TODAY.isoformat(), **given).status_code == 302
    assert "Everybody who was invited has the report" in read(client, answer.url)
    page = read(client, f"{case.at}report/")
    assert "Finish the report" not in page and "finished" in page
    paper = client.get(f"{case.at}report/paper/?version=1&size=large")
    assert paper["Content-Type"] == "application/pdf"
    for wrong in ("9", "x", "1" * 9):
        read(client, f"{case.at}report/paper/?version={wrong}", 404)


def test_a_printer_that_fails_loses_nothing(client, case, monkeypatch):
    def fails(html):
        raise PdfFailed("too long")

    monkeypatch.setattr("ehcp.reviews.after.printing.render_pdf", fails)
    sign_in(client, case.senco)
    assert "Nothing is lost" in posted(client, case, f"{case.at}report/").content.decode()
    read(client, f"{case.at}report/paper/", 503)


def test_a_letter_home_that_is_really_sent_reaches_the_family(client, case, monkeypatch):
    monkeypatch.setattr("letters.paper.whole_pdf", lambda *args, **how: b"%PDF")
    services.report(row=case.row, by=case.senco)
    sign_in(client, case.senco)
    posted(client, case, f"{case.at}report/letters/", mediation="Westshire Mediation")
    letter = Letter.objects.get(pupil=case.pupil)
    letters.approve(letter=letter, by=case.head if letter.signed_by == "head" else case.senco)
    letter.refresh_from_db()
    letters.issue(letter=letter, by=case.senco)

    [sent] = case.people["parent"].sent.all()
    assert (sent.how, sent.letter_id) == ("letter", letter.pk)


def test_the_steps_say_where_it_stands(client, case):
    def said():
        case.row.refresh_from_db()
        found = {key: all_steps.steps[key] for key in all_steps.steps if key.startswith("after-")}
        return {key: (step.state(case.row)[1], bool(step.url(case.row)))
                for key, step in found.items()}  # fmt: skip

    assert said() == {
        "after-report": ("Not yet", True), "after-sent": ("Not yet", False),
        "after-decision": ("Waiting for the authority", True), "after-change": ("Not yet", False),
    }  # fmt: skip
    services.report(row=case.row, by=case.senco)
    assert said()["after-sent"] == ("4 people without it", True)
    case.row.refresh_from_db()
    row = services.decide(row=case.row, by=case.senco, decision="amend", decided_on=TODAY)
    assert said()["after-change"] == ("Waiting for the notice of changes", True)
    assert "once the amended plan is sent" in steps.appeal_words(row)
    services.serve_notice(row=row, by=case.senco, notice_on=TODAY)
    assert steps.change_url(AnnualReview.objects.get(pk=row.pk)).endswith("/final/")
    assert steps.leads(AnnualReview.objects.get(pk=row.pk))[0][0].startswith("The plan stays")


def test_a_step_out_of_order_keeps_the_words_and_says_why(client, case):
    sign_in(client, case.senco)
    answer = posted(client, case, f"{case.at}after/decision/", decision="cease",
                    decided_on=(TODAY + timedelta(days=1)).isoformat())  # fmt: skip
    page = answer.content.decode()
    assert "has not come yet" in page and 'value="cease"' in page
    assert client.get(f"{case.at}after/notice/").status_code == 302
    read(client, f"{case.at}after/nonsense/", 404)


def test_a_review_that_nobody_began_is_missed_too(client, case):
    AnnualReview.objects.filter(pk=case.row.pk).update(
        state="planned", held_on=None, meeting_on=None
    )
    plan = case.row.plan
    plan.issued_on, plan.reviewed_on = TODAY - timedelta(days=900), TODAY - timedelta(days=700)
    plan.save()
    due = of_plan.review_due(plan).on
    sign_in(client, case.senco)
    at = f"/{case.school.slug}/ehc/late/?starting={late.year_of(due)}&who=Local+authority"
    assert case.at in read(client, at)  # begun and left
    AnnualReview.objects.filter(pk=case.row.pk).update(
        state="called_off", called_off_reason="Nobody came."
    )
    [line] = client.get(at).context["lines"]
    assert (line["url"], line["title"]) == (
        plan.get_absolute_url(), "The next review is complete",
    )  # fmt: skip


def test_once_the_amended_plan_is_kept_nothing_leads_there(client, case, monkeypatch):
    row = services.decide(row=case.row, by=case.senco, decision="amend", decided_on=TODAY)
    row = services.serve_notice(row=row, by=case.senco, notice_on=TODAY)
    row = services.final_plan(row=row, by=case.senco, final_on=TODAY)
    monkeypatch.setattr("ehcp.plans.printing.render_pdf", lambda html: b"%PDF")
    assert steps.leads(row)[0][0].startswith("Write the changes")
    plans.keep(plan=row.plan, kind="final", dated_on=row.plan.issued_on, by=case.senco)
    plans.keep(plan=row.plan, kind="amended", dated_on=TODAY, by=case.senco)
    assert steps.leads(AnnualReview.objects.get(pk=row.pk)) == []
    sign_in(client, case.senco)
    page = read(client, case.at)
    assert "is kept here" in page and "Write the changes" not in page


@pytest.mark.parametrize("count", [10, 200])
def test_missed_dates_cost_the_same_at_any_number(client, case, count):
    pupils = Pupil.objects.bulk_create(
        Pupil(school=case.school, legal_first_name=f"N{n:03}", born_on=date(2018, 1, 1),
              year="3", sort_key=f"n{n:03}") for n in range(count)
    )  # fmt: skip
    long_ago = TODAY - timedelta(days=2)
    plan = EhcPlanFactory(pupil=case.pupil, state="ceased", ended_on=TODAY, end_reason="Over.")
    AnnualReview.objects.bulk_create(
        AnnualReview(school=case.school, pupil=pupil, plan=plan, state="finished",
                     held_on=long_ago, decided_on=long_ago, decision="maintain",
                     invited_on=long_ago, recorded_by=case.senco)
        for pupil in pupils
    )  # fmt: skip
    sign_in(client, case.senco)
    at = f"/{case.school.slug}/ehc/late/"
    client.get(at)
    with queries(at_most=8):
        page = client.get(at)
    assert len(page.context["lines"]) >= 2 * count  # invitation and papers
    text = page.content.decode()
    assert "The school" in text and "Invit" in text or "invited" in text
    sheet = client.get(f"{at}as/csv/?who=School")
    assert b"".join(sheet.streaming_content).count(b"\n") > count
    assert client.get(f"{at}?who=Local+authority").context["counts"] in (
        [],
        [("Local authority", 1)],
    )
    for wrong in ("?who=x", "?starting=x", "?starting=1999"):
        assert client.get(at + wrong).status_code == 400
    assert "Nothing was missed" in read(client, f"{at}?starting={TODAY.year - 3}")


def test_the_report_reads_in_order_with_every_word(case):
    row = review_in(
        "held", meeting_on=case.day, pupil_views="zebra-child", needs_now="zebra-needs",
        differing_views="zebra-differ", adulthood_work="zebra-work", asks="cease",
        asks_words="zebra-asks", kind="transfer", transfer_words="zebra-moving",
    )  # fmt: skip
    Invitation.objects.filter(review=row, role="health").update(
        advice_words="zebra-advice", advice_on=case.day
    )
    row.pupil.year = "9"
    value = content.of_review(row)
    words = " ".join(f"{piece.before} {piece.words} {piece.after}"
                     for part in contents.parts(value) for piece in part.pieces)  # fmt: skip
    places = [words.index(f"zebra-{key}") for key in
              ("child", "needs", "work", "moving", "differ", "asks", "advice")]  # fmt: skip
    assert places == sorted(places)
    people = {each["role"]: each for each in contents.people(value)}
    assert people["Health professional"]["advice"].startswith("Came ")
