"""What handovers and moves register with the rooms to the left. Called by iep.apps."""


def register() -> None:
    from iep.handover import deadlines, leaving
    from iep.moves import beginning, services, tasks
    from pupils.leaving import add_room
    from register import hooks as places
    from reminders.kinds import add_kind
    from schools import rhythm

    for kind in deadlines.KINDS:
        add_kind(kind)
    for task in tasks.TASKS:
        add_kind(tasks.kind_of(task))
    add_kind(beginning.KIND)
    if beginning.follow not in places.on_change:
        places.on_change.append(beginning.follow)
        rhythm.followers.append(beginning.keep)
    add_room(leaving.ROOM)
    add_room(services.ROOM)
