from django.apps import AppConfig


class IepConfig(AppConfig):
    name = "iep"

    def ready(self):
        from iep import deadlines, filters, leaving, panel, policy, purposes, review_facts
        from letters.purposes import add_purpose
        from letters.wordings import records
        from pupils.leaving import add_room
        from pupils.panels import add_panel, add_summary
        from referrals import hooks
        from referrals.meetings.signs import signs
        from register import hooks as places
        from register.review import facts
        from reminders.kinds import add_kind
        from schools.policy import hooks as policies

        add_kind(deadlines.WRITE)
        add_kind(deadlines.REVIEW)
        add_kind(deadlines.NEXT)
        add_panel(panel.PANEL)
        add_summary(panel.SUMMARY)
        for purpose in purposes.ALL:
            add_purpose(purpose)
        if deadlines.expect_plan not in hooks.on_accept:
            hooks.on_accept.append(deadlines.expect_plan)
        if deadlines.keep_writing not in places.on_change:
            places.on_change.append(deadlines.keep_writing)
        if review_facts.plans not in facts.sources:
            facts.sources.append(review_facts.plans)
        add_room(leaving.ROOM)
        from iep import family, gathering, handing_on, in_class
        from iep.bank import rooms as bank
        from iep.giving import room as giving
        from iep.lesson import today as lessons
        from iep.reviews import registering as reviews

        for room in (handing_on, reviews, bank, in_class, lessons, family, giving):
            room.register()
        if gathering.known not in records.sources:
            records.sources.append(gathering.known)
        filters.register()
        if filters.open_plans not in signs:
            signs.append(filters.open_plans)
        policies.add_room(policy)
