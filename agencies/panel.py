"""The tab Agencies: requests and advice for SENCO and head; for whoever works with the child what
the SENCO gave of it, without the report and without whom it is from.
"""

from accounts.permissions import Permission as P
from agencies import uses
from agencies.models import Advice, AgencyRequest, Recommendation
from agencies.showing import advice_line, status, when
from pupils.access import may_about
from pupils.leaving import has_gone
from pupils.panels import Panel
from pupils.wording import day_text
from sendcase import moment
from sendcase.moment import LONDON

MOST = 50


def context(request, pupil) -> dict:
    user = request.user
    sees_all = may_about(user, P.AGENCY_VIEW, pupil)
    edits = may_about(user, P.AGENCY_EDIT, pupil)
    found = {"sees_all": sees_all, "given": given(user, pupil), "may_write": edits,
             "may_begin": edits and not has_gone(pupil.left_on)}  # fmt: skip
    if not sees_all:
        return found
    today = moment.today()
    requests = AgencyRequest.objects.visible_to(user).filter(pupil=pupil).select_related("agency")
    advice = Advice.objects.visible_to(user).filter(pupil=pupil).for_list()
    return found | {
        "requests": [
            {"url": row.get_absolute_url(), "agency": row.agency.name, "when": when(row),
             "status": status(row, today)} for row in requests[:MOST]
        ],
        "advice": [advice_line(row) for row in advice[:MOST]],
    }  # fmt: skip


def given(user, pupil) -> list[dict]:
    rows = Recommendation.objects.given_to(user).filter(pupil=pupil).select_related(*uses.JOINED)
    return [
        {"words": row.what_we_do, "kind": row.get_kind_display(), "uses": uses.uses_of(row),
         "since": day_text(row.given_at.astimezone(LONDON).date())}
        for row in rows.order_by("-given_at", "pk")[:MOST]
    ]  # fmt: skip


PANEL = Panel("agencies", "Agencies", 62, P.ADVICE_GIVEN, "agencies/partials/_panel.html", context)
