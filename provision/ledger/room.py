"""What the ledger adds to the site. Called once, from provision.apps."""

from accounts.permissions import Permission as P
from reminders.today import Section, add_section
from sendcase.frozen.triggers import ALL, guard


def register() -> None:
    from provision.interventions.tab import add_tab_section
    from provision.ledger import section, today
    from provision.ways import add_way

    add_tab_section("ledger", 20, P.PROVISION_VIEW, "ledger/partials/_tab.html", section.context)
    add_way(40, "Promises that slip", "provision/slipping/", P.REGISTER_REVIEW)

    guard("provision.PromiseLook", ALL)
    some = today.NOT_LOOKED_THROUGH
    add_section(Section("slipping", "Promised help", 37, P.PROVISION_EDIT, today.lines, some=some))
