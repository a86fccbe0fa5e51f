"""Answers, asking again, what came back: axe, 320 px, headings; and thirty slips by keyboard."""

import pytest
from playwright.sync_api import expect

from letters import services as letters
from letters.models import Letter, Reply
from sendcase import moment
from tests.browser.walking import take_session
from tests.factories.answers import coded, sent

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
SLIPS = 30


def test_answers(walk, case, no_paper):
    to = {"pupil": case.pupil, "contact": case.pupil.contacts.get(), "prepared_by": case.senco}
    letter, talk, back = (sent(20, purpose="agency-consent", **to) for _ in range(3))
    at = f"{case.at}/letters/"
    walk.be(case.office)
    walk.see(f"{at}answers/", f"{at}answers/{letter.pk}/")
    walk.page.goto(f"{walk.url}{at}answers/")
    walk.press("Find the letter")
    walk.press("Find the letter", code="BCDFG HJKMN")
    letters.record_reply(
        letter=talk, route="code", received_on=moment.today(), wants_to_talk=True, by=None,
        words="Yes.", consent="yes", name_given="Leila", times="After five",
    )  # fmt: skip
    walk.see(f"{at}answers/{talk.pk}/", at, f"{at}?show=talk", f"{at}?show=unanswered")
    walk.wrong(f"/letters/{letter.pk}/returned/", "It came back")
    walk.wrong(f"/letters/{letter.pk}/asked-again/", on="")
    walk.page.goto(f"{walk.url}/letters/{letter.pk}/asked-again/")
    walk.page.locator("[name=words]").fill("No answer.")
    walk.press()
    letters.returned(letter=back, reason="Gone away.", by=case.office)
    walk.be(case.senco)
    walk.see(f"/letters/{back.pk}/", f"/letters/{talk.pk}/", f"{at}?show=week")
    walk.wrong(f"/letters/{talk.pk}/talked/", talked_on="")
    walk.page.locator("[name=words]").fill("About reading.")
    walk.press(talked_on=moment.today().isoformat())
    walk.see(f"/letters/{talk.pk}/wrong-answer/")
    walk.wrong(f"/letters/{talk.pk}/wrong-answer/")
    walk.press(reason="The slip was for another child.")
    walk.see(f"/letters/{talk.pk}/", f"/pupils/{case.pupil.pk}/consents/")
    walk.saw("letters/answers")


@pytest.mark.parametrize("scripts", [True, False])
def test_thirty_slips_by_keyboard_alone(live_server, browser, case, scripts):
    """Each costs the ten letters of its code and Enter twice; no Tab, no mouse."""
    slips = SLIPS if scripts else 2
    to = {"pupil": case.pupil, "contact": case.pupil.contacts.get(), "prepared_by": case.senco}
    waiting = [sent(1, **to) for _ in range(slips)]
    codes = [coded(letter).replace(" ", "") for letter in waiting]
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    take_session(context, case.office, live_server.url)
    page.goto(f"{live_server.url}{case.at}/letters/answers/")
    pressed = 0

    for turn, code in enumerate(codes):
        # A robot types before the page has its focus; nobody else does.
        expect(page.locator("[name=code]")).to_be_focused()
        scanned = f"http://school.example/r/{code}/" if turn % 2 else code
        page.keyboard.type(scanned)
        press(page)
        expect(page.locator("[name=wants_to_talk]")).to_be_focused()
        if turn == 0:
            page.keyboard.press("Space")  # would like to talk
        press(page)
        pressed += 2

    assert pressed == 2 * slips
    assert Reply.objects.filter(route="slip", recorded_by=case.office).count() == slips
    assert not Letter.objects.filter(pk__in=[row.pk for row in waiting], state="issued").exists()
    assert Reply.objects.get(letter=waiting[0]).wants_to_talk
    page.keyboard.type("BCDFGHJKMN")  # unknown: said, listed, and the field is ready again
    press(page)
    expect(page.locator("#not-recorded")).to_be_visible()
    expect(page.locator("[name=code]")).to_be_focused()
    context.close()


def press(page):
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_slip_scanned_too_early_records_nothing(live_server, browser, case):
    """The scanner's own Enter would record the first unseen, and the second would be lost."""
    to = {"pupil": case.pupil, "contact": case.pupil.contacts.get(), "prepared_by": case.senco}
    first, second = (sent(1, **to) for _ in range(2))
    context = browser.new_context()
    page = context.new_page()
    take_session(context, case.office, live_server.url)
    page.goto(f"{live_server.url}{case.at}/letters/answers/{first.pk}/")
    expect(page.locator("[name=wants_to_talk]")).to_be_focused()

    page.keyboard.type(coded(second))  # with its space: it ticks nothing
    page.keyboard.press("Enter")

    expect(page.get_by_text("That was another slip.")).to_be_visible()
    expect(page.locator("[name=wants_to_talk]")).not_to_be_checked()
    assert not Reply.objects.exists()
    press(page)
    assert Reply.objects.get().letter == first
    context.close()
