from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "referrals"

    def ready(self):
        from pupils.leaving import add_room
        from pupils.panels import add_panel, add_summary
        from referrals import leaving, policy
        from referrals.obligations import KINDS
        from referrals.panels import PANEL, SUMMARY, TODAY
        from referrals.questions import leaving as questions
        from referrals.questions import obligations as asked
        from reminders.kinds import add_kind
        from reminders.today import add_section
        from schools import duties
        from schools.policy import hooks as policies

        for kind in KINDS:
            add_kind(kind)
        add_room(leaving.ROOM)
        add_panel(PANEL)
        add_summary(SUMMARY)
        add_section(TODAY)
        policies.add_room(policy)
        add_kind(asked.KIND)
        add_room(questions.ROOM)
        if asked.follow not in duties.followers:
            duties.followers.append(asked.follow)
