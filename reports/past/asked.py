"""Which day the report is asked for, beside which other one; and which row of a table."""

from datetime import date, timedelta
from urllib.parse import urlencode

from django import forms

from pupils.wording import day_text
from reports.figures.years import school_year
from sendcase import moment

DATE_WORDS = {"invalid": "Write the date as day, month, year: 24/11/2026."}
YEAR = timedelta(days=364)  # the same day of the week


class DaysForm(forms.Form):
    """on: today where nothing is asked; beside: the other day of a comparison, or none."""

    on = forms.DateField(label="As it was on", required=False, error_messages=DATE_WORDS)
    beside = forms.DateField(label="Beside", required=False, error_messages=DATE_WORDS)

    def clean_on(self) -> date:
        return passed(self.cleaned_data["on"]) or moment.today()

    def clean_beside(self) -> date | None:
        return passed(self.cleaned_data["beside"])

    @property
    def days(self) -> tuple[date, ...]:
        """One day, or two, the earlier first. Only of a valid form."""
        on, beside = self.cleaned_data["on"], self.cleaned_data["beside"]
        return tuple(sorted({on, beside} if beside else {on}))


def passed(day: date | None) -> date | None:
    """Raises ValidationError for a day that has not come."""
    if day and day > moment.today():
        raise forms.ValidationError(
            f"{day_text(day)} has not come yet. Choose today or a day in the past."
        )
    return day


def query_of(days, **more) -> str:
    asked = {"on": days[-1].isoformat()}
    if len(days) == 2:
        asked["beside"] = days[0].isoformat()
    return urlencode(asked | {name: value for name, value in more.items() if value})


def ways(today: date) -> list[dict]:
    """Days that are asked for often, each beside today."""
    first = date(school_year(today), 9, 1)
    often = [
        ("1 September beside today", first),
        ("A year ago beside today", today - YEAR),
    ]
    return [{"words": words, "query": query_of((day, today))} for words, day in often]


def logged(request) -> dict:
    """For the audit log."""
    names = ("on", "beside", "table", "row", "column")
    asked = {name: request.GET.get(name, "")[:80] for name in names}
    asked = {name: value for name, value in asked.items() if value}
    return asked | getattr(request, "sheet", {})
