"""Which part of the log somebody asks for: about one pupil, from a day until a day."""

from datetime import datetime, time

from django import forms

from schools.forms import date_field
from sendcase.moment import LONDON

MAX_NUMBER = 2**63 - 1


class LogFilters(forms.Form):
    """A pupil's number that is none shows all; a day that is none is said, and shows all."""

    since = date_field("From", required=False)
    until = date_field("Until", required=False)

    @property
    def pupil(self) -> int | None:
        asked = self.data.get("pupil", "")
        if asked.isascii() and asked.isdigit() and int(asked[:19]) <= MAX_NUMBER:
            return int(asked[:19])
        return None

    @property
    def days_asked(self) -> bool:
        return bool(self.data.get("since") or self.data.get("until"))

    def narrow(self, events):
        """By the days of London."""
        if self.pupil is not None:
            events = events.filter(pupil_id=self.pupil)
        days = self.cleaned_data if self.is_valid() else {}
        if days.get("since"):
            events = events.filter(at__gte=datetime.combine(days["since"], time.min, LONDON))
        if days.get("until"):
            events = events.filter(at__lte=datetime.combine(days["until"], time.max, LONDON))
        return events
