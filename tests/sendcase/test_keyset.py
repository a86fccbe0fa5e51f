"""Paging by keyset: stable, both ways, and never a broken page for a broken address."""

import base64
import json

import pytest
from django.test import RequestFactory
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import User
from sendcase.pages import keyset
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def page(address="/people/", order=("name", "pk"), size=3):
    return keyset(User.objects.all(), order=order, request=RequestFactory().get(address), size=size)


def names(rows):
    return [row.name for row in rows]


def make(*people):
    return [UserFactory(name=name) for name in people]


def walk(order):
    seen, address = [], "/people/"
    while address:
        shown = page(address, order)
        seen += shown.rows
        address = shown.next_url
    return seen


@pytest.mark.parametrize("order", [("name", "pk"), ("-name", "pk"), ("-name", "-pk"), ("pk",)])
def test_walking_on_shows_each_row_once_in_order(order):
    make("Ann", "Bo", "Bo", "Bo", "Bo", "Cy", "Di")

    assert walk(order) == list(User.objects.order_by(*order))


def test_walking_back_shows_the_same_pages():
    make("Ann", "Bo", "Cy", "Di", "Ed", "Flo", "Gus")
    first = page()
    second = page(first.next_url)
    third = page(second.next_url)
    assert (names(third), third.next_url) == (["Gus"], "")

    assert page(third.previous_url).rows == second.rows
    back = page(second.previous_url)
    assert (back.rows, back.previous_url) == (first.rows, "")
    assert page(back.next_url).rows == second.rows


def test_everything_on_one_page_has_no_neighbours():
    make("Ann", "Bo", "Cy")

    assert (page().next_url, page().previous_url) == ("", "")


def test_a_row_added_meanwhile_hides_and_repeats_nothing():
    make("Bo", "Cy", "Di", "Ed")
    first = page()
    make("Ann")

    assert names(page(first.next_url)) == ["Ed"]


def test_the_filter_stays_in_the_address():
    make("Ann", "Bo", "Cy", "Di")

    assert "year=3" in page("/people/?year=3&after=rubbish").next_url


def test_a_page_costs_one_query_and_no_offset(django_assert_num_queries):
    make("Ann", "Bo", "Cy", "Di", "Ed")
    second = page().next_url

    with django_assert_num_queries(1) as queries:
        page(second)
    assert "OFFSET" not in queries[0]["sql"]


def cursor(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode()


@pytest.mark.parametrize("way", ["after", "before"])
@pytest.mark.parametrize(
    "bad",
    ["", "x", "é", "====", "A" * 5000, cursor([]), cursor(["Bo"]), cursor([1, "x"]),
     cursor(["Bo", [1]]), cursor({"a": 1}), cursor([None, None]), cursor(["\x00", 1]),
     cursor(["Bo", 10**30]), cursor([True, 1.5]), cursor("[" * 900), cursor(["\ud800", 1])],
)  # fmt: skip
def test_a_broken_cursor_shows_the_first_page(bad, way):
    make("Ann", "Bo", "Cy", "Di")

    shown = keyset(
        User.objects.all(),
        order=("name", "pk"),
        request=RequestFactory().get("/people/", {way: bad}),
        size=3,
    )

    assert names(shown) == ["Ann", "Bo", "Cy"]


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(st.one_of(st.text(), st.integers())).map(cursor)))
def test_no_cursor_breaks_the_page(django_db_blocker, text):
    with django_db_blocker.unblock():
        keyset(User.objects.all(), order=("name", "pk"),
               request=RequestFactory().get("/people/", {"after": text}), size=3)  # fmt: skip
