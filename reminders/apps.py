from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "reminders"

    def ready(self):
        from pupils.leaving import add_room
        from reminders import leaving, owners
        from schools import duties

        add_room(leaving.ROOM)
        if owners.hand_over not in duties.followers:
            duties.followers.append(owners.hand_over)
