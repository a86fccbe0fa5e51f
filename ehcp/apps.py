from django.apps import AppConfig


class EhcpConfig(AppConfig):
    name = "ehcp"

    def ready(self):
        from ehcp import panel
        from ehcp.authority_forms import room as authority_forms
        from ehcp.disclosure import room as disclosure
        from ehcp.giving import room as giving
        from ehcp.packs import room as packs
        from ehcp.plans import room as plans
        from ehcp.requests import room as requests
        from ehcp.reviews import room as reviews

        panel.register()
        for room in (plans, requests, reviews, authority_forms, packs, disclosure, giving):
            room.register()
