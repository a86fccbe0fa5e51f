"""A shared plan of Amina, and what a review of it says."""

import pytest

from tests.factories.iep import shared_plan


@pytest.fixture
def shared(case, no_printing):
    return shared_plan(case.pupil, by=case.senco)


def went(plan, *codes):
    targets = plan.targets.filter(removed_at=None)
    codes = codes or ("partly",) * len(targets)
    return {t.pk: (code, "a note") for t, code in zip(targets, codes, strict=True)}
