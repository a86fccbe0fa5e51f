"""Pages for what failed: plain words, no database, never a failure of their own."""

import pytest
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from accounts.access import public
from sendcase import failures, urls
from sendcase.requests import request_id


@public
def breaks(request):
    raise RuntimeError("Amina Brightwater, 12 Mill Lane")


urlpatterns = [path("breaks/", breaks), *urls.urlpatterns]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500


@pytest.mark.parametrize(
    ("view", "status", "words"),
    [
        (failures.bad_request, 400, "We could not read that"),
        (failures.forbidden, 403, "You cannot do this"),
        (failures.not_found, 404, "This page is not here"),
        (failures.broken, 500, "Something went wrong on our side"),
    ],
)
def test_each_failure_has_its_page_without_a_database(view, status, words):
    response = view(RequestFactory().get("/x/"))  # no django_db mark: a query would raise

    assert response.status_code == status
    assert f"<h1>{words}</h1>" in response.content.decode()


@override_settings(ROOT_URLCONF="tests.sendcase.test_failures")
def test_a_crash_names_no_child_and_gives_the_number_of_the_request():
    response = Client(raise_request_exception=False).get("/breaks/")

    text = response.content.decode()
    assert response.status_code == 500
    assert "give them this number" in text
    assert "Amina" not in text and "Traceback" not in text


def test_the_number_is_the_one_the_log_has():
    token = request_id.set("abcdef0123456789")
    try:
        assert "abcdef01" in failures.broken(RequestFactory().get("/")).content.decode()
    finally:
        request_id.reset(token)


def test_a_broken_template_still_gives_a_page(monkeypatch):
    monkeypatch.setattr(failures, "render_to_string", lambda *a: 1 / 0)

    response = failures.broken(RequestFactory().get("/"))

    assert response.status_code == 500
    assert b"What you saved before is safe" in response.content
