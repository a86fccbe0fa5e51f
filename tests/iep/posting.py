"""Posting the form of a plan as a browser does, and counting what it costs."""

import re
import uuid
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse


@contextmanager
def queries(*, at_most):
    """Savepoints apart, as docs/performance counts them."""
    with CaptureQueriesContext(connection) as seen:
        yield
    asked = [q["sql"] for q in seen.captured_queries if "SAVEPOINT" not in q["sql"]]
    assert len(asked) <= at_most, "\n".join(sql[:160] for sql in asked)


def typed(plan, rows=None, **head):
    """What a browser posts from the edit page."""
    rows = list(plan.targets.filter(removed_at=None)) if rows is None else rows
    data = {
        "form_id": str(uuid.uuid4()), "version": plan.version, "areas": [],
        "strengths": plan.strengths, "concerns": plan.concerns, "lead": plan.lead_id,
        "starts_on": plan.starts_on.isoformat(), "review_on": plan.review_on.isoformat(),
        "pupil_views": "", "parent_views": "", "home_support": "",
        "targets-TOTAL_FORMS": len(rows), "targets-INITIAL_FORMS": len(rows),
        "targets-MIN_NUM_FORMS": 0, "targets-MAX_NUM_FORMS": 20,
    }  # fmt: skip
    for n, row in enumerate(rows):
        given = row if isinstance(row, dict) else {
            "id": row.pk, "target": row.target, "criteria": row.criteria,
            "resources": row.resources, "strategies": row.strategies,
            "delivered_by": row.delivered_by, "plain_words": row.plain_words,
        }  # fmt: skip
        data |= {f"targets-{n}-{name}": value for name, value in given.items()}
    return data | head


def edit_url(plan):
    return reverse("iep:edit", args=[plan.pk])


def inputs(page):
    """Every field of the page's last form, as a browser would post it."""
    form = page.rsplit("<form", 1)[1]
    data = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and 'type="checkbox"' not in tag:
            data[name[1]] = value[1] if value else ""
    for name, text in re.findall(r'<textarea[^>]* name="([^"]*)"[^>]*>\n?([^<]*)</textarea>', form):
        data[name] = text.strip("\n")
    return data
