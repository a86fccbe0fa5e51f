"""What a log line may hold: where it broke and what kind of error. Never what the error says.

An error's own text can quote a row ("Key (upn)=(…) already exists"): it stays out. The request's
number stands in each line, so that it can be laid beside the error page and the audit rows.
"""

import json
import logging
import re
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime

from sendcase.requests import request_id

# A family's link and code, an invitation, a welcome, a new password.
SECRET_PLACES = re.compile(r"(/(?:l|r|join|welcome|reset)/)[^/\s?]+")


class Placed(logging.Formatter):
    def format(self, record):
        number = request_id.get()[:8] or "-"
        head = f"{self.formatTime(record)} {record.levelname} {record.name} {number}"
        if not record.exc_info or record.exc_info[0] is None:
            return f"{head} {shut(record.getMessage())}"
        return f"{head} {said(record)}\n{place(record.exc_info)}"


class Lined(logging.Formatter):
    """The same as one JSON object a line, for whoever collects them (LOG_FORMAT=json)."""

    def format(self, record):
        at = datetime.fromtimestamp(record.created, tz=UTC)
        line = {
            "at": at.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "request": request_id.get()[:8] or None,
            "words": shut(record.getMessage()),
        }
        if record.exc_info and record.exc_info[0] is not None:
            kind, *places = place(record.exc_info).splitlines()
            line |= {"words": said(record), "error": kind, "places": [at.strip() for at in places]}
        return json.dumps(line)


def said(record) -> str:
    """The line without the error: Celery writes it into the sentence, beside the task's name."""
    if isinstance(record.args, Mapping):
        return f"failed: {record.args.get('name', '')}"
    quotes = any(isinstance(x, BaseException) for x in record.args or ())
    return str(record.msg) if quotes else shut(record.getMessage())


def shut(words: str) -> str:
    """Without the secret in an address: Django names the page that broke or was refused."""
    return SECRET_PLACES.sub(r"\1…", words)


def place(exc_info) -> str:
    """The kind of the error and the lines of code it went through."""
    kind, _, trace = exc_info
    lines = (f"  {at.filename}:{at.lineno} {at.name}" for at in traceback.extract_tb(trace))
    return "\n".join([f"{kind.__module__}.{kind.__qualname__}", *lines])
