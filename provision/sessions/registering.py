"""What sessions register with the rooms to the left and with interventions."""

from accounts.permissions import Permission as P


def add_section_of_intervention() -> None:
    from provision.interventions.sections import add_section
    from provision.sessions import section

    add_section(
        "sessions", 20, section.NEEDS, section.TEMPLATE,
        lambda request, row: section.context(request.user, row),
    )  # fmt: skip


def register() -> None:
    from provision import hooks
    from provision.sessions import covering, deadlines, making, today
    from provision.ways import add_way
    from reminders.kinds import add_kind
    from reminders.today import add_section
    from schools import duties, rhythm

    add_section_of_intervention()
    add_way(30, "Sessions", "sessions/", P.SESSION_LOG)
    add_kind(deadlines.KIND)
    for section in today.SECTIONS:
        add_section(section)
    for followers, follow in (
        (hooks.on_change, making.follow),
        (rhythm.followers, making.follow_year),
        (duties.followers, covering.follow),
    ):
        if follow not in followers:
            followers.append(follow)
