from django.apps import AppConfig
from django.db.models.signals import post_migrate


class FrozenConfig(AppConfig):
    name = "sendcase.frozen"

    def ready(self):
        from sendcase.frozen import triggers

        post_migrate.connect(triggers.renew, dispatch_uid="sendcase.frozen.triggers")
