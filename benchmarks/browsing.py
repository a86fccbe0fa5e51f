"""What one visit costs a browser: requests, bytes and first paint, cold, in Chromium."""

import os
import statistics

from benchmarks import site

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FIRST_PAINT = "performance.getEntriesByType('paint').find(e => e.name == 'first-paint').startTime"
SIZES = """
[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
    .map(e => e.transferSize)
"""


def rows(made) -> list[tuple]:
    """(what, measured, must) of the pupil list, each time in a browser that has seen nothing."""
    from playwright.sync_api import sync_playwright

    paints, sizes = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for _ in range(7):
            paint, sizes = visit(browser, made)
            paints.append(paint)
        browser.close()
    kilobytes = sum(sizes) / 1024
    return [
        ("first paint of the pupil list, cold", f"{statistics.median(paints):.0f} ms", "≤ 250 ms"),
        ("a cold visit to it", f"{len(sizes)} requests, {kilobytes:.0f} KB", "≤ 10, ≤ 150 KB"),
    ]


def visit(browser, made) -> tuple[float, list[int]]:
    """First paint in ms after the address was asked for, and the bytes of every answer."""
    origin = f"http://localhost:{site.PORT}"
    context = browser.new_context()
    pairs = [part.split("=", 1) for part in made.cookie.split("; ")]
    context.add_cookies([{"name": name, "value": value, "url": origin} for name, value in pairs])
    page = context.new_page()
    page.goto(f"{origin}/{made.school.slug}/pupils/", wait_until="networkidle")
    found = page.evaluate(FIRST_PAINT), page.evaluate(SIZES)
    context.close()
    return found
