"""The one field in which a day of an EHC plan is typed: no year that cannot be meant is taken."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from ehcp.clock import REGULATIONS_BEGAN
from sendcase import moment

YEARS_AHEAD = 3  # the furthest a hearing, a meeting or a change of school is set
FOUR_DIGITS = 1000
LAW_BEGAN = "Give a day from September 2014 on: the law began then."
IN_FULL = "Write the year with four digits, such as 2026."
TOO_FAR = "The year {} is too far ahead. Look at the year again."


class DayField(forms.DateField):
    """latest: the last day that is taken; else three years from today. What has to have happened
    already is the service's to say.
    """

    def __init__(self, *, latest: date | None = None, **kwargs):
        super().__init__(**kwargs)
        self.latest = latest

    def to_python(self, value):
        day = super().to_python(value)
        if day is None:
            return None
        if day.year < FOUR_DIGITS:
            raise ValidationError(IN_FULL, code="year")
        if day < REGULATIONS_BEGAN:
            raise ValidationError(LAW_BEGAN, code="year")
        if day > (self.latest or date(moment.today().year + YEARS_AHEAD, 12, 31)):
            raise ValidationError(TOO_FAR.format(day.year), code="year")
        return day
