"""The night's sessions through a real worker and broker: made once each, though it runs again and
again and is killed between.
"""

import pytest

from tests.faults.harness import House, wait_until

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]
# Three weeks ago somebody was given three hours a week; nobody has looked since.
WRITE = """
from datetime import date, timedelta
from accounts.models import User
from accounts.permissions import Role
from provision.interventions import services as interventions
from provision.promised import services as promised
from pupils import services as pupils
from schools.models import Membership
from schools.services import terms
from schools.services.school import create_school
from sendcase import moment
with moment.at(moment.now() - timedelta(weeks=3)):
    today = moment.today()
    school = create_school(name="Oak", slug="oak", urn="900009", laestab="9992009",
                           preset="staged_response")
    senco, helper = (User.objects.create_user(email=f"{n}@example.org", name=n) for n in "ab")
    for person, role in ((senco, Role.SENCO), (helper, Role.SUPPORT)):
        Membership.objects.create(user=person, school=school, role=role, from_on=today)
    terms.add_term(school=school, name="Now", starts_on=today, ends_on=today + timedelta(weeks=9),
                   by=senco)
    child = pupils.create_pupil(school=school, by=senco, legal_first_name="Amina", year="3",
                                born_on=date(today.year - 8, 3, 14))
    run = interventions.start(school=school, by=senco, name="Sounds", starts_on=today, minutes=20,
                              times=5)
    interventions.set_timetable(intervention=run, by=senco, from_on=today, slots=[
        {"weekday": day, "starts_at": None, "minutes": 20, "room": ""} for day in range(5)])
    interventions.add_staff(intervention=run, by=senco, user=helper, from_on=today)
    promised.place(intervention=run, pupil=child, by=senco, from_on=today)
"""
AHEAD = 'SELECT max("on") FROM provision_session'
TWICE = 'SELECT "on" FROM provision_session GROUP BY slot_id, "on" HAVING count(*) > 1'
DUE = "SELECT owner_id FROM reminders_deadline WHERE kind = 'tick-sessions' AND state = 'open'"


def test_the_night_makes_what_is_missing_once(tmp_path):
    with House(tmp_path) as house:
        house.environment["FAULTS_BEAT"] = "sessions"
        house.begin(mail_port=9)
        house.script(WRITE)
        before = house.rows(AHEAD)
        assert house.rows(DUE) == []
        house.start()
        wait_until(lambda: house.rows(AHEAD) > before, "two weeks ahead of today", house)
        wait_until(lambda: len(house.rows(DUE)) == 1, "not ticked for five days", house)
        house.kill()
        house.start()
        first = len(house.rows("SELECT id FROM provision_session"))
        house.script("from provision.sessions.making import follow_school; follow_school(1)")
        assert house.rows(TWICE) == []
        assert len(house.rows("SELECT id FROM provision_session")) == first
