"""The tables of the rooms of this app."""

from reports.public.models import (  # noqa: F401
    BudgetLine,
    PublicDocument,
    PublicPdf,
    PublicSection,
    PublicVersion,
)
