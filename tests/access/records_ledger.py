"""A promise of the pupil, kept by a place, and nobody gave it: it slips."""

from datetime import timedelta

from provision.ledger import services
from sendcase import moment
from tests.factories.provision import in_it, running


def ledger(at, senco):
    first = moment.today() - timedelta(weeks=4)
    at.ledger_group = running(at.school, senco, name="Sounds together", starts_on=first)
    at.promise = in_it(at.ledger_group, at.pupil, senco).promise
    at.promise_look = services.look(promise=at.promise, by=senco, because="Mrs Hall is ill.")
    at.draft_target = at.draft.targets.first()
    at.f_line = at.ehc_plan.ehcprovisions.get()
