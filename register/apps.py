from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "register"

    def ready(self):
        from letters.purposes import add_purpose
        from pupils.leaving import add_room
        from register import filters, leaving, panel, policy, purposes, telling
        from reminders.kinds import add_kind
        from schools.policy import hooks as policies

        add_kind(telling.KIND)
        add_purpose(purposes.PLACED)
        add_purpose(purposes.STARTED)
        add_room(leaving.ROOM)
        panel.register()
        filters.register()
        policies.add_room(policy)
