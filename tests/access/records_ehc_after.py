"""Reviews after their meeting: held, reported, decided with its notice, finished."""

from datetime import timedelta

from ehcp.plans import services as plans
from ehcp.reviews.after import services
from ehcp.reviews.meeting import services as meeting
from sendcase import moment
from tests.factories.ehcp import review_in, written_plan
from tests.factories.pupils import ContactFactory

HELD = moment.today() - timedelta(days=20)
REPORTED = moment.today() - timedelta(days=2)


def ehc_after(at, senco):
    at.ehc_held = _review(at, senco)
    at.ehc_reported = _reported(at, senco)
    ContactFactory(pupil=at.ehc_reported.pupil)
    at.ehc_reader = at.ehc_reported.invitations.get(role="health")
    row = services.decide(row=_reported(at, senco), by=senco, decision="amend", decided_on=HELD)
    at.ehc_decided = row
    row = services.decide(row=_reported(at, senco), by=senco, decision="amend", decided_on=HELD)
    at.ehc_noticed = services.serve_notice(row=row, by=senco, notice_on=HELD)
    row = services.decide(row=_review(at, senco), by=senco, decision="cease", decided_on=HELD)
    at.ehc_finished = row
    at.ehc_over = _over(at, senco)
    at.ehc_closed = services.close(row=_over(at, senco), by=senco, reason="Asked twice.")


def _review(at, senco):
    pupil_at = {"pupil__school": at.school, "pupil__class_group": at.klass}
    plan = written_plan(recorded_by=senco, **pupil_at)
    row = review_in("held", meeting_on=HELD, plan=plan)
    row.invitations.filter(role="parent").update(came="yes")
    return meeting.save_words(row=row, by=senco, asks="amend", asks_words="More.")


def _over(at, senco):
    """Everybody has the report, and the plan has ended."""
    row = _reported(at, senco)
    how = {each.pk: "post" for each in row.invitations.all()}
    services.sent(row=row, by=senco, on=moment.today(), how=how)
    plans.cease(plan=row.plan, last_day=moment.today(), reason="Over.", by=senco)
    row.refresh_from_db()
    return row


def _reported(at, senco):
    row = _review(at, senco)
    services.report(row=row, by=senco)
    row.refresh_from_db()
    return row
