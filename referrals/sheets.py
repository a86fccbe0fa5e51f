"""The list of referrals as a file: the open tab, every page of it, the columns on screen."""

from accounts.permissions import Permission as P
from pupils.querysets import pupil_scope
from referrals import presenting
from referrals.models import State
from referrals.obligations import answer_due
from referrals.views import asked_for
from schools.sheets import answer, list_file, named, school_to_take
from sendcase import moment
from sendcase.sheets import Sheet

HEADINGS = ["Pupil", "Class", "Concern", "Raised by", "Date", "State", "Answer by"]


@list_file
def referral_sheet(request, school, kind):
    school = school_to_take(request, school, P.REFERRAL_VIEW)
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
    name = named(school, "referrals")
    return Sheet(name, "Referrals", HEADINGS, rows)
