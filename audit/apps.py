from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "audit"

    def ready(self):
        from audit.triggers import DETAIL, EVENT
        from sendcase.frozen.triggers import guard

        guard("audit.Event", EVENT)
        guard("audit.EventDetail", DETAIL)
