"""Which reviews a list shows, what is awaited and by when, and how a plan leads to its review."""

from datetime import timedelta

import pytest

from ehcp.reviews.planning import services
from reminders.models import Deadline
from reminders.recount import differences
from sendcase import moment
from tests.factories.ehcp import review_in, written_plan
from tests.factories.people import sign_in
from tests.factories.pupils import PupilFactory
from tests.factories.schools import ClassGroupFactory
from tests.iep.posting import queries

TODAY = moment.today()
DAY = timedelta(days=1)


def due(case, kind):
    assert differences(case.school.pk) == []
    rows = Deadline.objects.open().filter(pupil=case.pupil, kind=f"ehc-review-{kind}")
    return [row.due_on for row in rows]


def test_advice_is_awaited_until_it_came_or_will_not(case, invited):
    by = invited.meeting_on - 14 * DAY
    assert due(case, "advice") == [by]
    asked = list(invited.invitations.exclude(advice_asked_on=None))
    services.take_advice(row=invited, by=case.senco, person=asked[0], on=TODAY, words="Clearer.")
    assert due(case, "advice") == [by]
    for person in asked[1:]:
        services.no_advice(row=invited, by=case.senco, person=person, reason="Left the service.")
    assert due(case, "advice") == []


def test_called_off_no_advice_is_awaited(case, invited):
    services.call_off(row=invited, by=case.senco, reason="Moved away.")
    assert due(case, "advice") == []


@pytest.mark.parametrize("to_16, last", [(False, (2, 14)), (True, (3, 30))])
def test_a_change_of_school_has_its_day(case, row, to_16, last):
    year = TODAY.year + 1
    services.change_kind(
        row=row, by=case.senco, kind="transfer", transfer_year=year, is_to_post_16=to_16
    )
    [on] = due(case, "transfer")
    assert (on.year, on.month, on.day) == (year, *last)
    row.refresh_from_db()
    services.change_kind(row=row, by=case.senco, kind="annual")
    assert due(case, "transfer") == []


def test_the_list_is_narrowed_by_class_and_to_what_is_late(client, case, row):
    other = ClassGroupFactory(school=case.school)
    late = review_in(
        "held", meeting_on=TODAY - 40 * DAY,
        plan=written_plan(pupil=PupilFactory(school=case.school, class_group=other)),
    )  # fmt: skip
    services.set_day(row=row, by=case.senco, meeting_on=TODAY + 30 * DAY)
    from ehcp.reviews import deadlines

    deadlines.keep(late)
    sign_in(client, case.senco)
    at = f"/{case.school.slug}/ehc/reviews/"

    def shown(query):
        page = client.get(f"{at}?{query}")
        return {each["url"]: each["late"] for each in page.context["rows"]}

    assert shown("show=open") == {row.get_absolute_url(): False, late.get_absolute_url(): True}
    assert shown("show=late") == {late.get_absolute_url(): True}
    assert set(shown(f"class={case.klass.pk}")) == {row.get_absolute_url()}
    assert shown(f"class={case.klass.pk}&show=late") == {}
    assert client.get(f"{at}?class=x").status_code == 400
    with queries(at_most=8):
        client.get(f"{at}?show=late&class={other.pk}")


def test_a_plan_leads_to_its_review(client, case):
    sign_in(client, case.senco)
    at = case.plan.get_absolute_url()
    new = f"/ehc-plans/{case.plan.pk}/review/new/"
    assert "Begin the review" in client.get(at).content.decode()

    begun = services.open_review(plan=case.plan, by=case.senco)

    page = client.get(at).content.decode()
    assert begun.get_absolute_url() in page and "Begin the review" not in page
    sign_in(client, case.head)
    assert new not in client.get(at).content.decode()
