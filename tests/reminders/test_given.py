"""Given to somebody else by hand: it stays there while they may hold it, and the recount agrees."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from accounts.permissions import Role
from audit.models import Event
from iep.deadlines import expect_review
from reminders import owners
from reminders.given import services
from reminders.models import Deadline
from reminders.off.services import put_off
from reminders.recount import differences
from schools.models import ClassStaff
from schools.people import leaving
from schools.services import classes
from sendcase import moment
from sendcase.edits import IllegalMove, Stale
from tests.factories import referrals
from tests.factories.iep import PlanFactory
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def case():
    """A review that the class teacher leads, and a referral that any SENCO answers."""
    school = SchoolFactory()
    willow = ClassGroupFactory(school=school)
    here = SimpleNamespace(
        school=school, teacher=member(school, Role.TEACHER, name="Ms One"),
        second=member(school, Role.TEACHER, name="Mr Two"),
        away=member(school, Role.TEACHER), senco=member(school, Role.SENCO, name="Mx Lead"),
        deputy=member(school, Role.SENCO, name="Mx More"), office=member(school, Role.OFFICE),
        head=member(school, Role.HEAD, name="Dr Head"),
        pupil=PupilFactory(school=school, class_group=willow),
    )  # fmt: skip
    hold_class(here.teacher, willow)
    hold_class(here.second, willow, is_lead=False)
    here.plan = PlanFactory(pupil=here.pupil, agreed=True, state="shared", lead=here.teacher)
    expect_review(here.plan)
    referrals.sent(here.pupil, here.teacher)
    here.review = Deadline.objects.get(kind="review-plan")
    here.answer = Deadline.objects.get(kind="answer-referral")
    assert differences(school.pk) == []
    return here


def give(case, row, to):
    return services.give(deadline=row, to=to, why="Away this month", by=case.senco)


def held(row) -> tuple:
    row.refresh_from_db()
    return (row.owner, row.owner_role, row.given_to, bool(row.given_why))


def test_it_stays_with_them_whatever_the_record_says_and_the_recount_agrees(case):
    put_off(deadline=case.review, until=moment.today() + DAY, why="x", by=case.teacher)
    case.review.refresh_from_db()
    give(case, case.review, case.second)
    give(case, case.answer, case.deputy)
    for again in (lambda: None, lambda: expect_review(case.plan),
                  lambda: owners.hand_over(case.school.pk)):  # fmt: skip
        again()
        assert held(case.review) == (case.second, "", case.second, True)
        assert held(case.answer) == (case.deputy, "senco", case.deputy, True)
        assert differences(case.school.pk) == []
    assert case.review.put_off_until is None
    assert case.review in Deadline.objects.mine(case.second)
    assert case.review not in Deadline.objects.mine(case.teacher)
    assert case.answer not in Deadline.objects.mine(case.senco)
    assert Event.objects.filter(verb="deadline.given", actor_id=case.senco.pk).count() == 2


@pytest.mark.parametrize("how", ["leaves", "class", "later"])
def test_when_they_may_hold_it_no_more_it_falls_to_the_rule_again(case, how):
    row = give(case, case.review, case.second)
    put_off(deadline=row, until=moment.today() + DAY, why="x", by=case.second)
    if how == "leaves":
        leaving.leave(
            school=case.school, membership=case.second.memberships.get(), version=1,
            gone_on=moment.today(), by=case.office,
        )  # fmt: skip
    elif how == "class":
        place = ClassStaff.objects.get(user=case.second)
        classes.end_place(place=place, until_on=moment.today() - DAY, by=case.office)
    else:
        ClassStaff.objects.filter(user=case.second).update(until_on=moment.today() - DAY)
        assert len(differences(case.school.pk)) == 1
        expect_review(case.plan)  # the record says it anew
    assert held(case.review) == (case.teacher, "", None, False)
    assert case.review.put_off_until is None
    assert differences(case.school.pk) == []


def test_what_any_senco_does_goes_back_to_all_of_them(case):
    give(case, case.answer, case.deputy)
    leaving.end_role(
        school=case.school, membership=case.deputy.memberships.get(), version=1,
        gone_on=moment.today(), by=case.office,
    )  # fmt: skip
    assert held(case.answer) == (None, "senco", None, False)
    assert case.answer in Deadline.objects.mine(case.senco)


def test_given_back(case):
    for row, to, rule in ((case.review, case.second, (case.teacher, "", None, False)),
                          (case.answer, case.deputy, (None, "senco", None, False))):  # fmt: skip
        give(case, row, to)
        services.give_back(deadline=row, by=case.senco)
        assert held(row) == rule
        with pytest.raises(IllegalMove, match="Nobody gave"):
            services.give_back(deadline=row, by=case.senco)
    assert differences(case.school.pk) == []


def test_only_who_may_open_it_can_have_it(case):
    def names(row):
        return [person.name for person in services.people(row)]

    assert names(case.review) == ["Mr Two", "Mx Lead", "Mx More"]  # the head edits no plan
    assert names(case.answer) == ["Mx Lead", "Mx More"]
    stranger = member(SchoolFactory(), Role.SENCO)
    for person in (case.away, case.office, case.head, stranger):
        with pytest.raises(IllegalMove, match="cannot do this"):
            give(case, case.review, person)
    with pytest.raises(IllegalMove, match="already"):
        give(case, case.review, case.teacher)
    with pytest.raises(Stale):
        services.give(deadline=case.review, to=case.second, why="x", by=case.senco, version=9)


def test_the_pages(client, case):
    at = f"/{case.school.slug}/deadlines/{case.review.pk}/give/"
    for person, status in ((case.head, 403), (case.teacher, 403), (case.away, 404)):
        assert sign_in(client, person).get(at).status_code == status
    sign_in(client, case.senco)
    today = f"/{case.school.slug}/today/"
    assert f'href="{at}"' in client.get(today).content.decode()
    body = {"given_to": case.second.pk, "given_why": "Ms One is away", "version": 1}
    assert "Choose somebody" in client.post(at, {"version": 1}).content.decode()
    assert client.post(at, body | {"given_to": case.away.pk}).status_code == 200
    assert client.post(at, body).url == today
    page = client.get(today).content.decode()
    assert "given by hand" in page and "Ms One is away" in page
    clash = client.post(at, body | {"given_to": case.senco.pk})
    assert clash.status_code == 409
    assert [row["theirs"] for row in clash.context["rows"]] == ["Mr Two"]
    assert "Give it back" in client.get(at).content.decode()
    assert client.post(at + "back/").url == today
    assert held(case.review)[0] == case.teacher
