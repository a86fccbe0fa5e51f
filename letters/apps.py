from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "letters"

    def ready(self):
        from letters import hooks, leaving, panel, policy, starters
        from letters.batches import approving, following, issuing, preparing, printing  # noqa: F401
        from letters.deadlines import KINDS
        from pupils.leaving import add_room
        from reminders.kinds import add_kind
        from schools.policy import hooks as policies

        for kind in KINDS:
            add_kind(kind)
        add_room(leaving.ROOM)
        panel.register()
        starters.register()
        policies.add_room(policy)
        for listeners in (hooks.on_issued, hooks.on_closed):
            if following.follow not in listeners:
                listeners.append(following.follow)
