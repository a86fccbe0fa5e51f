from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self):
        from reports import rooms

        for room in rooms.ROOMS:
            room.register()
