"""Consents of a school: the filters above the list."""

from datetime import timedelta

from django.db.models import Q

from pupils.consents.models import Consent
from pupils.consents.words import SOON_DAYS
from sendcase import moment

STATES = {
    "holding": "Holds",
    "ending": f"Ends within {SOON_DAYS} days",
    "ended": "Ended",
    "withdrawn": "Withdrawn",
    "refused": "Did not agree",
    "in_error": "Recorded in error",
}


class Filters:
    """?kind=photo&state=holding; what we do not know is left out of account."""

    def __init__(self, given):
        self.kind, self.state = given.get("kind", ""), given.get("state", "")
        if self.kind not in Consent.Kind.values:
            self.kind = ""
        if self.state not in STATES:
            self.state = ""

    def narrow(self, rows):
        rows = rows.filter(kind=self.kind) if self.kind else rows
        today = moment.today()
        soon = Q(until_on__lte=today + timedelta(days=SOON_DAYS))
        return {
            "": lambda: rows,
            "holding": lambda: rows.holding(),
            "ending": lambda: rows.holding().filter(soon),
            "ended": lambda: rows.said().filter(
                answer="yes", withdrawn_on=None, until_on__lt=today
            ),
            "withdrawn": lambda: rows.said().exclude(withdrawn_on=None),
            "refused": lambda: rows.said().filter(answer="no"),
            "in_error": lambda: rows.exclude(in_error_at=None),
        }[self.state]()

    def kinds(self):
        return [(value, words, value == self.kind) for value, words in Consent.Kind.choices]

    def states(self):
        return [(key, words, key == self.state) for key, words in STATES.items()]
