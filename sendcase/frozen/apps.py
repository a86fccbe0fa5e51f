from django.apps import AppConfig


class FrozenConfig(AppConfig):
    name = "sendcase.frozen"
