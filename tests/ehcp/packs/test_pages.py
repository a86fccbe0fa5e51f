"""The pages of packs and the chronology: what they show, what they cost, who reads them."""

from datetime import date, timedelta

import pytest

from accounts.permissions import Permission as P
from accounts.permissions import Role
from audit.models import Event
from ehcp.packs import services
from ehcp.packs.models import Pack
from ehcp.plans import services as ehc_plans
from pupils.models import ChronologyEntry, Document
from sendcase import moment
from tests.factories.agencies import advised
from tests.factories.ehcp import written_plan
from tests.factories.packs import PackCase, paper
from tests.factories.people import member, sign_in
from tests.factories.provision import in_it, running
from tests.factories.pupils import PupilFactory
from tests.factories.schools import ClassGroupFactory, hold_class

pytestmark = pytest.mark.django_db
TODAY = moment.today()


@pytest.fixture
def as_senco(client, case):
    return sign_in(client, case.senco)


def lines(case, count, needs=P.EHC_VIEW, words="Line"):
    ChronologyEntry.objects.bulk_create(
        ChronologyEntry(school=case.school, pupil=case.pupil, summary=f"{words} {number}",
                        on=date(2020, 1, 1) + timedelta(days=number), needs=needs)
        for number in range(count)
    )  # fmt: skip


def story(case, query=""):
    return f"/pupils/{case.pupil.pk}/ehc-chronology/{query}"


def test_ticks_decide_and_the_press_makes_one(case, as_senco):
    for number in range(3):
        paper(case.pupil, case.senco, f"Paper {number}", b"%PDF")
    address = f"/ehc-packs/for-request/{case.request.pk}/"
    page = as_senco.get(address)
    rows = {row["part"].key: row for row in page.context["rows"]}
    assert rows["others"]["count"] == 3 and rows["others"]["ticked"]
    assert "No attendance is recorded." in page.content.decode()
    assert as_senco.get(case.request.get_absolute_url()).content.decode().count(address) == 1
    keys = [each["item"].key for each in rows["others"]["papers"]]
    chosen = {"part": ["others", "request"], "paper": [*keys[:2], f"request:{case.request.pk}"]}
    answer = as_senco.post(address, chosen)
    pack = Pack.objects.get()
    assert answer.url == pack.get_absolute_url()
    assert pack.without == sorted(["chronology", keys[2]])
    said = as_senco.get(pack.get_absolute_url()).content.decode()
    assert "0 of 2 steps done" in said
    assert "already" in as_senco.post(address, chosen).content.decode()
    services.stop(pack=pack, by=case.senco)
    refused = as_senco.post(address, {"csrfmiddlewaretoken": "x"})
    assert "Nothing is chosen" in refused.content.decode()


def test_a_second_press_of_one_form_makes_no_second_pack(case, as_senco):
    address = f"/ehc-packs/for-request/{case.request.pk}/"
    form = as_senco.get(address).context["form"]
    body = {"part": ["request"], "paper": [f"request:{case.request.pk}"], "form_id": form.form_id}
    assert as_senco.post(address, body).url == as_senco.post(address, body).url
    assert Pack.objects.count() == 1


def test_built_once_more_the_page_names_what_could_not_be_taken_again(case, as_senco):
    for name in ("Hearing test", "Report"):
        paper(case.pupil, case.senco, name, b"%PDF")
    pack = services.ask(by=case.senco, request=case.request)
    row = pack.job.rows.first()  # a worker has done it
    row.result = {"entries": [{"key": key, "title": f"Paper {key}"} for key in row.args["items"]]}
    row.save()
    services.stop(pack=pack, by=case.senco)
    gone = case.pupil.documents.get(title="Hearing test")
    Document.objects.filter(pk=gone.pk).update(needs=P.PLAN_EDIT)
    here = as_senco.post(f"{pack.get_absolute_url()}again/").url
    page = as_senco.get(here).content.decode()
    assert "Not taken again" in page and f"Paper others:{gone.pk}" in page
    services.stop(pack=Pack.objects.first(), by=case.senco)
    page = as_senco.get(here).content.decode()
    assert f"/ehc-packs/for-request/{case.request.pk}/" in page and "Choose again" in page


def test_the_head_reads_what_was_made_and_makes_none(case, client):
    pack = services.ask(by=case.senco, request=case.request)
    sign_in(client, case.head)
    page = client.get(f"/ehc-packs/for-request/{case.request.pk}/").content.decode()
    assert pack.get_absolute_url() in page and "Put the papers together" not in page
    assert "Stop" not in client.get(pack.get_absolute_url()).content.decode()


@pytest.mark.parametrize("count", [10, 200])
def test_pages_cost_the_same_at_any_length(case, as_senco, count, at_most):
    Pack.objects.bulk_create(
        Pack(school=case.school, pupil=case.pupil, request=case.request, asked_by=case.senco,
             state="ready", pages=3, built_at=moment.now())
        for _ in range(count)
    )  # fmt: skip
    lines(case, count)
    as_senco.get(story(case))
    with at_most(11):  # six, and one for each of five kinds of rows the law counts from
        page = as_senco.get(story(case))
    assert len(page.context["rows"]) == (16 if count == 10 else 50)
    sign_in(as_senco, case.head)
    address = f"/ehc-packs/for-request/{case.request.pk}/"
    as_senco.get(address)
    with at_most(8):
        page = as_senco.get(address)
    assert len(page.context["packs"]) == min(count, 20)


@pytest.fixture
def ready_made(monkeypatch):
    """No paper is printed: what is counted are questions to the database."""
    monkeypatch.setattr("iep.printing.render_pdf", lambda html, *more: b"%PDF")
    monkeypatch.setattr("ehcp.plans.printing.render_pdf", lambda html: b"%PDF")
    monkeypatch.setattr("letters.paper.whole_pdf", lambda letter, content: b"%PDF")


def test_the_tick_list_costs_the_same_with_120_papers(client, ready_made, at_most):
    """Every part has something: a question for each kind of row, none for each row."""
    case = PackCase().full()
    kept = written_plan(pupil=case.pupil)
    ehc_plans.keep(plan=kept, kind="final", dated_on=moment.today(), by=case.senco)
    advised(case.pupil, case.senco)
    in_it(running(case.school, case.senco), case.pupil, case.senco)
    sign_in(client, case.senco)
    address = f"/ehc-packs/for-request/{case.request.pk}/"
    client.get(address)
    of_first = client.get(address).context["rows"]
    assert {row["part"].key for row in of_first} >= {
        "request", "referrals", "plans", "provision", "scores", "views", "family", "letters",
        "register", "others", "chronology", "reports", "given",
    }  # fmt: skip
    file = paper(case.pupil, case.senco, "First", b"%PDF")
    for count in (30, 90):
        Document.objects.bulk_create(
            Document(school=case.school, pupil=case.pupil, title=f"Paper {number}", size=4,
                     sha256=file.sha256, media_type="application/pdf", needs=P.EHC_VIEW,
                     file=f"{number}-{count}", made_by=case.senco)
            for number in range(count)
        )  # fmt: skip
        lines(case, count)
        with at_most(26):
            page = client.get(address)
    [others] = [row for row in page.context["rows"] if row["part"].key == "others"]
    assert others["count"] == 125


def test_the_chronology_is_by_the_day_it_happened_and_can_be_narrowed(case, as_senco):
    lines(case, 3, words="Early")
    ChronologyEntry.objects.create(school=case.school, pupil=case.pupil, on=date(2019, 5, 1),
                                   summary="Written last", needs=P.PLAN_VIEW)  # fmt: skip
    other = PupilFactory(school=case.school)
    ChronologyEntry.objects.create(school=case.school, pupil=other, on=TODAY, needs=P.PLAN_VIEW,
                                   summary="zebraother")  # fmt: skip

    def words(query=""):
        return [row["words"] for row in as_senco.get(story(case, query)).context["rows"]]

    assert words()[:2] == ["Written last", "Early 0"] and "zebraother" not in str(words())
    assert words("?kind=plans") == ["Written last"]
    assert all("SEND Regulations" in line for line in words("?kind=law"))
    assert words("?since=2020-01-02&until=2020-01-03") == ["Early 1", "Early 2"]
    assert "Written last" not in words("?kind=ehc") and words("?kind=other") == []
    wrong = as_senco.get(story(case, "?since=soon&kind=x&after=~"))
    assert "Give a day" in wrong.content.decode() and len(wrong.context["rows"]) == 10
    data = b"".join(as_senco.get(story(case, "as/csv/?kind=plans"))).decode()
    assert "01/05/2019" in data and "Early" not in data
    assert as_senco.get(story(case, "as/pdf/")).status_code == 404
    assert Event.objects.filter(verb="pupil.downloaded", pupil_id=case.pupil.pk).exists()


def test_a_very_long_chronology_asks_to_be_narrowed_before_it_prints(case, as_senco, monkeypatch):
    printed = []

    def render(html):
        printed.append(html)
        return b"%PDF"

    monkeypatch.setattr("ehcp.packs.views_story.render_pdf", render)
    lines(case, 2)
    assert as_senco.get(story(case, "print/?kind=ehc"))["Content-Type"] == "application/pdf"
    assert "Line 1" in printed[0] and case.pupil.name in printed[0]
    monkeypatch.setattr("ehcp.packs.chronology.MOST_PRINTED", 1)
    assert as_senco.get(story(case, "print/?kind=ehc")).url == story(case, "?kind=ehc")


def test_nobody_without_the_file_reads_a_word(case, client):
    case.pupil.class_group = ClassGroupFactory(school=case.school)
    case.pupil.save()
    teacher = member(case.school, Role.TEACHER)
    hold_class(teacher, case.pupil.class_group)
    pack = services.ask(by=case.senco, request=case.request)
    lines(case, 1, words="zebraline")
    addresses = [
        story(case), story(case, "as/csv/"), story(case, "print/"), pack.get_absolute_url(),
        f"/ehc-packs/for-request/{case.request.pk}/", f"/pupils/{case.pupil.pk}/ehc/",
    ]  # fmt: skip
    others = [member(case.school, role) for role in (Role.OFFICE, Role.GOVERNOR)]
    for person in (teacher, *others, member(PupilFactory().school, Role.SENCO)):
        sign_in(client, person)
        said = " ".join(str(client.get(address).content) for address in addresses)
        assert "zebraline" not in said and pack.get_absolute_url() not in said
