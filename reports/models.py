"""What the reports keep, room by room."""

from reports.census.models import CensusDay, CensusVersion  # noqa: F401
from reports.trail.models import CaseTrail, CaseTrailPupil  # noqa: F401
