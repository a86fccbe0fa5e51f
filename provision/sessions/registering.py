"""What sessions register with the rooms to the left and with interventions."""


def register() -> None:
    from provision import hooks
    from provision.sessions import deadlines, making, today
    from reminders.kinds import add_kind
    from reminders.today import add_section
    from schools import rhythm

    add_kind(deadlines.KIND)
    add_section(today.SECTION)
    if making.follow not in hooks.on_change:
        hooks.on_change.append(making.follow)
    if making.follow_year not in rhythm.followers:
        rhythm.followers.append(making.follow_year)
