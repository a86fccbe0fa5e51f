from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "letters"

    def ready(self):
        from letters import leaving, panel
        from letters.deadlines import KINDS
        from pupils.leaving import add_room
        from reminders.kinds import add_kind

        for kind in KINDS:
            add_kind(kind)
        add_room(leaving.ROOM)
        panel.register()
