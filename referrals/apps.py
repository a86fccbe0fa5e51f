from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "referrals"

    def ready(self):
        from pupils.leaving import add_room
        from pupils.panels import add_panel, add_summary
        from referrals import leaving, policy
        from referrals.meetings import deadlines as meetings
        from referrals.meetings import leaving as meeting_leaving
        from referrals.meetings.panel import TODAY as MEETINGS_TODAY
        from referrals.obligations import KINDS
        from referrals.panels import PANEL, SUMMARY, TODAY
        from referrals.questions import leaving as questions
        from referrals.questions import obligations as asked
        from reminders.kinds import add_kind
        from reminders.today import add_section
        from schools import duties, rhythm
        from schools.policy import hooks as policies

        for kind in [*KINDS, *meetings.KINDS]:
            add_kind(kind)
        if meetings.keep not in rhythm.followers:
            rhythm.followers.append(meetings.keep)
        add_room(leaving.ROOM)
        add_room(meeting_leaving.ROOM)
        add_section(MEETINGS_TODAY)
        add_panel(PANEL)
        add_summary(SUMMARY)
        add_section(TODAY)
        policies.add_room(policy)
        add_kind(asked.KIND)
        add_room(questions.ROOM)
        if asked.follow not in duties.followers:
            duties.followers.append(asked.follow)
