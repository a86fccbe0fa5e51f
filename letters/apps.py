from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "letters"

    def ready(self):
        from letters import consents, hooks, leaving, panel, policy, starters
        from letters.batches import approving, following, issuing, preparing, printing  # noqa: F401
        from letters.chasers import services as chasers
        from letters.chasers import talks
        from letters.deadlines import KINDS
        from letters.links import services as links
        from letters.replies import services as replies
        from letters.voice import rooms as voice
        from pupils.leaving import add_room
        from reminders.kinds import add_kind
        from schools.policy import hooks as policies

        for kind in KINDS:
            add_kind(kind)
        add_room(leaving.ROOM)
        panel.register()
        starters.register()
        consents.register()
        policies.add_room(policy)
        for listeners, heard in (
            (hooks.on_issued, following.follow),
            (hooks.on_closed, following.follow),
            (hooks.on_issued, chasers.on_issued),
            (hooks.on_reply, talks.on_reply),
            (hooks.on_closed, chasers.on_closed),
            (hooks.on_taken_off, chasers.on_taken_off),
        ):
            if heard not in listeners:
                listeners.append(heard)
        voice.register()
        replies.register()
        links.register()
