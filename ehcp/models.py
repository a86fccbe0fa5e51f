"""All tables of the room, for Django's sake; each lives with what it is about."""

from ehcp.authority_forms.models import AuthorityForm, FilledForm  # noqa: F401
from ehcp.disclosure.models import Disclosure  # noqa: F401
from ehcp.giving.models import LineProvision  # noqa: F401
from ehcp.packs.models import Pack  # noqa: F401
from ehcp.plans.models import (  # noqa: F401
    EhcNeed,
    EhcOutcome,
    EhcPlan,
    EhcPlanVersion,
    EhcProvision,
    EhcReading,
    Section,
)
from ehcp.requests.models import (  # noqa: F401
    AssessmentRequest,
    Consultation,
    DateCorrection,
    Dispute,
)
from ehcp.reviews.models import (  # noqa: F401
    AdviceLink,
    AnnualReview,
    AnnualReviewVersion,
    Circulated,
    Invitation,
    LargeReport,
    OutcomeProgress,
    SectionChange,
)
