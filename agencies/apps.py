from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "agencies"

    def ready(self):
        from agencies import rooms

        for room in rooms.ROOMS:
            room.register()
