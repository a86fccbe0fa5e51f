from django.apps import AppConfig


class PupilsConfig(AppConfig):
    name = "pupils"

    def ready(self):
        from accounts.access import role_sources
        from pupils import own_panels, sharing, trigrams
        from pupils.complaints import panel as complaints_panel
        from pupils.consents import panel as consents_panel
        from pupils.leaving import add_room
        from pupils.names import names_for
        from pupils.panels import add_panel
        from pupils.photos import leaving
        from pupils.profile import frozen
        from pupils.profile import panel as profile_panel
        from pupils.roles import SHARED_TODAY
        from pupils.roll import kinds, large_looking, large_writing  # noqa: F401
        from pupils.scores import importing, panel
        from schools.auditpages.words import names_of
        from schools.context import guest_places
        from sendcase import tables
        from sendcase.frozen.triggers import guard

        tables.besides.append(trigrams.add)
        role_sources.append(SHARED_TODAY)
        guest_places.append(sharing.places)
        own_panels.register()
        consents_panel.register()
        complaints_panel.register()
        add_room(leaving.ROOM)
        kinds.add_kind(kinds.PUPILS)
        kinds.add_kind(kinds.PEOPLE)
        kinds.add_kind(kinds.CLASS_LIST)
        kinds.add_kind(kinds.STAFF_LIST)
        kinds.add_kind(importing.KIND)
        add_panel(panel.PANEL)
        add_panel(profile_panel.PANEL)
        guard("pupils.PupilView", frozen.VIEWS)
        names_of["pupils"] = names_for
