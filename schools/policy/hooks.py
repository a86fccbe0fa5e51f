"""Where a room above says what a change of the policy means for its records."""

from schools.policy import consequences


def add_room(room) -> None:
    """room: a module with effects, and hindrances and in_use where it has any. Called once."""
    for name in ("effects", "hindrances", "in_use"):
        ask, known = getattr(room, name, None), getattr(consequences, name)
        if ask is not None and ask not in known:
            known.append(ask)
