"""What every page must keep: nothing for axe to find, no sideways scroll on the smallest phone."""

from collections import defaultdict

from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.contrast import FIND_PAINTS

SMALLEST = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 900}
# The page scrolls only up and down; a region that says so may scroll by itself.
TOO_WIDE = """() => {
  const page = document.documentElement;
  if (page.scrollWidth <= page.clientWidth) return [];
  return [...document.querySelectorAll("body *")]
    .filter((e) => e.getBoundingClientRect().right > page.clientWidth + 1)
    .filter((e) => !e.parentElement.closest(".figure-scroll"))
    .map((e) => `${e.tagName.toLowerCase()}.${e.className}`).slice(0, 8)
    .concat(`page ${page.scrollWidth} > ${page.clientWidth}`);
}"""
ALL_BUT_CONTRAST = """axe.run({resultTypes: ["violations"],
  rules: {"color-contrast": {enabled: false}}}).then((found) => found.violations)"""
CONTRAST_OF = """(paints) => axe.run(
  {include: paints.map((paint) => window.sendcasePaints.get(paint))},
  {resultTypes: ["violations"], runOnly: ["color-contrast"]}).then((found) => found.violations)"""
# The paints whose contrast this process has judged and found good, by width.
judged: defaultdict[int, set[str]] = defaultdict(set)


def assert_page_is_sound(page):
    """axe finds nothing, wide and at 320 px, and at 320 px nothing needs a sideways scroll."""
    before = page.viewport_size
    bring_axe(page)
    for size in (WIDE, SMALLEST):
        page.set_viewport_size(size)
        found = axe_findings(page) + contrast_findings(page, size["width"])
        assert found == [], f"axe at {size['width']} px on {page.url}: {found}"
    assert page.evaluate(TOO_WIDE) == [], f"sideways scroll at 320 px on {page.url}"
    page.set_viewport_size(before)


def bring_axe(page):
    """Once into each document."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)


def axe_findings(page) -> list[str]:
    """With every rule axe has on, but for contrast."""
    return _told(page.evaluate(ALL_BUT_CONTRAST))


def contrast_findings(page, width: int) -> list[str]:
    """Contrast takes two thirds of axe's time and follows from the paint: each is judged once."""
    new = set(page.evaluate(FIND_PAINTS)) - judged[width]
    if not new:
        return []
    found = _told(page.evaluate(CONTRAST_OF, sorted(new)))
    if not found:
        judged[width] |= new
    return found


def _told(violations) -> list[str]:
    return [f"{v['id']}: {node['target']} {node['html'][:120]}" for v in violations
            for node in v["nodes"]]  # fmt: skip
