"""A school's year of money, from its sessions, timetable, rates and charges."""

from datetime import date, timedelta

import pytest

from accounts.permissions import Role
from provision.costs import funded, reading, services
from provision.costs.counting import of_time
from provision.costs.models import Funding
from provision.costs.reading import Rate
from provision.costs.years import year_from
from provision.interventions import services as interventions
from schools.models import Closure, Term
from sendcase import moment
from sendcase.edits import IllegalMove
from tests.factories.people import member
from tests.factories.provision import in_it, marked, running, session_of
from tests.factories.pupils import PupilFactory
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db
YEAR = year_from(2026, 4)
FIRST, LAST = date(2026, 9, 7), date(2026, 9, 18)  # two school weeks
NOON = "2026-09-12T12:00:00+01:00"  # the Saturday between them
ONE = of_time(Rate(FIRST, 1450, 2500), 20)


@pytest.fixture
def school(db):
    school = SchoolFactory()
    Term.objects.create(school=school, name="Autumn", starts_on=FIRST, ends_on=date(2026, 12, 18))
    return school


@pytest.fixture
def senco(school):
    return member(school, Role.SENCO)


@pytest.fixture
def grade(school, senco):
    return services.add_grade(
        school=school, by=senco, name="Teaching assistant", pence=1450, on_costs=2500,
        from_on=date(2026, 4, 1), is_default=True,
    )  # fmt: skip


@pytest.fixture
def group(school, senco, grade):
    helper = member(school, Role.SUPPORT)
    return running(school, senco, staff=helper, starts_on=FIRST, ends_on=LAST)


@pytest.fixture
def two(school, group, senco):
    return [in_it(group, PupilFactory(school=school), senco) for _ in range(2)]


def costs(school, year=YEAR):
    with moment.at(moment.datetime.fromisoformat(NOON)):
        return reading.costs_of(school, year)


def test_the_plan_is_every_session_of_the_timetable_on_open_days(school, group, two):
    found = costs(school)

    assert found.plan.total == 6 * ONE  # Monday, Wednesday, Friday of two weeks
    assert found.ahead.total == 3 * ONE
    assert found.plan.by_pupil == {place.pupil_id: 3 * ONE for place in two}


def test_a_closed_day_costs_nothing(school, group, two):
    Closure.objects.create(
        school=school, name="Training", starts_on=date(2026, 9, 9), ends_on=date(2026, 9, 9)
    )

    assert costs(school).plan.total == 5 * ONE


def test_the_time_after_the_last_term_entered_is_not_left_out(school, senco, grade):
    """In July nobody has entered the next year: its help costs something all the same."""
    group = running(school, senco, starts_on=date(2027, 1, 11), ends_on=date(2027, 1, 15))
    in_it(group, PupilFactory(school=school), senco)

    assert costs(school).ahead.total == 3 * ONE


def test_what_took_place_is_shared_by_the_minutes_each_had(school, group, two):
    session = session_of(group, FIRST)
    marked(session, two[0])
    marked(session, two[1], "short", minutes=10, reason="not_ready")

    found = costs(school)

    first, second = (found.given.by_pupil[place.pupil_id] for place in two)
    assert found.given.total == first + second == ONE
    assert first in (2 * second, 2 * second + 1, 2 * second - 1)


def test_what_did_not_take_place_costs_nothing(school, group, two):
    session = session_of(group, FIRST)
    for place in two:
        marked(session, place, "missed", reason="staff_away")

    assert costs(school).given.total == 0


def test_the_years_end_is_what_took_place_and_what_is_planned_after_today(school, group, two):
    marked(session_of(group, FIRST), two[0])
    found = costs(school)

    assert found.by_year_end(two[0].pupil_id) == ONE + found.ahead.by_pupil[two[0].pupil_id]


def test_a_cover_is_paid_instead(school, senco, group, two):
    cover = member(school, Role.TEACHER)
    dear = services.add_grade(
        school=school, by=senco, name="Teacher", pence=3000, on_costs=0, from_on=date(2026, 4, 1)
    )
    services.put_on(grade=dear, user=cover, by=senco, from_on=date(2026, 9, 1))
    marked(session_of(group, FIRST, cover_by=cover), two[0])

    assert costs(school).given.total == of_time(Rate(FIRST, 3000), 20)


def test_people_from_outside_cost_what_is_charged_for_them(school, senco, grade):
    group = running(school, senco, starts_on=FIRST, ends_on=LAST)
    interventions.add_staff(intervention=group, by=senco, name="Mrs Hall", from_on=FIRST)
    place = in_it(group, PupilFactory(school=school), senco)
    services.charge(
        school=school, by=senco, intervention=group, kind="agency", what="Her visits", pence=4500,
        per="session", from_on=FIRST,
    )  # fmt: skip
    marked(session_of(group, FIRST), place)

    assert costs(school).given.total == 4500


def test_one_charge_is_shared_by_who_has_a_place_that_day_to_the_penny(school, senco, group, two):
    services.charge(
        school=school, by=senco, intervention=group, kind="materials", what="Cards", pence=1001,
        per="once", from_on=FIRST,
    )  # fmt: skip
    services.charge(
        school=school, by=senco, pupil=two[0].pupil, kind="equipment", what="A slope", pence=2500,
        per="once", from_on=FIRST,
    )  # fmt: skip

    found = costs(school)

    assert found.given.by_pupil == {two[0].pupil_id: 501 + 2500, two[1].pupil_id: 500}
    assert found.given.total == 3501


def test_a_day_with_nobody_in_it_is_the_schools(school, group):
    found = costs(school)

    assert found.plan.unshared == found.plan.total == 6 * ONE


def test_another_rate_counts_from_its_day(school, senco, grade, group, two):
    services.set_rate(grade=grade, by=senco, pence=2900, on_costs=2500, from_on=date(2026, 9, 14))

    assert costs(school).plan.total == 3 * ONE + 3 * of_time(Rate(FIRST, 2900, 2500), 20)


def test_no_other_school_is_counted(school, group, two):
    marked(session_of(group, FIRST), two[0])

    assert costs(SchoolFactory()).given.total == 0


class TestWhoPays:
    def test_the_threshold_divides_what_a_child_costs(self):
        each = funded.against(cost=750_000, funded=100_000, threshold=600_000)

        assert (each.own, each.above, each.missing) == (600_000, 150_000, 50_000)
        assert funded.against(cost=10, funded=500, threshold=600_000).missing == 0

    def test_money_counts_by_its_days_in_the_year(self, school, senco):
        services.fund(
            school=school, by=senco, source="notional", pence=36_500, note="",
            from_on=date(2026, 1, 1), until_on=date(2026, 12, 31),
        )  # fmt: skip

        [(_, pence)] = funded.funding_of(school, YEAR)
        [(_, before)] = funded.funding_of(school, YEAR.beside(-1))
        assert (pence, before) == (275 * 100, 90 * 100)

    def test_a_pupils_own_money_stands_against_their_cost(self, school, senco, group, two):
        services.fund(
            school=school, by=senco, pupil=two[0].pupil, source="top_up", pence=5000, note="",
            from_on=YEAR.first, until_on=YEAR.last,
        )  # fmt: skip
        found = funded.by_pupil(costs(school), funded.funding_of(school, YEAR), threshold=0)

        assert found[two[0].pupil_id].funded == 5000
        assert found[two[1].pupil_id].funded == 0

    def test_a_mistake_counts_no_more(self, school, senco):
        row = services.fund(
            school=school, by=senco, source="premium", pence=5000, note="",
            from_on=YEAR.first, until_on=YEAR.last,
        )  # fmt: skip
        services.end_funding(funding=row, version=row.version, by=senco)

        assert funded.funding_of(school, YEAR) == []
        assert Funding.objects.count() == 1


class TestRefused:
    def test_a_second_grade_of_that_name(self, school, senco, grade):
        with pytest.raises(IllegalMove, match="already"):
            services.add_grade(
                school=school, by=senco, name="Teaching assistant", pence=1, on_costs=0,
                from_on=FIRST,
            )  # fmt: skip

    def test_one_default_only(self, school, senco, grade):
        other = services.add_grade(
            school=school, by=senco, name="Teacher", pence=3000, on_costs=0, from_on=FIRST,
            is_default=True,
        )  # fmt: skip
        grade.refresh_from_db()
        assert (grade.is_default, other.is_default) == (False, True)

    def test_a_grade_that_people_are_on_stays(self, school, senco, grade):
        person = member(school, Role.SUPPORT)
        services.put_on(grade=grade, user=person, by=senco, from_on=moment.today())

        with pytest.raises(IllegalMove, match="Put them on another"):
            services.retire_grade(grade=grade, by=senco)

    def test_the_notional_budget_of_one_child(self, school, senco):
        with pytest.raises(IllegalMove, match="Leave the pupil out"):
            services.fund(
                school=school, by=senco, pupil=PupilFactory(school=school), source="notional",
                pence=5, note="", from_on=FIRST, until_on=LAST,
            )  # fmt: skip

    @pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
    def test_years_that_cannot_be(self, school, senco, grade, day):
        with pytest.raises(IllegalMove, match="can't be right"):
            services.set_rate(grade=grade, by=senco, pence=5, on_costs=0, from_on=day)

    def test_a_later_grade_is_not_written_over(self, school, senco, grade):
        person = member(school, Role.SUPPORT)
        services.put_on(grade=grade, user=person, by=senco, from_on=moment.today())

        with pytest.raises(IllegalMove, match="already"):
            services.put_on(
                grade=grade, user=person, by=senco, from_on=moment.today() - timedelta(days=3)
            )
