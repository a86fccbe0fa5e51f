from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "sendcase.outbox"
