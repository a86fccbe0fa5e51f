from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "register"

    def ready(self):
        from letters.purposes import add_purpose
        from pupils.leaving import add_room
        from pupils.roll import kinds
        from register import filters, leaving, panel, policy, purposes, telling
        from register.past.kind import KIND as SEN_HISTORY
        from reminders.kinds import add_kind
        from schools.policy import hooks as policies

        add_kind(telling.KIND)
        add_purpose(purposes.PLACED)
        add_purpose(purposes.STARTED)
        add_room(leaving.ROOM)
        kinds.add_kind(SEN_HISTORY)
        panel.register()
        filters.register()
        policies.add_room(policy)
