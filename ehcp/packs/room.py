"""What this room adds to the site. Called once, from ehcp.apps."""


def register() -> None:
    pass
