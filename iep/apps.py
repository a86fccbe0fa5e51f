from django.apps import AppConfig


class IepConfig(AppConfig):
    name = "iep"

    def ready(self):
        from iep import rooms

        for room in rooms.ROOMS:
            room.register()
