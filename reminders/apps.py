from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "reminders"

    def ready(self):
        from pupils import sharing as shares
        from pupils.arrangements import services as arranging
        from pupils.complaints import hooks as complaint_hooks
        from pupils.consents import hooks as consent_hooks
        from pupils.leaving import add_room
        from reminders import (
            arrangements,
            complaints,
            consents,
            leaving,
            owed,
            owners,
            resting,
            sharing,
            training,
        )
        from reminders.kinds import add_kind
        from reminders.nightly.services import sign
        from schools import duties
        from schools.owed import services as owing
        from schools.training import services as trained
        from sendcase import vitals

        kinds = [consents.KIND, sharing.KIND, arrangements.KIND, *complaints.KINDS, *owed.KINDS]
        kinds += [training.KIND, resting.KIND]
        for kind in kinds:
            add_kind(kind)
        for room in (leaving, consents, sharing, resting, arrangements, complaints):
            add_room(room.ROOM)
        followed = [
            (consent_hooks.on_changed, consents.follow),
            (shares.followers, sharing.follow),
            (shares.followers, resting.follow),
            (arranging.followers, arrangements.follow),
            (owing.followers, owed.follow),
            (trained.followers, training.follow),
            (complaint_hooks.on_change, complaints.follow),
            (duties.followers, owners.hand_over),
        ]
        for followers, follow in followed:
            if follow not in followers:
                followers.append(follow)
        vitals.add_sign(sign)
