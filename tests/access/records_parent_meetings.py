"""Meetings with families: one planned, one held with what was agreed, a family still to be met."""

from datetime import timedelta

from provision.family_meetings import services
from provision.models import ParentMeeting
from sendcase import moment
from tests.factories.pupils import PupilFactory
from tests.factories.register import placed


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
    placed(at.to_meet, by=senco, on=today - timedelta(days=40))
