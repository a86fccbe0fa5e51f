"""Nameless samples, drawn to answered: axe, 320 px, headings, keyboard, without scripts."""

import json
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from reports.sampler.models import Sample, VisitNote
from sendcase import moment
from sendcase.pdf import PdfFailed
from tests.browser.test_without_mouse_or_scripts import Keys
from tests.browser.walking import take_session
from tests.factories.samples import noted, opened, prepared, quickly_on_plans, release_all

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]
SOON = (moment.today() + timedelta(days=14)).isoformat()


def no_paper(*args, **how):
    raise PdfFailed("It took too long.")


def test_samples(walk, case, monkeypatch):
    monkeypatch.setattr("reports.sampler.printing.render_pdf", no_paper)
    every = f"{case.at}/samples/"
    walk.be(case.governor)
    walk.see(every)
    walk.be(case.senco)
    walk.see(every)
    walk.wrong(f"{every}new/")  # nobody is on a plan yet
    quickly_on_plans(case.school, case.senco)
    walk.page.goto(walk.url + f"{every}new/")
    walk.press(seed="4711")
    sample = Sample.objects.get()
    here, item = sample.get_absolute_url(), sample.items.first().get_absolute_url()
    walk.see(every, here, item)
    walk.be(case.head)
    walk.see(here)
    walk.page.goto(walk.url + item)
    walk.page.locator("[name=release_0]").check()
    walk.press(text_0="Loves everybody.", wrong=True)
    walk.press(text_0="Loves drawing.")
    release_all(sample, case.head)
    walk.wrong(f"{here}open/")
    walk.press(until=SOON)
    walk.see(here, item, f"{here}read/")
    walk.be(case.governor)
    walk.see(every, f"{case.at}/reports/", f"{here}read/")
    walk.wrong(f"{here}notes/new/")
    walk.press(seen="Plan 2 is Amina’s.", wrong=True)
    walk.press(seen="We read all three plans.", question_1="Who reads them?")
    note = VisitNote.objects.get().get_absolute_url()
    walk.see(every, note, f"{here}read/")
    walk.see(f"{note}pdf/", status=503)
    walk.be(case.senco)
    walk.page.goto(f"{walk.url}{note}answer/")
    answer = f"answer_{VisitNote.objects.get().questions.get().pk}"
    walk.press(**{answer: "Ask Mrs Lamb."}, wrong=True)
    walk.press(**{answer: "Whoever teaches the child."})
    walk.see(note, here)
    walk.press("Take this sample back")
    walk.saw("reports/sampler")


def test_a_line_is_released_by_keyboard_alone(case, open_as):
    quickly_on_plans(case.school, case.senco)
    item = prepared(case.school, case.senco).items.first()
    page = open_as(case.head, item.get_absolute_url())
    keys = Keys(page)
    keys.go("[name=release_0]", "Space")
    keys.go("main .form-end .btn-primary", "Enter")
    expect(page.locator("main h1")).to_contain_text("plan 2 of the sample")
    expect(page.locator("body")).to_contain_text("Plan 1: 1 of")


def test_a_hurried_head_takes_doubtful_words_out_by_keyboard(case, open_as):
    quickly_on_plans(case.school, case.senco)
    item = prepared(case.school, case.senco).items.first()
    item.cleaned[0]["text"] = "Loves Legoland. Sits with K."
    item.save()
    page = open_as(case.head, item.get_absolute_url())
    keys = Keys(page)
    keys.go("[href='#id_out_0_0']", "Enter")  # from the summary into the line
    keys.go("[name=out_0_1]", "Space")
    keys.go("[name=release_0]", "Space")
    keys.go("main .form-end .btn-primary", "Enter")
    expect(page.locator("main h1")).to_contain_text("plan 2 of the sample")
    [line] = json.loads(item.releases.get().content)["lines"]
    assert line["text"] == "Loves Legoland. Sits with …."


@pytest.fixture
def without_scripts(browser_page, browser, live_server):
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    yield context.new_page()
    context.close()


def test_a_governor_finds_the_sample_and_asks_without_javascript(
    case, without_scripts, live_server
):
    quickly_on_plans(case.school, case.senco)
    sample, page = opened(case.school, case.senco, case.head), without_scripts
    take_session(page.context, case.governor, live_server.url)
    page.goto(f"{case.at}/reports/")
    page.get_by_role("link", name="Nameless sample of plans").click()
    page.locator("main .list-table a").first.click()
    page.get_by_role("link", name="Write a visit note").click()
    page.locator("[name=seen]").fill("We read all three plans.")
    page.locator("main .form-end .btn-primary").click()
    expect(page.locator("main")).to_contain_text("We read all three plans.")
    assert VisitNote.objects.get().sample == sample


def test_answers_of_two_at_once_stand_side_by_side(case, open_as):
    quickly_on_plans(case.school, case.senco)
    note = noted(opened(case.school, case.senco, case.head), case.governor)
    page = open_as(case.senco, f"{note.get_absolute_url()}answer/")
    type(note).objects.update(version=2)
    note.questions.update(
        answer="By reviews.", answered_by=case.head, answered_at=moment.now(), version=2
    )
    page.locator("[name^=answer_]").fill("In meetings.")
    page.locator("main .form-end .btn-primary").click()
    expect(page.locator("main")).to_contain_text("By reviews.")
    expect(page.locator("main")).to_contain_text("In meetings.")
