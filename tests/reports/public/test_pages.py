"""The pages of those who write and approve: what they show, ask and keep."""

import uuid

import pytest
from django.test import Client

from accounts.permissions import Role
from reports.models import PublicDocument, PublicSection, PublicVersion
from reports.public import reading, services
from schools.models import School
from sendcase import moment
from sendcase.drafts.models import Draft
from sendcase.pdf import PdfFailed
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory
from tests.reports.public.conftest import approved, published, seen, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_paper")]
HOSTILE = '<script>alert(1)</script> =HYPERLINK("x") {{ school }}'
SHOWN = "&lt;script&gt;alert(1)&lt;/script&gt; =HYPERLINK(&quot;x&quot;) {{ school }}"


def browser(person) -> Client:
    return sign_in(Client(), person)


def text(client, address) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def body(document, key, **said):
    row = reading.section_of(document, key)
    return {"form_id": str(uuid.uuid4()), "version": row.version, **said}


def test_both_documents_stand_on_the_page_of_reports(here):
    for person, seen_by in ((here.senco, True), (here.head, True)):
        page = text(browser(person), f"/{here.school.slug}/reports/")
        assert ("Inclusion strategy" in page, "SEN Information Report" in page) == (seen_by,) * 2
    page = text(browser(member(here.school, Role.OFFICE)), f"/{here.school.slug}/reports/")
    assert "Inclusion strategy" not in page


def test_it_is_begun_with_a_button_and_its_address_leads_there(here):
    client, address = browser(here.senco), f"/{here.school.slug}/inclusion-strategy/"
    assert "31 December 2026" in text(client, address)
    assert not PublicDocument.objects.filter(outline="inclusion-strategy").exists()
    begun = client.post(address)
    document = PublicDocument.objects.get(outline="inclusion-strategy")
    assert begun.url == client.get(address).url == document.get_absolute_url()


def test_a_section_is_written_and_the_next_one_opens(here):
    client, at = browser(here.senco), f"/public-documents/{here.report.pk}/sections"
    sent = client.post(f"{at}/kinds/", body(here.report, "kinds", words="All.", and_next="1"))
    assert sent.url == f"{at}/finding/"
    assert PublicSection.objects.get(key="kinds").words == "All."
    last = client.post(f"{at}/looked-after/", body(here.report, "looked-after", words="X",
                                                   and_next="1"))  # fmt: skip
    assert last.url == here.report.get_absolute_url()


def test_the_suggestion_goes_below_what_was_typed_and_saves_nothing(here):
    School.objects.filter(pk=here.school.pk).update(phone="01234 567890")
    address = f"/public-documents/{here.report.pk}/sections/senco/"
    client = browser(here.senco)
    said = body(here.report, "senco", words="Ask us.", take="1")
    page = client.post(address, said).content.decode()
    box = page.split("<textarea")[1].split("</textarea>")[0]
    assert "Ask us.\n\nSENCO: Mr J. Whitlock" in box and said["form_id"] in page
    assert PublicSection.objects.get(key="senco").words == ""
    # What is written is shown as it is, with the suggestion beside it only.
    client.post(address, body(here.report, "senco", words="Our own words."))
    box = text(client, address).split("<textarea")[1].split("</textarea>")[0]
    assert "Our own words." in box and "Whitlock" not in box


def test_two_who_write_one_section_see_both_texts(here):
    address = f"/public-documents/{here.report.pk}/sections/kinds/"
    late = body(here.report, "kinds", words="Mine.")
    browser(here.senco).post(address, body(here.report, "kinds", words="Theirs."))
    clash = browser(here.senco).post(address, late)
    page = clash.content.decode()
    assert clash.status_code == 409 and "Theirs." in page and "Mine." in page
    assert PublicSection.objects.get(key="kinds").words == "Theirs."


def test_what_is_typed_is_kept_as_a_draft(here):
    address = f"/public-documents/{here.report.pk}/sections/kinds/"
    client = browser(here.senco)
    client.post(address, body(here.report, "kinds", words="Half a", save_draft="1"))
    assert Draft.objects.get().author == here.senco
    assert "Half a" in text(client, address)
    assert "Half a" not in text(client, f"/public-documents/{here.report.pk}/sections/senco/")


def test_names_stand_on_the_section_and_where_it_is_approved(here):
    PupilFactory(school=here.school, legal_first_name="Amina", legal_last_name="Osei")
    write(here.report, here.senco, words="Amina reads.", but={"moving"})
    section = text(browser(here.senco), f"/public-documents/{here.report.pk}/sections/kinds/")
    assert "Is this a child’s name?" in section
    approving = text(browser(here.head), f"/public-documents/{here.report.pk}/approve/")
    assert "Are these children’s names?" in approving and "It cannot be approved yet" in approving


def test_the_head_reads_all_of_it_and_approves_what_was_read(here):
    write(here.report, here.senco, words="Read me.")
    client, address = browser(here.head), f"/public-documents/{here.report.pk}/approve/"
    assert text(client, address).count("Read me.") == len(here.report.about.sections)
    wrong = client.post(address, {"form_id": str(uuid.uuid4()), "seen": seen(here.report)})
    assert "tick this box" in wrong.content.decode()

    old = seen(here.report)
    row = reading.section_of(here.report, "kinds")
    services.save_section(document=here.report, key="kinds", words="Newer.", by=here.senco,
                          version=row.version)  # fmt: skip
    said = {"form_id": str(uuid.uuid4()), "no_child": "on"}
    late = client.post(address, said | {"seen": old})
    page = late.content.decode()
    assert "Somebody wrote in it" in page and "Newer." in page
    assert f'value="{seen(here.report)}"' in page  # the page now shows these words
    client.post(address, said | {"seen": seen(here.report)})
    here.report.refresh_from_db()
    assert (here.report.state, here.report.approved_by) == ("approved", here.head)


def test_the_senco_publishes_and_the_address_stands_on_the_page(here):
    write(here.report, here.senco)
    approved(here.report, here.head)
    client, page = browser(here.senco), here.report.get_absolute_url()
    client.post(f"{page}publish/")
    assert f"/p/{here.school.slug}/sen-information-report/" in text(client, page)
    assert "Version 1" in text(client, page)
    assert "We listen first." in text(client, f"{page}versions/1/")
    assert client.get(f"{page}versions/1.pdf")["Content-Type"] == "application/pdf"
    client.post(f"{page}publish/")
    assert PublicVersion.objects.count() == 1
    assert client.get(f"{page}versions/2/").status_code == 404


def test_without_its_paper_nothing_is_published(here, monkeypatch):
    write(here.report, here.senco)
    approved(here.report, here.head)

    def fails(sheet):
        raise PdfFailed("no")

    monkeypatch.setattr("reports.public.printing.render_sheet", fails)
    client, page = browser(here.senco), here.report.get_absolute_url()
    client.post(f"{page}publish/")
    assert "nothing was published" in text(client, page)
    assert not PublicVersion.objects.exists()
    assert client.get(f"{page}draft.pdf").status_code == 503


def test_what_is_too_late_says_why(here):
    published(here.report, here.senco, here.head)
    page = here.report.get_absolute_url()
    for person, step in ((here.senco, "sections/kinds/"), (here.head, "approve/"),
                         (here.head, "governors/")):  # fmt: skip
        client = browser(person)
        assert client.get(page + step).url == page
        assert "This cannot be done now" in text(client, page)


@pytest.mark.parametrize("key", ["nothing", "principle-1"])
def test_a_section_of_another_outline_is_not_there(here, key):
    client = browser(here.senco)
    assert client.get(f"/public-documents/{here.report.pk}/sections/{key}/").status_code == 404
    assert client.get(f"/public-documents/{here.report.pk}/budget/new/").status_code == 404


def test_hostile_words_are_shown_as_they_are(here):
    strategy = services.begin(school=here.school, outline="inclusion-strategy", by=here.senco)
    write(strategy, here.senco, words=HOSTILE)
    services.new_line(document=strategy, activity=HOSTILE, year=2026, pence=5, by=here.senco)
    for person, page in ((here.senco, "read/"), (here.senco, "sections/now/"),
                         (here.senco, "sections/budget/"), (here.head, "approve/")):  # fmt: skip
        shown = text(browser(person), strategy.get_absolute_url() + page)
        assert "<script>alert" not in shown and SHOWN in shown, page


def test_money_is_typed_in_pounds_and_an_amount_may_be_nothing(here):
    strategy = services.begin(school=here.school, outline="inclusion-strategy", by=here.senco)
    client, page = browser(here.senco), strategy.get_absolute_url()
    said = {"form_id": str(uuid.uuid4()), "activity": "Room", "year": moment.today().year}
    for wrong in ("", "-1", "abc", "1e9", "99999999999"):
        answer = client.post(f"{page}budget/new/", said | {"pence": wrong})
        assert answer.status_code == 200 and "error-summary" in answer.content.decode(), wrong
    client.post(f"{page}budget/new/", said | {"pence": "£1,200.50", "form_id": uuid.uuid4()})
    [line] = strategy.budget.all()
    assert line.pence == 120_050
    client.post(f"/public-budget/{line.pk}/", said | {
        "pence": "0", "form_id": uuid.uuid4(), "version": line.version})  # fmt: skip
    line.refresh_from_db()
    assert line.pence == 0
    client.post(f"/public-budget/{line.pk}/remove/")
    assert not strategy.budget.exists()


@pytest.mark.parametrize("rows", [10, 200])
def test_its_pages_ask_no_more_however_many_costs_and_versions(here, at_most, rows):
    strategy = services.begin(school=here.school, outline="inclusion-strategy", by=here.senco)
    published_in = published(here.report, here.senco, here.head)
    for n in range(rows):
        services.new_line(document=strategy, activity=f"A{n}", year=2026, pence=n, by=here.senco)
        PupilFactory(school=here.school)
        PublicVersion.objects.create(
            school=here.school, of=here.report, number=n + 2, made_by=here.senco, schema=1,
            content=published_in.content, sha256="x", published_on=moment.today(),
            document=type(published_in.document).objects.create(school=here.school, data=b"x"),
        )  # fmt: skip
    client = browser(here.senco)
    client.get(here.report.get_absolute_url())
    for page, most in (
        (here.report.get_absolute_url(), 14), (strategy.get_absolute_url(), 14),
        (f"{strategy.get_absolute_url()}sections/budget/", 14),
        (f"{strategy.get_absolute_url()}sections/now/", 16),
        (f"{strategy.get_absolute_url()}read/", 12),
    ):  # fmt: skip
        with at_most(most):
            assert client.get(page).status_code == 200
    approving = f"{strategy.get_absolute_url()}approve/"
    head = browser(here.head)
    head.get(approving)
    with at_most(18):
        assert head.get(approving).status_code == 200
