"""Typing the six figures in a browser: a code runs out while a page is slow, and counts once."""

import time

HALF_MINUTE = 30  # seconds that the phone shows a code
PATIENCE = 90_000  # ms for a first page on a busy machine
TRIES = 3
NEXT_CODE = "second => Date.now() / 1000 >= second"


def give_code(page, shown) -> None:
    """Past the page "Second step". shown() → what the phone shows now; asked when it can be typed.

    Where the page says no, the next code is waited for and sent.
    """
    box = page.get_by_label("Code from your app")
    box.wait_for()
    for _ in range(TRIES):
        sent = shown()
        box.fill(sent)
        with page.expect_navigation(timeout=PATIENCE):
            page.get_by_role("button", name="Go on").click()
        if not is_refused(page):
            return
        while shown() == sent:
            then = (time.time() // HALF_MINUTE + 1) * HALF_MINUTE
            page.wait_for_function(NEXT_CODE, arg=then, timeout=2 * HALF_MINUTE * 1000)
    raise AssertionError(page.get_by_role("main").inner_text())


def is_refused(page) -> bool:
    return "/accounts/code/" in page.url and page.locator(".error-summary").count() > 0
