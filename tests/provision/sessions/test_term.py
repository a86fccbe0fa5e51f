"""A school of sixty children in 25 interventions: every session ticked once, through the pages.

A week of it in `make test`; with FAULT_ROUNDS (make faults) the whole term.
"""

import os
import uuid
from collections import Counter, defaultdict

import pytest
from django.test import Client

from accounts.permissions import Role
from provision.models import InterventionStaff, Mark, Place, Session
from provision.sessions import making
from provision.sessions.reach import unticked
from provision.sessions.showing import holds
from reminders.recount import differences
from tests.factories.people import member, sign_in
from tests.factories.provision_term import whole_term
from tests.factories.schools import SchoolFactory

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]
WEEKS = 13 if int(os.environ.get("FAULT_ROUNDS", "1")) > 1 else 1


@pytest.mark.usefixtures("clock")
def test_a_term_is_ticked_by_those_who_run_it():
    school = SchoolFactory()
    adults = [member(school, Role.SUPPORT) for _ in range(8)]
    whole_term(school, adults=adults, weeks=WEEKS)
    waiting = unticked(Session.objects.filter(school=school))
    assert len(waiting) >= 50 * WEEKS
    clients = {person.pk: sign_in(Client(), person) for person in adults}
    staff = InterventionStaff.objects.filter(school=school)
    runs = dict(staff.values_list("intervention", "user"))
    places = defaultdict(list)
    for place in Place.objects.filter(school=school):
        places[place.intervention_id].append(place)

    for session in list(waiting):
        here = [place.pk for place in places[session.intervention_id] if holds(place, session.on)]
        body = {"tick": uuid.uuid4(), "outcome": "delivered",
                "marks": ",".join(f"{pk}:0" for pk in here)}  # fmt: skip
        client = clients[runs[session.intervention_id]]
        for _ in range(2 if session.pk % 3 else 1):  # an answer was lost: sent again
            answer = client.post(
                f"/sessions/{session.pk}/tick/", body, headers={"accept": "application/json"}
            )
            assert answer.status_code == 200 and answer.json()["clashes"] == []

    assert not waiting.all().exists()
    ticks = Counter(Mark.objects.values_list("session", "place"))
    assert set(ticks.values()) == {1} and len(ticks) == 5 * len({pk for pk, _ in ticks})
    making.follow_school(school.pk)
    assert [line for line in differences(school.pk) if "tick-sessions" in line] == []
