"""What the ledger adds to the site. Called once, from provision.apps."""

from accounts.permissions import Permission as P
from reminders.today import Section, add_section
from sendcase.frozen.triggers import ALL, guard


def register() -> None:
    from provision.ledger import today

    guard("provision.PromiseLook", ALL)
    add_section(Section("slipping", "Promised help", 37, P.PROVISION_EDIT, today.lines))
