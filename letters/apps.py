from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "letters"

    def ready(self):
        from letters import consents, leaving, panel, policy, starters
        from letters.deadlines import KINDS
        from pupils.leaving import add_room
        from reminders.kinds import add_kind
        from schools.policy import hooks as policies

        for kind in KINDS:
            add_kind(kind)
        add_room(leaving.ROOM)
        panel.register()
        starters.register()
        consents.register()
        policies.add_room(policy)
