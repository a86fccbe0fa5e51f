"""What this room adds to the site. Called once, from iep.apps."""


def register() -> None:
    from iep.giving import services, showing
    from iep.reviews import beside
    from provision import hooks

    if services.follow not in hooks.on_replace:
        hooks.on_replace.append(services.follow)
    beside.add_source(showing.SOURCE)
