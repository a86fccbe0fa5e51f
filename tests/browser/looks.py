"""What every page must keep: nothing for axe to find, no sideways scroll on the smallest phone."""

from axe_playwright_python.base import AXE_SCRIPT

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


def assert_page_is_sound(page):
    """axe finds nothing, wide and at 320 px, and at 320 px nothing needs a sideways scroll."""
    before = page.viewport_size
    for size in (WIDE, SMALLEST):
        page.set_viewport_size(size)
        assert axe_findings(page) == [], f"axe at {size['width']} px on {page.url}"
    assert page.evaluate(TOO_WIDE) == [], f"sideways scroll at 320 px on {page.url}"
    page.set_viewport_size(before)


def axe_findings(page) -> list[str]:
    """With every rule axe has on; the script is brought into a document once."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    violations = page.evaluate(
        "axe.run({resultTypes: ['violations']}).then((found) => found.violations)"
    )
    return [f"{v['id']}: {node['target']} {node['html'][:120]}" for v in violations
            for node in v["nodes"]]  # fmt: skip
