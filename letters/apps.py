from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "letters"

    def ready(self):
        from letters import leaving, panel, policy, starters
        from letters.deadlines import KINDS
        from letters.replies import services as replies
        from pupils.leaving import add_room
        from reminders.kinds import add_kind
        from schools.policy import hooks as policies

        for kind in KINDS:
            add_kind(kind)
        add_room(leaving.ROOM)
        panel.register()
        starters.register()
        policies.add_room(policy)
        replies.register()
