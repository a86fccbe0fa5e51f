"""What was advised, beside the promised help that uses it: on the page of the promise
(provision.ledger.beside) and in the child's tab Provision.

SENCO and head read every one; whoever works with the child those that the SENCO gave, unsigned.
"""

from django.db.models import Q

from accounts.permissions import Permission as P
from agencies import uses
from agencies.models import Recommendation
from provision.interventions.tab import add_tab_section
from provision.ledger import beside
from provision.ledger.beside import Line
from pupils.access import may_about
from pupils.wording import day_text
from sendcase.moment import LONDON

ADVISED = "Advice from outside"
TEMPLATE = "agencies/partials/_beside_help.html"
MOST = 20


def of_promise(user, promise) -> list[Line]:
    """Also on the page of one that was changed: what it used went along to the new one."""
    rows = Recommendation.objects.read_by(user).filter(
        Q(promise=promise) | Q(promise__replaces=promise)
    )
    links = may_about(user, P.AGENCY_VIEW, promise.pupil)
    return [_line(row, links) for row in rows.order_by("decided_at", "pk")[:MOST]]


def of_pupil(request, pupil) -> dict | None:
    """{rows: [{line, uses}]}, the newest first; None where nothing that is promised uses any."""
    rows = Recommendation.objects.read_by(request.user).filter(pupil=pupil, promise__isnull=False)
    rows = rows.select_related("promise__replaces").order_by("-decided_at", "-pk")
    links = may_about(request.user, P.AGENCY_VIEW, pupil)
    found = [{"line": _line(row, links), "uses": uses.of_promise(row.promise)}
             for row in rows[:MOST]]  # fmt: skip
    return {"rows": found} if found else None


def _line(row, links) -> Line:
    on = day_text(row.decided_at.astimezone(LONDON).date())
    return Line(row.what_we_do, f"{ADVISED}, {on}", row.get_absolute_url() if links else "")


def register() -> None:
    add_tab_section("advised", 30, P.ADVICE_GIVEN, TEMPLATE, of_pupil)
    if of_promise not in beside.sources:
        beside.sources.append(of_promise)
