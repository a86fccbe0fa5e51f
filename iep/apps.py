from django.apps import AppConfig


class IepConfig(AppConfig):
    name = "iep"
