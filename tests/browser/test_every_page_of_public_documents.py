"""What the school publishes: axe, 320 px, headings, keyboard, without JavaScript; written, approved
and read by everybody.
"""

import pytest

from reports.models import PublicDocument
from reports.public import content, reading, services
from schools.models import Logo
from sendcase import moment
from tests.browser.looks import assert_page_is_sound
from tests.reports.public.conftest import A_PDF, approved, write
from tests.reports.public.test_paper import a_logo

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]
KEY = "sen-information-report"


@pytest.fixture
def no_print(monkeypatch):
    monkeypatch.setattr("reports.public.printing.render_sheet", lambda sheet: A_PDF)


def test_writing_it(walk, case, no_print):
    start = f"{case.at}/inclusion-strategy/"
    walk.be(case.head)
    walk.see(start)  # not begun: the SENCO does that
    walk.be(case.senco)
    walk.see(start)
    walk.press("Begin it")
    document = PublicDocument.objects.get()
    at = document.get_absolute_url()
    walk.see(f"{at}read/", f"{at}sections/principle-1/", f"{at}sections/budget/")
    walk.wrong(f"{at}budget/new/")
    walk.press(activity="Sensory room", pence="1,200")
    walk.see(f"{at}sections/budget/", document.budget.get().pk and "/public-budget/1/")
    walk.page.goto(f"{walk.url}{at}sections/now/")
    walk.press("Add these words below mine")
    walk.press()
    write(
        document, case.senco, words=f"{case.pupil.legal_first_name} reads.\n\nhttps://example.org"
    )
    walk.see(at, f"{at}sections/now/", f"{at}read/")
    walk.be(case.head)
    walk.wrong(f"{at}approve/", "Approve it")
    walk.page.get_by_role("main").locator("[name=no_child]").check()
    walk.press("Approve it")
    walk.wrong(f"{at}governors/", on="")
    walk.press(on=moment.today().isoformat(), minuted_by="Ms A. Rowe")
    walk.be(case.senco)
    walk.see(at)
    walk.press("Publish it")
    walk.see(f"{at}versions/1/", f"/p/{case.school.slug}/inclusion-strategy/")
    walk.wrong(f"{at}take-down/")
    walk.press(why="A slip.")
    walk.page.goto(walk.url + at)
    walk.press("Begin the next one")
    walk.saw("reports/public", but=("reports/public/no_paper.html",))


def test_the_paper_that_could_not_be_made(walk, case, monkeypatch):
    from sendcase.pdf import PdfFailed

    def fails(sheet):
        raise PdfFailed("no")

    monkeypatch.setattr("reports.public.printing.render_sheet", fails)
    document = services.begin(school=case.school, outline=KEY, by=case.senco)
    walk.be(case.senco)
    walk.see(f"{document.get_absolute_url()}draft.pdf", status=503)
    assert walk.faults == []


@pytest.fixture
def out(case, no_print):
    """Published, with a logo and a budget over two years."""
    Logo.objects.create(school=case.school, png=a_logo())
    document = services.begin(school=case.school, outline="inclusion-strategy", by=case.senco)
    write(document, case.senco, words="We listen first.\n\nhttps://www.example.org/a-long-address")
    for year in (2026, 2027):
        services.new_line(document=document, activity="Sensory room", year=year, pence=120_050,
                          by=case.senco)  # fmt: skip
    document = approved(document, case.head)
    services.publish(document=document, made=services.printed(document), by=case.senco)
    return f"/p/{case.school.slug}/inclusion-strategy/"


def test_everybody_reads_it_without_an_account_a_mouse_or_a_cookie(walk, case, out):
    walk.be(None)
    walk.see(out)
    page = walk.page
    assert page.context.cookies() == []
    assert page.locator("h1").inner_text() == "Inclusion strategy"
    assert page.evaluate("document.querySelector('.public-logo').naturalWidth") > 0
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    link = page.get_by_role("navigation").get_by_role("link", name="What it costs")
    link.focus()
    page.keyboard.press("Enter")
    assert page.url.partition("#")[2] == link.get_attribute("href")[1:]
    page.emulate_media(media="print")
    assert_page_is_sound(page)
    page.emulate_media(media="screen", color_scheme="dark")
    assert_page_is_sound(page)
    assert walk.faults == []


def test_a_section_is_written_without_javascript(browser, live_server, case):
    from tests.browser.walking import take_session

    document = services.begin(school=case.school, outline=KEY, by=case.senco)
    context = browser.new_context(java_script_enabled=False)
    try:
        take_session(context, case.senco, live_server.url)
        page = context.new_page()
        page.goto(f"{live_server.url}{document.get_absolute_url()}sections/senco/")
        page.locator("textarea[name=words]").fill("Ask for our SENCO.")
        page.get_by_role("button", name="Add these words below mine").click()
        words = page.locator("textarea[name=words]").input_value()
        assert words.startswith("Ask for our SENCO.") and case.school.senco_name in words
        page.get_by_role("button", name="Save", exact=True).click()
        assert reading.section_of(document, "senco").words == words
    finally:
        context.close()
    assert content.texts(reading.value_of(document))[0][0] == "Our SENCO"
