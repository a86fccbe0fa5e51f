"""What is due with an agency: asking it, the second look at a ground, its advice, deciding on what
it advises, telling the family. The days stand on the rows, so the recount reads the rows alone.
"""

from accounts.permissions import Role
from agencies.models import Advice, AgencyRequest
from pupils.wording import day_text
from reminders.deadlines import close_deadline, open_deadline
from reminders.kinds import Expected, Kind

ASK, LOOK, EXPECT = "agency-ask", "agency-look", "agency-advice"
DECIDE, TELL = "agency-decide", "agency-tell"
State = AgencyRequest.State
EXPECTING = (State.ASKED, State.WORKING)
RULES = {
    ASK: "Within 10 school days of the agreement, or of the ground, the agency is asked",
    LOOK: "Within 2 school days a second person looks at what was done without an agreement",
    EXPECT: "The day by which the agency said, or is used to, answer",
    DECIDE: "Within 10 school days of its coming each recommendation is adopted, adapted or not "
    "taken up",
    TELL: "Within 10 school days of its coming the family hears what was advised and what we do",
}


def keep(row) -> None:
    """Open, move or close those of a request as it stands. In the transaction of the change."""
    _keep(ASK, row, row.ask_by, row.state == State.READY, done=row.asked_on is not None)
    looked = row.second_by_id is not None
    _keep(LOOK, row, row.look_by, bool(row.look_by) and not looked, role=Role.HEAD, done=looked)
    expects = row.state in EXPECTING
    done = row.state in (State.ADVISED, State.CLOSED)
    _keep(EXPECT, row, row.expected_by, expects, done=done, is_waiting=True)


def keep_advice(row) -> None:
    """The same of advice."""
    waits = row.read_at is None or row.recommendations.filter(decision="open").exists()
    _keep(DECIDE, row, row.decide_by, waits)
    _keep(TELL, row, row.tell_by, row.told == Advice.Told.OWED, done=row.told == Advice.Told.TOLD)


def _keep(kind, row, due_on, is_open, *, role=Role.SENCO, done=True, is_waiting=False) -> None:
    if not is_open:
        close_deadline(kind, row, done=done)
        return
    open_deadline(
        kind, row, school_id=row.school_id, pupil=row.pupil, due_on=due_on, owner_role=role,
        rule=f"{RULES[kind]}: {day_text(due_on)}.", is_waiting=is_waiting,
    )  # fmt: skip


def _requests(day, **narrow):
    def recount(school_id: int) -> list[Expected]:
        rows = AgencyRequest.objects.filter(school=school_id, **narrow)
        return [Expected(row.pk, school_id, getattr(row, day), row.pupil_id) for row in rows]

    return recount


def _to_decide(school_id: int) -> list[Expected]:
    rows = Advice.objects.filter(school=school_id).to_decide()
    return [Expected(row.pk, school_id, row.decide_by, row.pupil_id) for row in rows]


def _to_tell(school_id: int) -> list[Expected]:
    rows = Advice.objects.filter(school=school_id).to_tell()
    return [Expected(row.pk, school_id, row.tell_by, row.pupil_id) for row in rows]


def _request(deadline) -> str:
    return f"/agency-requests/{deadline.object_id}/"


def _advice(deadline) -> str:
    return f"/agency-advice/{deadline.object_id}/"


KINDS = (
    Kind(ASK, "Ask the agency about {pupil}: it may be asked now", "Open", _request,
         _requests("ask_by", state=State.READY)),
    Kind(LOOK, "Look at why an agency may be asked about {pupil} without an agreement", "Look",
         _request, _requests("look_by", look_by__isnull=False, second_by=None)),
    Kind(EXPECT, "Advice about {pupil} is awaited from an agency", "Open", _request,
         _requests("expected_by", state__in=EXPECTING)),
    Kind(DECIDE, "Decide what becomes of the advice about {pupil}", "Decide", _advice, _to_decide),
    Kind(TELL, "Tell the family of {pupil} what an agency advised", "Tell the family", _advice,
         _to_tell),
)  # fmt: skip
