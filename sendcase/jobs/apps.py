from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "sendcase.jobs"
