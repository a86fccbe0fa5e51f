"""Sessions on the page of an intervention: the last ones in a line each, and what waits."""

from django.db.models import Count, Q

from accounts.permissions import Permission as P
from provision.models import Mark, Session
from provision.sessions import reach
from provision.sessions.showing import when
from pupils.wording import counted, day_text
from sendcase import moment

TEMPLATE, TITLE, NEEDS = "sessions/partials/_section.html", "Sessions", P.PROVISION_VIEW
LAST = 5


def context(user, intervention) -> dict:
    """Three queries. Names no child: whoever sees the intervention may read it."""
    visible = Session.objects.visible_to(user).filter(intervention=intervention)
    past = visible.filter(on__lte=moment.today()).order_by("-on", "-pk")
    outcomes = {key: Count("marks", filter=Q(marks__outcome=key)) for key in Mark.Outcome.values}
    url = f"/interventions/{intervention.pk}/sessions/"
    waiting = reach.unticked(visible.filter(on__lt=moment.today())).count()
    coming = visible.filter(on__gt=moment.today()).order_by("on", "starts_at").first()
    return {
        "sessions": [line(row) for row in past.annotate(**outcomes)[:LAST]],
        "waiting": waiting and f"{counted(waiting, 'session')} not ticked yet",
        "coming": coming and f"{day_text(coming.on)}, {when(coming)}",
        "url": url,
    }


def line(row) -> dict:
    parts = ((row.delivered, "took place"), (row.short, "cut short"), (row.missed, "did not"))
    said = ", ".join(f"{number} {words}" for number, words in parts if number)
    return {"url": row.get_absolute_url(), "day": day_text(row.on), "said": said or "not ticked"}
