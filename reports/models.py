"""The tables of the rooms of this app."""

from reports.board.models import BoardEdition, BoardVersion  # noqa: F401
from reports.census.models import CensusDay, CensusVersion  # noqa: F401
from reports.export.models import SchoolExport  # noqa: F401
from reports.public.models import (  # noqa: F401
    BudgetLine,
    PublicDocument,
    PublicPdf,
    PublicSection,
    PublicVersion,
)
from reports.sampler.models import (  # noqa: F401
    Sample,
    SampleItem,
    SampleRelease,
    VisitNote,
    VisitQuestion,
)
from reports.trail.models import CaseTrail, CaseTrailPupil  # noqa: F401
