"""What interventions register with the rooms to the left. Called by provision.apps."""


def register() -> None:
    from provision import hooks
    from provision.interventions import class_help, deadlines, leaving, policy, staffing, tab
    from pupils.leaving import add_room
    from reminders.kinds import add_kind
    from schools import duties, rhythm
    from schools.policy import hooks as policies

    for kind in deadlines.KINDS:
        add_kind(kind)
    for followers, follow in (
        (hooks.on_change, deadlines.follow),
        (rhythm.followers, deadlines.keep),
        (duties.followers, staffing.follow),
    ):
        if follow not in followers:
            followers.append(follow)
    add_room(leaving.ROOM)
    policies.add_room(policy)
    tab.register()
    class_help.register()
