"""A log line says where something broke, and nothing about a child."""

import json
import logging

import pytest
from django.test import Client, override_settings

from sendcase.logs import Lined, Placed
from sendcase.requests import request_id


def line_of(record) -> str:
    return Placed().format(record)


@pytest.fixture
def written():
    """What standard error would have got."""
    lines, handler = [], logging.Handler()
    handler.emit = lambda record: lines.append(line_of(record))
    logging.getLogger().addHandler(handler)
    yield lines
    logging.getLogger().removeHandler(handler)


@override_settings(ROOT_URLCONF="tests.sendcase.test_failures")
def test_a_crash_is_logged_with_the_number_on_its_page_and_without_its_words(written):
    page = Client(raise_request_exception=False).get("/breaks/").content.decode()
    [line] = written
    assert "builtins.RuntimeError" in line and "test_failures.py" in line
    assert "Amina" not in line and "Mill Lane" not in line
    assert line.split()[4] in page and len(line.split()[4]) == 8


def test_celerys_sentence_about_a_failed_task_loses_the_error():
    try:
        raise ValueError("Key (upn)=(Z301000009001) already exists")
    except ValueError as error:
        facts = {"name": "reminders.tasks.digests", "exc": repr(error)}
        record = logging.getLogger("celery.app.trace").makeRecord(
            "celery.app.trace", logging.ERROR, __file__, 1, "%(name)s raised %(exc)s", (facts,),
            (ValueError, error, error.__traceback__),
        )  # fmt: skip
    assert "reminders.tasks.digests" in line_of(record) and "ValueError" in line_of(record)
    assert "Z301" not in line_of(record)


@override_settings(ROOT_URLCONF="tests.sendcase.test_failures")
def test_an_address_that_is_not_there_is_not_logged(written):
    """It may be the link of an invitation."""
    Client().get("/not/here/")
    assert written == []


@pytest.mark.parametrize(
    "at", ["/l/{}/", "/l/{}/code/", "/r/{}/", "/join/{}/", "/accounts/welcome/{}/",
           "/accounts/password/reset/{}/"],
)  # fmt: skip
def test_a_press_from_elsewhere_is_logged_without_the_secret_in_its_address(written, at):
    Client(enforce_csrf_checks=True).post(at.format("zK3-secretBCDFG"))
    [line] = written
    assert "Forbidden" in line and at.split("{")[0] + "…/" in line
    assert "secretBCDFG" not in line


def test_a_page_that_breaks_is_logged_without_the_secret_in_its_address(written):
    for text in (line_of, lambda record: Lined().format(record)):
        broke = record_of(ValueError("x"), "%s: %s", ("Internal Server Error", "/l/zK3secret/"))
        assert "zK3secret" not in text(broke) and "/l/" in text(broke)


def record_of(error=None, words="mail %s refused with %s", args=(7, 550)):
    trace = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("sendcase.outbox", logging.WARNING, __file__, 1, words, args, trace)


def test_as_json_a_line_is_one_object_with_the_same_facts():
    token = request_id.set("0123456789abcdef")
    try:
        line = Lined().format(record_of())
    finally:
        request_id.reset(token)
    found = json.loads(line)
    assert "\n" not in line and found.pop("at").endswith("+00:00")
    assert found == {
        "level": "warning", "logger": "sendcase.outbox", "request": "01234567",
        "words": "mail 7 refused with 550",
    }  # fmt: skip


def test_as_json_an_error_says_where_and_not_what():
    try:
        raise ValueError("Key (upn)=(Z301000009001) already exists")
    except ValueError as error:
        line = Lined().format(record_of(error, "job %s: %s", (1, error)))
    found = json.loads(line)
    assert "\n" not in line and "Z301" not in line
    assert found["error"] == "builtins.ValueError" and "test_logs.py" in found["places"][0]
    assert found["words"] == "job %s: %s"
