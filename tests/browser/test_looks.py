"""A look that finds nothing is worth something only where there was something to find."""

import pytest

from tests.browser.looks import assert_page_is_sound

PAGE = """<!doctype html><html lang="en"><head><title>A page</title></head><body><main>
<h1>A page</h1>
<p style="color: #222; background: #fff">Read well.</p>{more}</main></body></html>"""
PALE = '<p style="color: #ccc; background: #fff">Read badly.</p>'
DARK_BEHIND = '<div style="background: #333"><p style="color: #222">Read well.</p></div>'


@pytest.mark.parametrize("more", [PALE, DARK_BEHIND])
def test_a_contrast_too_low_is_found_after_pages_that_were_sound(page, more):
    page.set_content(PAGE.format(more=""))
    assert_page_is_sound(page)
    page.set_content(PAGE.format(more=more))
    with pytest.raises(AssertionError, match="color-contrast"):
        assert_page_is_sound(page)


def test_what_was_found_once_is_found_again(page):
    for _ in range(2):
        page.set_content(PAGE.format(more=PALE))
        with pytest.raises(AssertionError, match="color-contrast"):
            assert_page_is_sound(page)


FOLDED = """<style>.narrow {{ display: none }}
@media (max-width: 400px) {{ .narrow {{ display: block }} .wide {{ display: none }} }}</style>
<nav class="wide" aria-label="All"><a href="/">Home</a></nav><nav class="narrow">{more}</nav>"""


def test_what_shows_on_a_phone_only_is_judged_though_its_like_was_sound(page):
    for inside, sound in (('<a href="/">Home</a>', True), ('<a href="/"></a>', False)):
        page.set_content(PAGE.format(more=FOLDED.format(more=inside)))
        if sound:
            assert_page_is_sound(page)
        else:
            with pytest.raises(AssertionError, match="link-name"):
                assert_page_is_sound(page)
