"""What every page must keep: nothing for axe to find, no sideways scroll on the smallest phone."""

from collections import defaultdict

from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.contrast import FIND_PAINTS
from tests.browser.widths import COME_AND_GONE, REMEMBER_SEEN

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
# What hangs on where things stand, not on what they are.
OF_THE_LAYOUT = """axe.run({resultTypes: ["violations"],
  runOnly: ["scrollable-region-focusable", "link-in-text-block"]
  }).then((found) => found.violations)"""
CONTRAST_OF = """(paints) => axe.run(
  {include: paints.map((paint) => window.sendcasePaints.get(paint))},
  {resultTypes: ["violations"], runOnly: ["color-contrast"]}).then((found) => found.violations)"""
# The paints whose contrast this process has judged and found good, by width.
judged: defaultdict[int, set[str]] = defaultdict(set)
# What came and went between the widths, judged and found good.
judged_changes: set[str] = set()


def assert_page_is_sound(page):
    """axe finds nothing, wide and at 320 px, and at 320 px nothing needs a sideways scroll."""
    before = page.viewport_size
    bring_axe(page)
    show(page, WIDE)
    found = axe_findings(page) + contrast_findings(page, WIDE["width"])
    assert found == [], f"axe at {WIDE['width']} px on {page.url}: {found}"
    page.evaluate(REMEMBER_SEEN)
    show(page, SMALLEST)
    found = small_findings(page) + contrast_findings(page, SMALLEST["width"])
    assert found == [], f"axe at {SMALLEST['width']} px on {page.url}: {found}"
    assert page.evaluate(TOO_WIDE) == [], f"sideways scroll at 320 px on {page.url}"
    show(page, before)


def show(page, size) -> None:
    if page.viewport_size != size:
        page.set_viewport_size(size)


def bring_axe(page):
    """Once into each document: by its address where our own server shows the page, so that
    Chromium compiles it once and not again with every page.
    """
    if page.evaluate("'axe' in window"):
        return
    if page.url.startswith("http"):
        page.add_script_tag(url="/static/axe/axe.min.js")
    else:
        page.evaluate(AXE_SCRIPT)


def axe_findings(page) -> list[str]:
    """With every rule axe has on, but for contrast."""
    return _told(page.evaluate(ALL_BUT_CONTRAST))


def small_findings(page) -> list[str]:
    """All rules where something else shows than wide and it was not judged before: what shows at
    both was judged wide, and a menu that folds away is the same on each page.
    """
    changed = page.evaluate(COME_AND_GONE)
    if changed in judged_changes:
        return _told(page.evaluate(OF_THE_LAYOUT))
    found = axe_findings(page)
    if not found:
        judged_changes.add(changed)
    return found


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
