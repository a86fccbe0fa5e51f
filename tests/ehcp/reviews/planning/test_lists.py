"""The list of reviews by class and by late, and the button on the page of the plan."""

from datetime import timedelta

import pytest

from ehcp.reviews.planning import listing, services
from sendcase import moment
from tests.factories.ehcp import written_plan
from tests.factories.people import sign_in
from tests.factories.pupils import PupilFactory
from tests.factories.schools import ClassGroupFactory

TODAY = moment.today()


@pytest.fixture
def late(case):
    """Of a boy in another class; his review should have been complete a month ago."""
    group = ClassGroupFactory(school=case.school, name="Zebra")
    pupil = PupilFactory(school=case.school, class_group=group, legal_first_name="Borys")
    plan = written_plan(pupil=pupil, issued_on=TODAY - timedelta(days=400))
    return services.open_review(plan=plan, by=case.senco)


def names(client, case, asked="") -> set:
    page = client.get(f"/{case.school.slug}/ehc/reviews/{asked}")
    assert page.status_code == 200
    return {name for name in ("Amina", "Borys") if name in page.content.decode()}


def test_by_class_and_by_late(client, case, row, late):
    sign_in(client, case.senco)
    assert names(client, case) == {"Amina", "Borys"}
    assert names(client, case, f"?class={case.klass.pk}") == {"Amina"}
    assert names(client, case, "?late=yes") == {"Borys"}
    assert names(client, case, f"?class={case.klass.pk}&late=yes") == set()
    assert names(client, case, "?class=none") == set()
    assert names(client, case, f"?class={late.pupil.class_group_id}&show=held") == set()
    for wrong in ("?class=x", "?class=" + "9" * 30, "?late=no"):
        assert client.get(f"/{case.school.slug}/ehc/reviews/{wrong}").status_code == 400


def test_the_file_is_narrowed_as_the_list_is(case, row, late):
    rows = listing.reviews_of(case.senco, case.school, "open")
    sheet = listing.sheet_of(listing.narrow(rows, "", True), case.school)
    assert [each[0] for each in sheet.rows] == [late.pupil.name]


def test_the_list_costs_the_same_at_any_size(case, late, django_assert_num_queries):
    for _ in range(3):
        services.open_review(plan=written_plan(pupil=PupilFactory(school=case.school)),
                             by=case.senco)  # fmt: skip
    rows = listing.reviews_of(case.senco, case.school, "open")
    with django_assert_num_queries(1):
        assert len([listing.row_of(each) for each in rows]) == 4
    with django_assert_num_queries(2):
        assert list(listing.narrow(rows.all(), "", True)) == [late]


def test_where_the_law_says_before_so_does_the_list(case, row):
    year = TODAY.year + 1
    row = services.change_kind(row=row, by=case.senco, kind="transfer", transfer_year=year)
    [due] = [line.due for line in listing.dates.lines(row) if line.due.rule == "phase_transfer"]
    assert listing.by_words(due).startswith("before") and f"15 Feb {year}" in listing.by_words(due)


def test_a_review_is_planned_from_the_page_of_the_plan_where_none_is_open(client, case):
    words, at = "Plan the annual review", case.plan.get_absolute_url()
    sign_in(client, case.senco)
    assert (
        f'href="/ehc-plans/{case.plan.pk}/reviews/new/">{words}' in client.get(at).content.decode()
    )
    row = services.open_review(plan=case.plan, by=case.senco)
    assert words not in client.get(at).content.decode()
    services.call_off(row=row, by=case.senco, reason="Begun too early.")
    assert words in client.get(at).content.decode()
    sign_in(client, case.head)
    assert words not in client.get(at).content.decode()
