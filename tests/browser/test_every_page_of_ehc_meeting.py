"""A review meeting: every page sound, all of it on one screen, by keyboard, without scripts."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from ehcp.plans.models import EhcOutcome
from ehcp.reviews.meeting import services
from sendcase import moment
from sendcase.pdf import PdfFailed
from tests.browser.test_without_mouse_or_scripts import Keys, press
from tests.browser.walking import take_session
from tests.factories.ehcp import review_in, written_plan

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]
ON_THE_WALL = {"width": 1280, "height": 800}
OUTCOMES = ("Says when a break is needed and comes back within five minutes, in four of five.",
            "Plays with one other child at break without an adult beside, three days a week.",
            "Writes three sentences about something seen, with a picture.")  # fmt: skip


@pytest.fixture
def review(case):
    """Papers out, Year 9, looked after, before a change of school: every point of the agenda."""
    case.pupil.year, case.pupil.looked_after = "9", True
    case.pupil.save()
    plan = written_plan(pupil=case.pupil)
    for number, words in enumerate(OUTCOMES, start=2):
        EhcOutcome.objects.create(plan=plan, number=number, words=words, by_when="End of Year 9")
    day = moment.today() - timedelta(days=1)
    return review_in("circulated", meeting_on=day, plan=plan, kind="transfer",
                     transfer_year=day.year + 1, interpreter="Somali")  # fmt: skip


def no_paper(html):
    raise PdfFailed("It took too long.")


def too_high(page, addresses) -> list[str]:
    """Which of them would scroll on the wall."""
    page.set_viewport_size(ON_THE_WALL)
    found = []
    for address in addresses:
        page.goto(address)
        height = page.evaluate("document.documentElement.scrollHeight")
        found += [f"{address}: {height}"] if height > ON_THE_WALL["height"] else []
    return found


def test_the_meeting(walk, case, review, monkeypatch):
    monkeypatch.setattr("ehcp.reviews.meeting.papers.render_pdf", no_paper)
    walk.be(case.senco)
    at, outcome = f"/ehc-reviews/{review.pk}/meeting/", review.plan.ehcoutcomes.first()
    walk.see(at, f"{at}people/")
    walk.wrong(f"{at}people/new/")
    walk.page.locator("[name=role][value=other]").check()
    walk.press(name="Grandmother Mrs F. Brightwater")
    walk.wrong(f"{at}progress/{outcome.pk}/")
    walk.page.locator("[name=reached][value=partly]").check()
    walk.page.locator("[name=words]").fill("Two of three.")
    walk.press()
    walk.wrong(f"{at}changes/new/")
    walk.page.locator("[name=letter]").select_option("F")
    walk.page.locator("[name=words]").fill("Three times a week.")
    walk.press(why="Two were not enough.")
    walk.wrong(f"{at}recommendation/")
    walk.see(*(f"{at}{key}/" for key in ("child", "adulthood", "held")))
    walk.see(f"{at}paper/", status=503)
    long = "I like art and my friends, and I want less noise at lunch. " * 60
    services.save_words(
        row=review, by=case.senco, pupil_views=long, family_views=long, needs_now=long,
        adulthood_work=long, adulthood_health=long, asks="amend", asks_words=long,
    )  # fmt: skip
    keys = ("", "people/", "child/", "adulthood/", "changes/new/", "recommendation/",
            f"progress/{outcome.pk}/")  # fmt: skip
    assert too_high(walk.page, [walk.url + at + key for key in keys]) == []
    walk.saw("ehcp/reviews/meeting")


def test_words_by_keyboard_and_the_rest_without_scripts(
    case, review, open_as, browser, browser_context_args, live_server
):
    at = f"/ehc-reviews/{review.pk}/meeting/"
    page = open_as(case.senco, at)
    keys = Keys(page)
    keys.go(f"main a[href='{at}child/']", "Enter")
    expect(page.locator("h1")).to_have_text("What Amina says")
    keys.go("[name=pupil_views]", words="I like art.")
    keys.go(".form-end .btn-primary", "Enter")
    expect(page.locator("h1")).to_have_text("What the family says")

    context = browser.new_context(
        **browser_context_args, java_script_enabled=False, base_url=live_server.url
    )
    take_session(context, case.senco, live_server.url)
    page = context.new_page()
    page.goto(f"{at}people/")
    page.locator("[value=yes]").first.check()
    press(page, "Save draft")
    expect(page.locator("[value=yes]").first).to_be_checked()
    press(page, "Save and go on")
    page.goto(f"{at}held/")
    press(page, "It was held")
    expect(page.locator("h1")).to_contain_text("Review before a change of school")
    expect(page.get_by_role("main")).to_contain_text("Held")
    review.refresh_from_db()
    context.close()
    assert (review.state, review.pupil_views) == ("held", "I like art.")
