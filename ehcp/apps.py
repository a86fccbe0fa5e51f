from django.apps import AppConfig


class EhcpConfig(AppConfig):
    name = "ehcp"

    def ready(self):
        from ehcp import panel
        from ehcp.plans import room as plans
        from ehcp.requests import room as requests

        panel.register()
        for room in (plans, requests):
            room.register()
