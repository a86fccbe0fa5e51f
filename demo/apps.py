from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "demo"

    def ready(self):
        from demo import jobs  # noqa: F401 - declares the kind of job
