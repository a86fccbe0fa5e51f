"""Days set ahead that have come, through a real worker and broker: a leaver, a new teacher."""

import pytest

from tests.faults.harness import House, wait_until

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]
# A week ago: the last day of one child, and the next teacher of another's class, were set ahead.
WRITE = """
from datetime import date, timedelta
from accounts.models import User
from accounts.permissions import Role
from pupils import services as pupils
from register import services as register
from schools.models import Membership
from schools.services import classes
from schools.services.school import create_school
from sendcase import moment
week, day = timedelta(days=7), timedelta(days=1)
with moment.at(moment.now() - week):
    today = moment.today()
    school = create_school(name="Oak", slug="oak", urn="900009", laestab="9992009",
                           preset="staged_response")
    office, first, second = (
        User.objects.create_user(email=f"{name}@example.org", name=name) for name in "abc")
    for person, role in ((office, Role.OFFICE), (first, Role.TEACHER), (second, Role.TEACHER)):
        Membership.objects.create(user=person, school=school, role=role, from_on=today)
    group = classes.open_class(school=school, name="Willow", year="3", by=office)
    place = classes.put_in_class(class_group=group, user=first, from_on=today, by=office)
    here, gone = (
        pupils.create_pupil(school=school, by=office, legal_first_name=name, year="3",
                            born_on=date(today.year - 8, 3, 14), class_group=group)
        for name in ("Here", "Gone"))
    watched = school.stages.get(code="monitoring")
    for pupil in (here, gone):
        register.place(pupil=pupil, stage=watched, reason="Slow progress", by=office)
    from iep.models import SupportPlan
    from iep.services.starting import rules_of
    plan = SupportPlan.objects.create(
        school=school, pupil=here, kind=school.plan_kinds.first(), lead=first, starts_on=today,
        state="shared", agreed_by=first, review_on=today + 6 * week,
        **rules_of(school.plan_kinds.first()))
    from iep.deadlines import expect_review
    expect_review(plan)
    pupils.leave(pupil=gone, on=today + day, by=office)
    classes.put_in_class(class_group=group, user=second, from_on=today + day, by=office,
                         replaces=place)
"""
OPEN = """
SELECT legal_first_name FROM register_registerentry entry
JOIN pupils_pupil pupil ON pupil.id = entry.pupil_id WHERE entry.until_on IS NULL
ORDER BY legal_first_name
"""
OWNER = """
SELECT name FROM reminders_deadline due JOIN accounts_user person ON person.id = due.owner_id
"""


def test_what_was_set_ahead_comes_true(tmp_path):
    with House(tmp_path) as house:
        house.environment["FAULTS_BEAT"] = "leavers owners"
        house.begin(mail_port=9)
        house.script(WRITE)
        assert house.rows(OPEN) == [("Gone",), ("Here",)]
        assert house.rows(OWNER) == [("b",)]
        house.start()
        wait_until(lambda: house.rows(OPEN) == [("Here",)], "the leaver's entry ended", house)
        wait_until(lambda: house.rows(OWNER) == [("c",)], "the new teacher owns it", house)
