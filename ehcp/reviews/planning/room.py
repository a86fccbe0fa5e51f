"""What this part adds to the site. Called once, from ehcp.reviews.room."""

from accounts.permissions import Permission as P
from ehcp.parts import Part, add_part
from ehcp.plans.services import ending
from ehcp.reviews.planning import leaving, posting, showing, today
from ehcp.reviews.planning.steps import STEPS
from ehcp.reviews.steps import add_step
from ehcp.tabs import add_tab
from letters.purposes import add_purpose
from pupils.leaving import add_room
from reminders.today import Section, add_section


def register() -> None:
    for step in STEPS:
        add_step(step)
    add_tab("ehc/reviews", "Annual reviews", P.EHC_VIEW)
    add_part(Part("reviews", 30, P.EHC_VIEW, "ehcp/reviews/planning/partials/_part.html",
                  showing.part))  # fmt: skip
    add_room(leaving.ROOM)
    if leaving.plan_ended not in ending.on_ended:
        ending.on_ended.append(leaving.plan_ended)
    add_purpose(posting.PURPOSE)
    add_section(Section("ehc-advice", "Advice for a review", 46, P.EHC_ADVISE, today.lines))
