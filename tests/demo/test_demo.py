"""The demo is built through the real services, and what it leaves behind adds up."""

import pytest

from demo.build import build_all
from demo.schools import SCHOOLS
from iep.models import SupportPlan
from letters.models import Letter
from pupils.models import Pupil
from referrals.models import Referral
from reminders.recount import differences
from schools.models import School

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]


@pytest.fixture(params=SCHOOLS, ids=lambda school: school.preset)
def school(request, monkeypatch):
    monkeypatch.setattr("demo.build.SCHOOLS", [request.param])
    build_all(lambda words: None)
    return School.objects.get(slug=request.param.slug)


def test_every_state_has_its_child_and_every_deadline_agrees(school):
    assert Pupil.objects.filter(school=school).count() == 30
    assert set(Referral.objects.values_list("state", flat=True)) == set(Referral.State.values)
    assert {"draft", "agreed", "shared", "reviewed"} <= set(
        SupportPlan.objects.values_list("state", flat=True)
    )
    assert {"prepared", "approved", "issued", "answered"} <= set(
        Letter.objects.values_list("state", flat=True)
    )
    assert differences(school.pk) == []


def test_building_again_changes_nothing(school):
    before = Pupil.objects.count()
    said = []
    build_all(said.append)
    assert (Pupil.objects.count(), said) == (before, [])
