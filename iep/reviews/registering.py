"""What reviews register with the rooms to the left. Called by iep.apps."""


def register() -> None:
    from iep.reviews import checks, panel, stages
    from register import hooks as places
    from reminders.kinds import add_kind
    from reminders.today import add_section
    from schools import rhythm

    for kind in [stages.KIND, *checks.KINDS]:
        add_kind(kind)
    if stages.place_changed not in places.on_change:
        places.on_change.append(stages.place_changed)
    if checks.keep not in rhythm.followers:
        rhythm.followers.append(checks.keep)
    add_section(panel.SECTION)
