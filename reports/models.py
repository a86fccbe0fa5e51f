"""Tables of the reports, room by room."""

from reports.sampler.models import (  # noqa: F401
    Sample,
    SampleItem,
    SampleRelease,
    VisitNote,
    VisitQuestion,
)
