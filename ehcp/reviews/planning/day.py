"""The day of the meeting, and what speaks against one: shown before it is saved, never refused."""

from datetime import date

from django.db import transaction

from ehcp import clashes, clock, policy
from ehcp.counting import say
from ehcp.reviews import dates, states
from ehcp.reviews.models import AdviceLink, AnnualReview
from ehcp.reviews.planning import moving
from ehcp.reviews.telling import tell
from pupils.wording import day_text
from sendcase import edits, moment

LONGEST = 500  # a letter's reason
FACTS = ("meeting_on", "meeting_at", "place", "chair", "is_with_pep")
MOVES = ("meeting_on", "meeting_at", "place")  # everybody must hear of these again


def warnings(row, day: date, calendar, own_policy) -> list[str]:
    """Sentences on a day. row: plan joined."""
    found = []
    if clash := clashes.of(day, calendar):
        open_day = f" The last open day before is {say(clash.do_by)}." if clash.do_by else ""
        found.append(f"The school is closed on {say(day)}: {clash.why}.{open_day}")
    invite = clock.invite_by(day)
    if (row.invited_on or moment.today()) > invite.on and day >= moment.today():
        found.append(
            f"Everybody must be invited at least two weeks before: by {say(invite.on)}. "
            "That day has passed (SEND Regulations 2014, reg. 20(3))."
        )
    else:
        own = policy.own_day(invite, own_policy)
        if own and own < moment.today() <= invite.on:
            found.append(f"The school’s own rule asks to invite by {say(own)}.")
    for line in dates.whole(row):
        if not line.done_on and day > line.due.on:
            found.append(
                f"{say(day)} is after {say(line.due.on)}. {line.due.counted} ({line.due.source})."
            )
    return found


@transaction.atomic
def set_day(
    *, row, by, meeting_on: date, meeting_at=None, place="", chair="", is_with_pep=False,
    version=None,
) -> AnnualReview:  # fmt: skip
    """When and where. Moved after the invitations went, everybody is invited anew; what has not
    gone out yet never will.

    Raises Stale; IllegalMove once the meeting was held.
    """
    row = edits.locked(AnnualReview, row.pk, version)
    after = states.check(row, "set the day")
    given = {"meeting_on": meeting_on, "meeting_at": meeting_at, "place": place, "chair": chair,
             "is_with_pep": is_with_pep}  # fmt: skip
    detail = {name: [_plain(getattr(row, name)), _plain(value)] for name, value in given.items()
              if getattr(row, name) != value}  # fmt: skip
    was = row.meeting_on
    again = row.invited_on is not None and any(name in detail for name in MOVES)
    if was and any(name in detail for name in MOVES):
        reason = f"The review meeting moved. The letter said {moving.when(row)}."
        detail |= moving.take_back(row, reason[:LONGEST], by)
    if "meeting_on" in detail:  # also where nobody was invited anew since it moved before
        AdviceLink.objects.filter(invitation__review=row, ended_at=None).update(until_on=meeting_on)
    if again:
        given |= {"state": after, "invited_on": None, "circulated_on": None}
        detail["state"] = [row.state, after]
        row.invitations.update(invited_on=None)
    edits.save(row, **given)
    story = ""
    if "meeting_on" in detail:
        story = f"Review meeting set for {day_text(meeting_on)}"
        if was:
            story = f"Review meeting moved from {day_text(was)} to {day_text(meeting_on)}"
    return tell(row, "day_set", by, detail, story)


def _plain(value):
    return value if value is None or isinstance(value, bool | str) else value.isoformat()
