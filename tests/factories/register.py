"""Pupils at a stage, placed by the service that places them in the school."""

from register import services
from register.models import NeedType
from schools.models import Census
from tests.factories.people import UserFactory


def placed(pupil, stage="sen-support", by=None, **fields):
    """The pupil at the stage of this code; with a type of need where the code asks for one."""
    stage = pupil.school.stages.get(code=stage) if isinstance(stage, str) else stage
    needs = [] if stage.census_code == Census.N else [(NeedType.SLCN, "finding the right words")]
    given = {"needs": needs, "reason": "Progress slowed despite help in class.", **fields}
    return services.place(pupil=pupil, stage=stage, by=by or UserFactory(), **given)
