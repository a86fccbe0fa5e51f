"""Meetings with families: one planned, one held with what was agreed, a family still to be met."""

from datetime import timedelta

from provision.family_meetings import services
from provision.models import ParentMeeting
from register.models import RegisterEntry
from sendcase import moment
from tests.factories.pupils import PupilFactory


def parent_meetings(at, writer, senco, helper):
    today = moment.today()
    held = ParentMeeting.objects.create(
        school=at.school, pupil=at.pupil, planned_on=today, led_by=writer, planned_by=writer
    )
    agreed = [
        {"pk": None, "what": "Read each evening", "who": "The family", "owner": None,
         "due_on": None},
        {"pk": None, "what": "Word cards", "who": helper.name, "owner": helper, "due_on": None},
    ]  # fmt: skip
    at.family_held = services.record(
        meeting=held, version=None, by=writer, held_on=today, came="Both parents", next_on=None,
        parents_words="He likes it here.", pupil_words="Maths is fun.", notes="Reading.",
        actions=agreed,
    )  # fmt: skip
    at.family_action, at.family_promise = held.actions.order_by("pk")
    at.family_meeting = ParentMeeting.objects.create(
        school=at.school, pupil=at.pupil, planned_on=today, starts_at="15:40", place="Willow",
        led_by=writer, planned_by=writer,
    )  # fmt: skip
    at.to_meet = PupilFactory(school=at.school, class_group=at.klass)
    # As if placed long ago: the review of the register that is open knows nothing of it.
    RegisterEntry.objects.create(
        school=at.school, pupil=at.to_meet, stage=at.entry.stage, stage_name="SEN Support",
        on_register=True, census_code="K", from_on=today - timedelta(days=40), decided_by=senco,
        reason="Slower than hoped.", tell_days=10, asks_plan=False, family_told_on=today,
    )  # fmt: skip
