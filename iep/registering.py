"""What plans themselves register: deadlines, panels, papers; and whom they follow."""

from iep import deadlines, filters, gathering, leaving, panel, policy, purposes, review_facts
from letters.purposes import add_purpose
from letters.wordings import records
from pupils.leaving import add_room
from pupils.panels import add_panel, add_summary
from referrals import hooks
from referrals.meetings.signs import signs
from register import hooks as places
from register.review import facts
from reminders.kinds import add_kind
from schools.policy import hooks as policies


def register() -> None:
    for kind in (deadlines.WRITE, deadlines.REVIEW, deadlines.NEXT):
        add_kind(kind)
    add_panel(panel.PANEL)
    add_summary(panel.SUMMARY)
    for purpose in purposes.ALL:
        add_purpose(purpose)
    add_room(leaving.ROOM)
    policies.add_room(policy)
    for sources, source in (
        (hooks.on_accept, deadlines.expect_plan),
        (places.on_change, deadlines.keep_writing),
        (facts.sources, review_facts.plans),
        (records.sources, gathering.known),
        (signs, filters.open_plans),
    ):
        if source not in sources:
            sources.append(source)
