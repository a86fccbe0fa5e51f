"""What this room adds to the site. Called once, from ehcp.apps."""

from reminders.kinds import add_kind


def register() -> None:
    from ehcp.plans import deadlines

    for kind in deadlines.KINDS:
        add_kind(kind)
