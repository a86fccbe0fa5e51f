"""A line of section F is given by a promise."""

from django.db import models
from django.db.models import Q

from provision.ledger.models import PromiseLink
from sendcase.models import NEUTRAL


class LineProvision(PromiseLink):
    OWNER = "line"

    line = models.ForeignKey("ehcp.EhcProvision", models.PROTECT, related_name="given_by")
    PRIVACY = PromiseLink.LINK_PRIVACY | {"line": NEUTRAL}

    class Meta:
        app_label = "ehcp"
        constraints = [
            models.UniqueConstraint(
                fields=["line", "promise"],
                condition=Q(removed_at=None),
                name="a_line_names_a_promise_once",
            )
        ]
