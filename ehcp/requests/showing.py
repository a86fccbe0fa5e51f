"""What the pages of a request, a consultation and a dispute show."""

from django.db.models import F, Value

from accounts.permissions import Permission as P
from ehcp import clock
from ehcp.dates.rows import row_of
from ehcp.plans import finding
from ehcp.requests import dates, services, steps
from ehcp.requests.forms import DAYS
from ehcp.requests.models import AssessmentRequest, Consultation, Dispute
from pupils.access import may_about
from pupils.wording import day_text
from schools.calendar import calendar_of
from sendcase import moment


def law(lines, school) -> list[dict]:
    """Dates with their working, what was met and what is late."""
    calendar, today = calendar_of(school), moment.today()
    found = []
    for line in lines:
        late = not line.due.is_earliest and (line.done_on or today) > line.due.on
        if line.done_on:
            state = ("late" if late else "done", f"Done {day_text(line.done_on)}")
        else:
            state = ("late", "Late") if late else ("plain", "Not yet")
        if line.due.is_earliest:
            state = ("plain", "From then on")
        shown = row_of(line.due, calendar, school.policy)
        found.append(shown | {"state_kind": state[0], "state": state[1]})
    return found


def request_page(request, row) -> dict:
    may_edit = may_about(request.user, P.EHC_EDIT, row.pupil)
    disputes = Dispute.objects.visible_to(request.user).filter(request=row)
    meant = services.could_be_meant(row)
    return {
        "row": row, "pupil": row.pupil, "may_edit": may_edit,
        "tasks": steps.tasks(row, may_edit), "beside": steps.beside(row) if may_edit else [],
        "law": law(dates.lines(row), row.school), "facts": facts(row),
        "is_guess": row.sent_on and not row.received_on,
        "bar": bar(row.plan) if row.is_reassessment else None,
        "meant": meant.closure if meant else "",
        "pack_url": steps.pack_url(row), "disputes": disputes,
        "may_dispute": may_edit and bool(dates.said_no_on(row)),
        "corrections": row.corrections.select_related("recorded_by"),
    }  # fmt: skip


def facts(row) -> list[tuple[str, str]]:
    who = row.get_asked_by_display() + (f": {row.asked_by_name}" if row.asked_by_name else "")
    officer = ", ".join(filter(None, [row.officer_name, row.officer_email]))
    found = [("Asked for by", who), ("Why", row.why), ("Authority", row.local_authority),
             ("Who deals with it", officer)]  # fmt: skip
    if row.consulted_on:
        found += [("The family", row.get_family_agrees_display()), ("They said", row.family_said),
                  (f"{row.pupil.first_name} said", row.pupil_said)]  # fmt: skip
    later = [("What the authority wrote", row.feedback),
             ("Its reason for being late", row.get_exemption_display()),
             ("In its words", row.exemption_words), ("Why it ended", row.end_reason),
             ("The family lets it stand", day_text(row.undisputed_on))]  # fmt: skip
    return found + [fact for fact in later if fact[1]]


def bar(plan) -> dict | None:
    """Within six months of the last assessment the authority may refuse. Shown, never applied."""
    if plan is None or plan.assessed_on is None:
        return None
    due = clock.reassessment_bar_ends(plan.assessed_on)
    return {"on": day_text(due.on), "counted": due.counted, "source": due.source,
            "holds": moment.today() < due.on}  # fmt: skip


def dispute_facts(row) -> list[tuple[str, str]]:
    days = [(label, day_text(getattr(row, name))) for name, label in DAYS.items()]
    words = [("What it is about", row.words), ("What came of it", row.outcome),
             ("Ended", day_text(row.ended_on))]  # fmt: skip
    return [fact for fact in days + words if fact[1]]


def part(request, pupil) -> dict:
    """On the pupil's EHC plan tab."""
    rows = AssessmentRequest.objects.visible_to(request.user).filter(pupil=pupil)[:20]
    plan = finding.in_force_of(request, pupil)
    is_open = any(row.state in AssessmentRequest.OPEN for row in rows)
    may_edit = may_about(request.user, P.EHC_EDIT, pupil)
    return {
        "requests": rows, "others": other_rows(request.user, pupil), "plan": plan,
        "may_edit": may_edit, "may_start": may_edit and not is_open, "bar": bar(plan),
    }  # fmt: skip


def other_rows(user, pupil) -> list[dict]:
    """Consultations and disputes in one query, the newest first."""
    columns = ("about", "pk", "since", "until")

    def dated(model, **fields):
        rows = model.objects.visible_to(user).filter(pupil=pupil).order_by()
        return rows.annotate(**fields).values_list(*columns)

    asked = dated(Consultation, about=Value(""), since=F("received_on"), until=F("replied_on"))
    rows = dated(Dispute, since=F("letter_on"), until=F("ended_on"))
    found = asked.union(rows, all=True).order_by("-since")[:20]
    return [_other(*row) for row in found]


def _other(about, pk, since, until) -> dict:
    if about:
        url, words = Dispute(pk=pk).get_absolute_url(), Dispute.About(about).label
        state = f"ended {day_text(until)}" if until else ""
        return {"url": url, "words": f"{words}: letter of {day_text(since)}", "state": state}
    url = Consultation(pk=pk).get_absolute_url()
    state = f"answered {day_text(until)}" if until else "waits for our answer"
    return {"url": url, "words": f"Consultation of {day_text(since)}", "state": state}
