from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self):
        from reports import rooms
        from sendcase.frozen.triggers import ALL, guard

        guard("reports.CensusVersion", ALL)
        for room in rooms.ROOMS:
            room.register()
