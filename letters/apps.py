from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "letters"

    def ready(self):
        from letters import panel
        from letters.deadlines import KINDS
        from reminders.kinds import add_kind

        for kind in KINDS:
            add_kind(kind)
        panel.register()
