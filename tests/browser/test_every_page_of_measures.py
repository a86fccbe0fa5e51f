"""Entry, exit and what works: axe, 320 px, headings, errors; empty and full."""

from datetime import timedelta

import pytest

from provision.measures import services
from sendcase import moment
from tests.factories.provision import in_it, running
from tests.factories.pupils import PupilFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


def test_measures(walk, case):
    works = f"{case.at}/provision/what-works/"
    group = running(case.school, case.senco)
    here = f"/interventions/{group.pk}/measures/"
    walk.be(case.senco)
    walk.see(works, here, f"{here}new/")
    pupils = [case.pupil, *PupilFactory.create_batch(5, school=case.school)]
    places = [in_it(group, pupil, case.senco) for pupil in pupils]
    for ago, when in ((150, "entry"), (3, "exit")):
        for number, place in enumerate(places):
            services.record(
                place=place, when=when, by=case.senco, test="Reading test", kind="standardised",
                result=str(96 - ago // 20 + number % 3),
                taken_on=moment.today() - timedelta(days=ago),
            )  # fmt: skip
    walk.see(works, here)
    walk.wrong(f"{here}new/")
    walk.saw("provision/measures")
