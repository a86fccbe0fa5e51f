"""The register on any past date, against a plain list that forgets nothing."""

import random
from datetime import datetime, timedelta

import pytest

from accounts.permissions import Role
from register import services
from register.models import RegisterEntry
from sendcase import moment
from sendcase.edits import IllegalMove
from sendcase.moment import LONDON
from tests.factories.people import member
from tests.factories.pupils import PupilFactory
from tests.factories.register import placed
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db
START = datetime(2025, 9, 1, 9, tzinfo=LONDON)
DAYS = 120
STAGES = ("tier-1", "tier-2", "tier-3", "ehc-plan")


class PlainList:
    """Day → stage code or None. What a person with a pencil would keep."""

    def __init__(self):
        self.days = [None] * (DAYS + 1)
        self.newest, self.is_open = None, False

    def may_place(self, today, on):
        if self.newest is None:
            return on <= today
        ended_after = not self.is_open and any(self.days[on:])
        return self.newest <= on <= today and (on == self.newest or not ended_after)

    def place(self, today, on, stage):
        self.days[on:] = [stage] * (DAYS + 1 - on)
        self.newest, self.is_open = on, True

    def close(self, today, on):
        self.days[max(on, self.newest + 1) :] = [None] * (DAYS + 1 - max(on, self.newest + 1))
        self.is_open = False


@pytest.mark.parametrize("seed", range(8))
def test_the_register_on_any_past_date_is_what_was_decided(seed):
    dice = random.Random(seed)
    school = SchoolFactory(preset="three_tiers")
    pupil, senco = PupilFactory(school=school), member(school, Role.SENCO)
    plain, today = PlainList(), 0
    for _ in range(14):
        today = min(DAYS, today + dice.choice([0, 0, 1, 3, 12]))
        on = max(0, today - dice.choice([0, 0, 0, 2, 9]))
        with moment.at(START + timedelta(days=today)):
            one_move(dice, plain, pupil, senco, today, on)
    for day in range(today + 1):
        entries = RegisterEntry.objects.held_on((START + timedelta(days=day)).date())
        held = entries.filter(pupil=pupil).values_list("stage__code", flat=True)
        assert list(held) == [plain.days[day]] * bool(plain.days[day]), f"seed {seed} day {day}"


def one_move(dice, plain, pupil, senco, today, on):
    date = (START + timedelta(days=on)).date()
    entry = pupil.register_entries.open().first()
    if entry and dice.random() < 0.3:
        if on >= plain.newest:
            services.close(entry=entry, reason="Targets met", by=senco, on=date)
            plain.close(today, on)
        return
    stage = dice.choice(STAGES)
    if plain.may_place(today, on):
        placed(pupil, stage, by=senco, on=date)
        plain.place(today, on, stage)
    else:
        with pytest.raises(IllegalMove):
            placed(pupil, stage, by=senco, on=date)


def test_the_first_and_the_last_day_of_an_entry_both_count():
    pupil = PupilFactory()
    with moment.at(START + timedelta(days=30)):
        entry = placed(pupil, on=START.date())
        services.close(entry=entry, reason="Targets met", by=entry.decided_by)
    days = [START.date() + timedelta(days=n) for n in (-1, 0, 29, 30)]
    assert [RegisterEntry.objects.held_on(day).exists() for day in days] == [
        False,
        True,
        True,
        False,
    ]
