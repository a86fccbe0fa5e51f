"""Looking at a running intervention as a whole: does it go on, change or stop?

Its days follow from the policy (schools.policies.ProvisionReviews): the last day, and where the
policy says so or there is no last day, the end of each term. A term that ends within three weeks
of the first day asks nothing yet.
"""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max

from audit import log
from provision import hooks
from provision.interventions import services, states
from provision.models import Intervention, InterventionReview
from schools.models import School, Term
from schools.policies import ProvisionReviews
from sendcase import edits, moment

SETTLES = timedelta(days=21)
Finding = InterventionReview.Finding


class Days:
    """The days of review of one school's interventions. Three queries, however many are asked."""

    def __init__(self, school_id: int):
        self.policy = School.objects.select_related("policy").get(pk=school_id).policy
        terms = Term.objects.filter(school=school_id).order_by("ends_on")
        self.terms = list(terms.values_list("ends_on", flat=True))
        met = InterventionReview.objects.filter(school=school_id).order_by()
        self.met = dict(met.values_list("intervention").annotate(Max("due_on")))

    def of(self, row) -> list[date]:
        """Every day on which it is or was to be looked at."""
        each_term = self.policy.provision_review == ProvisionReviews.TERM or row.ends_on is None
        last = [row.ends_on] if row.ends_on else []
        ends = self.terms if each_term else []
        inside = [
            day
            for day in ends
            if day >= row.starts_on + SETTLES and (row.ends_on is None or day < row.ends_on)
        ]
        return [*inside, *last]

    def due(self, row) -> date | None:
        """The first of these days that no review counts for; None where nothing is due."""
        if row.state != Intervention.State.AGREED:
            return None
        met = self.met.get(row.pk, date.min)
        return next((day for day in self.of(row) if day > met), None)

    def counts_for(self, row, today) -> date:
        """For which day a look today counts: the one that is due, or the last that has passed."""
        passed = [day for day in self.of(row) if day <= today]
        return max([*passed, self.due(row) or today])

    def rule(self, row) -> str:
        if row.ends_on is None:
            return "An intervention without a last day is looked at when a term ends"
        if self.policy.provision_review == ProvisionReviews.TERM:
            return (
                "The policy has each intervention looked at when a term ends, and on its last day"
            )
        return "The policy has each intervention looked at on its last day"


@transaction.atomic
def review(*, intervention, version, by, finding, words, ends_on=None) -> InterventionReview:
    """What was found. ends_on: another last day, where it goes on. Raises Stale, IllegalMove.

    With STOP it ends today, for these words; its promises stand.
    """
    row = edits.locked(Intervention, intervention.pk, version)
    states.after("review", row.state)
    today = moment.today()
    made = InterventionReview.objects.create(
        school_id=row.school_id, intervention=row, reviewed_by=by, reviewed_on=today,
        due_on=Days(row.school_id).counts_for(row, today), finding=finding, words=words,
    )  # fmt: skip
    log.record(
        "intervention.reviewed", target=row, by=by, school_id=row.school_id,
        detail={"finding": finding, "review": made.pk},
    )  # fmt: skip
    if finding == Finding.STOP:
        last = max(row.starts_on, min(today, row.ends_on or today))
        row = services.end(
            intervention=row, version=row.version, by=by, on=last, reason=words[:600]
        )
    elif ends_on and ends_on != row.ends_on:
        row = services.save(intervention=row, version=row.version, by=by, ends_on=ends_on)
    hooks.changed(row)
    return made
