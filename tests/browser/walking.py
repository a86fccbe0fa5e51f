"""One browser page that walks from address to address and collects what is not sound there."""

from pathlib import Path

from django.conf import settings
from django.test import Client
from django.test.signals import template_rendered

from sendcase.outbox.models import Message
from tests.browser.looks import assert_page_is_sound
from tests.factories.people import sign_in

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
A_PDF = b"%PDF-1.7 stands for the paper"
FRAMES = ('{% extends "base.html" %}', '{% extends "plain.html" %}')


def take_session(context, person, url):
    """Give the browser the session that signing in with password and code would have made."""
    client = sign_in(Client(), person)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": url}])


def pages_of(folder: str) -> set[str]:
    """Names of the page templates right below this folder of templates/, "" for the top."""
    found = (TEMPLATES / folder).rglob("*.html") if folder else TEMPLATES.glob("*.html")
    names = {path.relative_to(TEMPLATES).as_posix(): path.read_text() for path in found}
    return {name for name, text in names.items() if text.lstrip().startswith(FRAMES)}


class Walk:
    """`with Walk(page, url) as walk: walk.be(person); walk.see(path); …; walk.saw("letters")`."""

    def __init__(self, page, url):
        self.page, self.url = page, url
        self.faults, self.rendered = [], set()

    def __enter__(self):
        template_rendered.connect(self.note)
        return self

    def __exit__(self, *raised):
        template_rendered.disconnect(self.note)

    def note(self, template, **kwargs):
        self.rendered.add(template.name)

    def be(self, person):
        self.page.context.clear_cookies()
        if person is not None:
            take_session(self.page.context, person, self.url)

    def see(self, *paths, status=200):
        """Open each and look at it, wide and at 320 px."""
        for path in paths:
            answer = self.page.goto(self.url + path)
            if answer.status != status:
                self.faults.append(f"{path}: {answer.status} in place of {status}")
            self.look(path)

    def press(self, words="", *, wrong=False, **filled):
        """On the page as it is: fill inputs by name, press the button; look at what comes.

        Without words: the button at the end of the form."""
        main, where = self.page.get_by_role("main"), self.page.url.removeprefix(self.url)
        for name, value in filled.items():
            main.locator(f"[name='{name}']").fill(value)
        with self.page.expect_navigation():
            named = main.get_by_role("button", name=words, exact=True)
            (named if words else main.locator(".form-end [type=submit]")).first.click()
        if wrong and not self.page.locator(".error-summary").count():
            self.faults.append(f"{where}: no error summary after “{words}”")
        self.look(f"{where} after “{words}”")

    def wrong(self, path, words="", **filled):
        """A form sent with something missing: the page with the error summary."""
        self.page.goto(self.url + path)
        self.press(words, wrong=True, **filled)

    def look(self, where):
        try:
            assert_page_is_sound(self.page)
        except AssertionError as unsound:
            self.faults.append(f"{where}: {str(unsound)[:600]}")

    def links(self, inside) -> list[str]:
        """Addresses of the links in that part of the page."""
        found = self.page.locator(f"{inside} a[href]").all()
        return [self.page.evaluate("a => a.pathname + a.search", one.element_handle())
                for one in found]  # fmt: skip

    def saw(self, *folders, but=()):
        """Nothing was unsound, and every page of these folders was rendered; `but`: folders
        below them that have a walk of their own.
        """
        missed = {name for folder in folders for name in pages_of(folder)} - self.rendered
        missed = {name for name in missed if not name.startswith(tuple(but))}
        assert not self.faults, "\n".join(self.faults)
        assert not missed, f"no look was taken at {sorted(missed)}"


def mailed(part: str) -> str:
    """The newest address in our mails with this part."""
    words = (word for row in Message.objects.order_by("-pk") for word in row.text.split())
    found = next(word for word in words if part in word)
    return "/" + found.split("/", 3)[3]


def add_passkey(walk):
    """With a key that Chromium pretends to have, on the page as it is."""
    browser = walk.page.context.new_cdp_session(walk.page)
    browser.send("WebAuthn.enable")
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True,
    }})  # fmt: skip
    walk.page.get_by_role("main").locator("input[name=name]").fill("School laptop")
    with walk.page.expect_navigation():
        walk.page.get_by_role("button", name="Add the passkey").click()
