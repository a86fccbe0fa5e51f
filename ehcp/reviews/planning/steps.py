"""Planning as tasks on the page of a review."""

from django.urls import reverse

from ehcp.reviews import states
from ehcp.reviews.planning import circulating, inviting, proposing
from ehcp.reviews.steps import Step
from pupils.wording import day_text


def url(name):
    return lambda row: reverse(f"ehc_reviews:{name}", args=[row.pk])


def if_may(move, name):
    return lambda row: url(name)(row) if states.can(row, move) else ""


def day(row) -> tuple[str, str]:
    return ("done", day_text(row.meeting_on)) if row.meeting_on else ("soon", "Not set")


def people(row) -> tuple[str, str]:
    lacking = proposing.lacking(row.invitations.all())
    if not lacking:
        return "done", "Everybody is named"
    return ("soon" if states.can(row, "write invitations") else "plain",
            f"Nobody named: {', '.join(lacking)}")  # fmt: skip


def wishes(row) -> tuple[str, str]:
    left = [name for name in ("interpreter", "advocate")
            if getattr(row, name) and not getattr(row, f"{name}_arranged_on")]  # fmt: skip
    if left:
        return "soon", f"Not arranged yet: {' and '.join(left)}"
    if row.wishes_asked_on or row.interpreter or row.advocate:
        return "done", "Asked" if not (row.interpreter or row.advocate) else "Arranged"
    return "plain", "Not asked"


def invited(row) -> tuple[str, str]:
    if row.invited_on is None:
        return "plain", "Not yet"
    left = len(inviting.to_invite(row)) if states.can(row, "invite") else 0
    return ("soon", f"{left} not invited yet") if left else ("done", day_text(row.invited_on))


def advice(row) -> tuple[str, str]:
    asked = circulating.state_of(row)
    if not asked:
        return "plain", "Nobody was asked yet"
    come = sum(bool(each["person"].advice_on) for each in asked)
    left = sum(not each["person"].advice_on and not each["person"].no_advice_reason
               for each in asked)  # fmt: skip
    if left and states.can(row, "take advice"):
        return "waiting", f"{come} came, {left} awaited"
    return "done", f"{come} came"


def papers(row) -> tuple[str, str]:
    if row.circulated_on:
        return "done", day_text(row.circulated_on)
    return "plain", "Not yet"


STEPS = (
    Step("plan-day", 10, "The day of the meeting", if_may("set the day", "day"), day),
    Step("plan-people", 12, "Who is invited", lambda row: f"{row.get_absolute_url()}#people",
         people),
    Step("plan-wishes", 14, "Interpreter and advocate", if_may("plan", "wishes"), wishes,
         lambda row: "Ask the family whether they wish for one"),
    Step("plan-invite", 20, "Invite everybody", if_may("invite", "invite"), invited,
         lambda row: "At least two weeks before the meeting" if not row.invited_on else ""),
    Step("plan-advice", 24, "Advice for the meeting", if_may("take advice", "advice_list"), advice),
    Step("plan-papers", 30, "The advice goes to everybody invited",
         if_may("circulate", "circulate"), papers,
         lambda row: "" if row.circulated_on else "At least two weeks before the meeting"),
)  # fmt: skip
