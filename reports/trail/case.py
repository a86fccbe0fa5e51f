"""The case of one child for packs' gathering, without a request or a review it is for."""

from dataclasses import dataclass

from ehcp.packs.case import Case
from pupils.models import Pupil


@dataclass(frozen=True)
class TrailCase(Case):
    """by: who asked for the trail. whose: with school and policy joined."""

    whose: Pupil | None = None

    @property
    def pupil(self) -> Pupil:
        assert self.whose is not None
        return self.whose
