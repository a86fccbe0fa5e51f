"""What this room adds to the site. Called once, from ehcp.apps."""


def register() -> None:
    from ehcp.giving import services
    from provision import hooks

    if services.follow not in hooks.on_replace:
        hooks.on_replace.append(services.follow)
