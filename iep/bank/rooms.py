"""What the bank registers with the rooms to the left. Called by iep.apps."""


def register() -> None:
    from iep.bank import services
    from schools import hooks

    if services.install_starter not in hooks.on_made:
        hooks.on_made.append(services.install_starter)
