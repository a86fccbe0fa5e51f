"""A target of a plan is given by a promise."""

from django.db import models
from django.db.models import Q

from provision.ledger.models import PromiseLink
from sendcase.models import NEUTRAL


class TargetProvision(PromiseLink):
    OWNER = "target"

    target = models.ForeignKey("iep.Target", models.PROTECT, related_name="given_by")
    PRIVACY = PromiseLink.LINK_PRIVACY | {"target": NEUTRAL}

    class Meta:
        app_label = "iep"
        constraints = [
            models.UniqueConstraint(
                fields=["target", "promise"],
                condition=Q(removed_at=None),
                name="a_target_names_a_promise_once",
            )
        ]
