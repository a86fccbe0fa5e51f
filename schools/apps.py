from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    name = "schools"

    def ready(self):
        from accounts.access import role_sources
        from schools.roles import membership_roles

        role_sources.append(membership_roles)
