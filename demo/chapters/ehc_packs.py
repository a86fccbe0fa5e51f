"""The papers of the request that is with the authority, in one PDF. The worker puts them together:
they are of today, as if the SENCO had just pressed.
"""

from ehcp.packs import services
from ehcp.packs.models import Pack
from ehcp.requests.models import AssessmentRequest


def tell(plot) -> list[dict]:
    return [{"step": "ask"}]


def write(teller, args) -> None:
    rows = AssessmentRequest.objects.filter(school=teller.school)
    row = rows.filter(advice_asked_on__isnull=False).order_by("pk").first()
    if row is not None and not Pack.objects.filter(request=row).exists():
        services.ask(by=teller.senco, request=row)
