"""Every address says who may open it. One that does not fails here, and is 404 for everybody."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.permissions import Permission


def all_patterns(resolver=None, prefix=""):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from all_patterns(entry, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield prefix + str(entry.pattern), entry.callback


PATTERNS = sorted(all_patterns(), key=lambda pair: pair[0])


@pytest.mark.parametrize(("address", "view"), PATTERNS, ids=[address for address, _ in PATTERNS])
def test_every_view_is_declared(address, view):
    access = getattr(view, "access", None)
    assert access in ("public", "signed_in") or isinstance(access, Permission), (
        f"{address}: put @needs, @signed_in or @public on top of {view.__module__}.{view.__name__}"
    )


# Pages for people who are not signed in. A new one is added here by hand, with a reason.
PUBLIC = {
    "accounts/login/",
    "accounts/logout/",
    "accounts/code/",  # only with the password given a moment ago
    "accounts/password/reset/",
    "accounts/password/reset/sent/",
    "accounts/password/reset/done/",
    "^password/reset/",
    "accounts/welcome/",
    "join/",
    "drafts/sign-in/",
    "r/",  # a family answers a letter with the code on its slip
    "l/a/<str:token>/",  # advice for a review: gives the token up for a cookie
    "l/a/to/<int:pk>/",  # and its empty form, with that cookie
    "l/<str:token>/",  # the link in a mail; the letter only after a second code
    "c/<str:secret>.ics",  # a person's calendar: names no child; ended at once when they say so
    # What a school publishes by law: words and PDF everybody may read, no child in them; the logo.
    "p/<slug:school>/<slug:document>/",
    "p/<slug:school>/<slug:document>.pdf",
    "p/<slug:school>/logo.png",
    "health/",
    "gallery/",  # the pieces of a page, with invented words; not in production
}


def test_only_these_pages_are_open_to_everybody():
    open_pages = [a for a, view in PATTERNS if getattr(view, "access", None) == "public"]
    unknown = [a for a in open_pages if not any(part in a for part in PUBLIC)]
    assert unknown == []


def test_only_setting_it_up_is_open_before_the_second_factor():
    before = {a for a, view in PATTERNS if getattr(view, "before_second_factor", False)}
    assert before == {
        "accounts/confirm/",
        "accounts/second-step/app/",
        "accounts/second-step/keys/add/",
    }
