from django.apps import AppConfig


class PupilsConfig(AppConfig):
    name = "pupils"

    def ready(self):
        from accounts.access import role_sources
        from pupils import own_panels
        from pupils.roles import share_roles

        role_sources.append(share_roles)
        own_panels.register()
