"""Every day that can be typed: a year that cannot be meant is refused beside its field."""

import re
from datetime import date

import pytest
from django import forms
from django.urls import get_resolver

from sendcase import years
from tests.access.asking import ask
from tests.access.rows import POST, body_of, make_ready, who_may

pytestmark = pytest.mark.django_db
# The EHC room asks for more: test_ehc_years.
ROOMS = [row for row in POST if not row.route.startswith("ehc_")]
YEARS = ["0001-01-01", "1900-01-01", "9999-12-31"]
A_DAY = re.compile(r"\d{4}-\d\d-\d\d$")
KEPT = {"drafts_submission"}
FEWEST = 45  # days sent by the forms of these rooms


def is_day(value) -> bool:
    return isinstance(value, date) or isinstance(value, str) and bool(A_DAY.match(value))


@pytest.mark.parametrize("year", YEARS)
def test_no_form_takes_such_a_year(cast, year):
    asked = 0
    for row in ROOMS:
        good = body_of(row, cast.a)
        days = [name for name, value in good.items() if is_day(value)]
        for names in [*([name] for name in days), *([days] if len(days) > 1 else [])]:
            asked += 1
            answer = ask(
                cast, who_may(row), "post", row.address(cast.a), good | dict.fromkeys(names, year),
                first=make_ready(row, cast.a),
            )  # fmt: skip
            said = (answer.status in (200, 302, 400), answer.wrote - KEPT)
            assert said == (True, set()), (row.label, names)
    assert asked >= FEWEST


def every(kind: type) -> set[type]:
    return {kind, *(each for below in kind.__subclasses__() for each in every(below))}


def test_no_field_of_the_site_has_no_bounds():
    assert get_resolver().url_patterns  # every room's forms are there
    days = [
        (form, name, field)
        for form in every(forms.BaseForm)
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.DateField) and not form.__module__.startswith("tests.")
    ]
    assert len(days) > 40
    open_ended = [(form, name) for form, name, field in days if years.check not in field.validators]
    assert open_ended == []


@pytest.mark.parametrize("day", ["31/12/1989", "1/1/2100", "1/1/70"])
def test_the_sentence_says_what_to_do(day):
    with pytest.raises(forms.ValidationError) as refused:
        forms.DateField().clean(day)
    year = {"31/12/1989": 1989, "1/1/2100": 2100, "1/1/70": 1970}[day]
    assert refused.value.messages == [f"The year {year} cannot be right. Look at it again."]


@pytest.mark.parametrize("day", ["1/1/1990", "31/12/2099", "24/11/26"])
def test_a_year_that_may_be_meant_is_taken(day):
    assert forms.DateField().clean(day)
