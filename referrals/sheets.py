"""The list of referrals as a file: the open tab, every page of it, the columns on screen."""

from django.http import Http404
from django.views.decorators.http import require_GET

from accounts.access import needs
from accounts.permissions import Permission as P
from accounts.reauth import confirm_password
from audit.reads import reads
from pupils.querysets import pupil_scope
from pupils.views.sheets import answer, asked
from referrals import presenting
from referrals.models import State
from referrals.obligations import answer_due
from referrals.views import asked_for
from schools.access import school_or_404
from sendcase import moment
from sendcase.sheets import KINDS, Sheet

HEADINGS = ["Pupil", "Class", "Concern", "Raised by", "Date", "State", "Answer by"]


@needs(P.LIST_EXPORT)
@require_GET
@confirm_password
@reads("downloaded", detail=asked)
def referral_sheet(request, school, kind):
    school = school_or_404(request, school, P.REFERRAL_VIEW)
    school_or_404(request, school.slug, P.LIST_EXPORT)
    if kind not in KINDS:
        raise Http404
    _, rows = asked_for(request, school)
    rows = rows.filter(pupil_scope(request.user, P.LIST_EXPORT, "pupil__"))
    return answer(
        request, kind, rows.for_list().order_by("-pk"),
        lambda found: sheet_of(found, school), f"/{school.slug}/referrals/",
    )  # fmt: skip


def sheet_of(referrals, school) -> Sheet:
    policy, today = school.policy, moment.today()
    rows = []
    for referral in referrals:
        row = presenting.list_row(referral, policy, today)
        due = answer_due(referral) if referral.state == State.SUBMITTED else ""
        rows.append([
            row["pupil"], row["class"] or "None", row["concern"], row["raised_by"],
            referral.raised_on or "", row["state"], due,
        ])  # fmt: skip
    name = f"{school.slug}-referrals-{today.isoformat()}"
    return Sheet(name, "Referrals", HEADINGS, rows)
