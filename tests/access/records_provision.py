"""Interventions around the pupil: one that runs, one that is proposed with a wish, the library."""

from datetime import timedelta

from provision.interventions import placing, services
from provision.models import InterventionStaff
from provision.promised import services as promised
from sendcase import moment
from tests.factories.provision import ProgrammeFactory, in_it, running


def provision(at, writer, senco):
    """writer: who teaches the class; of the helper nothing here is run."""
    today = moment.today()
    at.programme = ProgrammeFactory(school=at.school, name="Paired reading")
    at.run = running(at.school, senco, name="Sounds together")
    services.add_staff(intervention=at.run, by=senco, name="Mrs Hall", from_on=at.run.starts_on)
    at.runs_it = InterventionStaff.objects.get(intervention=at.run)
    at.held = in_it(at.run, at.pupil, senco)
    at.kept = at.held.promise
    at.other_run = running(at.school, senco, name="Talk partners, Oak")
    at.free_promise = promised.promise(
        pupil=at.pupil, by=senco, what="Reading with an adult", minutes=15, times=5,
        from_on=today - timedelta(days=7),
    )  # fmt: skip
    at.proposed_help = services.start(
        school=at.school, by=writer, agreed=False, name="Building together", starts_on=today,
        minutes=30, times=1, places=3,
    )  # fmt: skip
    [at.wish] = placing.wish(
        intervention=at.proposed_help, pupils=[at.pupil], by=writer, why="Plays alone."
    )
