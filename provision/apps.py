from django.apps import AppConfig


class ProvisionConfig(AppConfig):
    name = "provision"

    def ready(self):
        from provision import rooms

        for room in rooms.ROOMS:
            room.register()
