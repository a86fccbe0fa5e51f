from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "register"

    def ready(self):
        from letters.purposes import add_purpose
        from pupils.leaving import add_room
        from pupils.roll import kinds
        from register import family, filters, hooks, leaving, panel, policy, purposes, telling
        from register.past.kind import KIND as SEN_HISTORY
        from register.review import deadlines, finishing, following, frozen  # noqa: F401
        from reminders.kinds import add_kind
        from schools import rhythm
        from schools.policy import hooks as policies
        from sendcase.frozen.triggers import guard

        add_kind(telling.KIND)
        add_purpose(purposes.PLACED)
        add_purpose(purposes.STARTED)
        add_purpose(purposes.UP)
        add_purpose(purposes.DOWN)
        add_purpose(purposes.CHANGED)
        add_purpose(purposes.LEFT)
        for kind in deadlines.KINDS:
            add_kind(kind)
        if following.follow not in hooks.on_change:
            hooks.on_change.append(following.follow)
        if deadlines.keep not in rhythm.followers:
            rhythm.followers.append(deadlines.keep)
        guard("register.ReviewRow", frozen.ROWS)
        add_room(leaving.ROOM)
        kinds.add_kind(SEN_HISTORY)
        panel.register()
        family.register()
        filters.register()
        policies.add_room(policy)
