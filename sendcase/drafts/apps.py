from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "sendcase.drafts"

    def ready(self):
        from sendcase.drafts import carrying  # noqa: F401  connects its receiver
