"""What this room adds to the site. Called once, from ehcp.apps."""

from accounts.permissions import Permission as P
from ehcp.parts import add_part
from ehcp.tabs import add_tab
from pupils.filters import add_question
from pupils.leaving import add_room
from register.review import facts
from reminders.kinds import add_kind
from reminders.today import Section, add_section
from sendcase.frozen.triggers import ALL, guard


def register() -> None:
    from ehcp.plans import census, deadlines, leaving, part, readers

    for kind in deadlines.KINDS:
        add_kind(kind)
    guard("ehcp.EhcReading", ALL)
    add_tab("ehc", "Plans", P.EHC_VIEW)
    add_part(part.PART)
    add_room(leaving.ROOM)
    add_question(census.QUESTION)
    if census.facts not in facts.sources:
        facts.sources.append(census.facts)
    add_section(Section("ehc-plans", "EHC plans", 45, P.EHC_SUMMARY, readers.today_lines))
