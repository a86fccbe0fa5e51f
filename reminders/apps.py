from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "reminders"

    def ready(self):
        from pupils import sharing as shares
        from pupils.complaints import hooks as complaint_hooks
        from pupils.consents import hooks as consent_hooks
        from pupils.leaving import add_room
        from reminders import complaints, consents, leaving, owners, sharing
        from reminders.kinds import add_kind
        from schools import duties

        add_room(leaving.ROOM)
        add_kind(consents.KIND)
        add_room(consents.ROOM)
        if consents.follow not in consent_hooks.on_changed:
            consent_hooks.on_changed.append(consents.follow)
        add_kind(sharing.KIND)
        add_room(sharing.ROOM)
        if sharing.follow not in shares.followers:
            shares.followers.append(sharing.follow)
        for kind in complaints.KINDS:
            add_kind(kind)
        add_room(complaints.ROOM)
        if complaints.follow not in complaint_hooks.on_change:
            complaint_hooks.on_change.append(complaints.follow)
        if owners.hand_over not in duties.followers:
            duties.followers.append(owners.hand_over)
