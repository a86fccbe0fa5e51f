"""What follows a meeting as pages: address, form, service; as tasks; and what was missed."""

from dataclasses import dataclass

from django.urls import reverse

from accounts.permissions import Permission as P
from ehcp import wording
from ehcp.counting import say
from ehcp.reviews import dates, states
from ehcp.reviews.after import closing, forms, sending, services
from ehcp.reviews.models import AnnualReview
from ehcp.reviews.steps import Step
from pupils.access import may_about
from pupils.wording import counted, day_text
from sendcase import moment

Asks, State = AnnualReview.Asks, AnnualReview.State
HELD = (State.HELD, State.REPORTED, State.DECIDED, State.FINISHED, State.CLOSED)
NOT_AWAITED = ("plain", "Not awaited any more")


@dataclass(frozen=True)
class Page:
    """key: in the address; move: its row in states.MOVES; lead: what stands above the form."""

    key: str
    move: str
    title: str
    form: type
    save: object
    done: str
    lead: str = ""
    submit: str = "Write it down"


PAGES = {
    page.key: page
    for page in (
        Page("report-again", "open the report again", "Open the report again",
             forms.OpenAgainForm, services.open_again, "Open. Put it right, then finish it again.",
             "What went out stays as it is. The next version goes to everybody once more.",
             "Open it"),
        Page("decision", "decide to change", "What the authority decided", forms.DecideForm,
             services.decide, "Written down. The next review counts from that day.",
             "It must tell the family within four weeks of the meeting (SEND Regulations 2014, "
             "reg. 20(10)). The twelve months to the next review count from its decision."),
        Page("notice", "notice", "The notice of changes", forms.NoticeForm,
             services.serve_notice, "Written down. The family’s 15 days count from it.",
             "A decision to change the plan is in time only with this notice: within four weeks "
             "of the meeting (reg. 22(2)(a))."),
        Page("final", "final plan", "The amended plan was sent", forms.FinalForm,
             services.final_plan, "The review is finished. Now write the amended plan in.",
             "Within eight weeks of the notice, and twelve of the meeting (reg. 22(3))."),
        Page("stays", "keep after all", "The plan stays as it is after all", forms.KeepForm,
             services.keep_after_all, "The review is finished.",
             "After its notice the authority may leave the plan as it is (reg. 22(4))."),
        Page("put-right", "put the decision right", "Put the decision right", forms.PutRightForm,
             services.put_right, "Put right. What stood there before is kept in the log."),
        Page("closed", closing.CLOSE, "Close the review without the authority", forms.CloseForm,
             services.close, "Closed. Nothing more is awaited here.",
             "For a child who left, or a plan that ended: with the report the school has done its "
             "part. The authority still decides (reg. 20(10)) and tells the family and the new "
             "school.", "Close it"),
        Page("wait-again", closing.WAIT_DECISION, "Wait for the authority again",
             forms.WaitAgainForm, services.wait_again, "Open again. Now write down what came.",
             "For a letter that came after all, or a review that was closed by mistake. The dates "
             "the authority owes stand on Today again.", "Open it again"),
        Page("late", "say why late", "Why dates were missed", forms.WhyLateForm,
             services.say_why_late, "Saved.", submit="Save"),
    )
}  # fmt: skip


def url(row, key) -> str:
    return reverse("ehc_reviews:after", args=[row.pk, key])


def report_url(row) -> str:
    return reverse("ehc_reviews:report", args=[row.pk])


def sent_url(row) -> str:
    return reverse("ehc_reviews:report_sent", args=[row.pk])


def if_may(move, address):
    return lambda row: address(row) if states.can(row, move) else ""


def report(row) -> tuple[str, str]:
    number = row.versions.count()
    if row.state == State.HELD:
        return ("soon", "Open again") if number else ("plain", "Not yet")
    if number:
        return "done", f"Finished, version {number}"
    return ("soon", "No report was finished") if row.state in HELD else ("plain", "Not yet")


def sent(row) -> tuple[str, str]:
    frozen = row.versions.first()
    if frozen is None or row.state == State.HELD:
        return "plain", "Not yet"
    left = len(sending.waiting(row, frozen))
    if left:
        return "soon", f"{counted(left, 'person')} without it".replace("persons", "people")
    return "done", f"Everybody has it, {day_text(row.reported_on)}"


def decision(row) -> tuple[str, str]:
    if row.decision:
        return "done", f"{row.get_decision_display()}, {day_text(row.decided_on)}"
    if row.state == State.CLOSED:
        return NOT_AWAITED
    return ("waiting", "Waiting for the authority") if row.state in HELD else ("plain", "Not yet")


def change(row) -> tuple[str, str]:
    """The notice, then the amended plan or none."""
    if row.state == State.FINISHED and row.notice_on:
        ended = "Amended plan" if row.decision == Asks.AMEND else "The plan stays"
        return "done", f"{ended}, {day_text(row.final_on)}"
    if row.state == State.CLOSED:
        return NOT_AWAITED
    if row.state != State.DECIDED:
        return "plain", "Not needed" if row.state == State.FINISHED else "Not yet"
    if not row.notice_on:
        return "waiting", "Waiting for the notice of changes"
    return "waiting", f"Notice {day_text(row.notice_on)}, waiting for the plan"


def decision_url(row) -> str:
    if states.can(row, "decide to change"):
        return url(row, "decision")
    if row.state == State.CLOSED:
        return url(row, "wait-again")
    return url(row, "put-right") if states.can(row, "put the decision right") else ""


def change_url(row) -> str:
    if not states.can(row, "notice"):
        return ""
    return url(row, "final" if row.notice_on else "notice")


def seen_report(row) -> str:
    """The page that finishes it, or that shows what went out."""
    return report_url(row) if states.can(row, "report") or row.versions.exists() else ""


STEPS = (
    Step(
        "after-report",
        60,
        "The report",
        seen_report,
        report,
        lambda row: "Frozen as it goes out" if row.state == State.HELD else "",
    ),
    Step(
        "after-sent",
        62,
        "The report goes to everybody invited",
        if_may("send the report", sent_url),
        sent,
        lambda row: "Within two weeks of the meeting" if row.state == State.REPORTED else "",
    ),
    Step("after-decision", 64, "What the authority decided", decision_url, decision),
    Step("after-change", 66, "Notice of changes, and the amended plan", change_url, change),
)


def amended(row):
    """The plan as it was kept after this review’s notice; None until then. “final”: where no
    earlier one was kept here.
    """
    if not row.notice_on or row.decision != Asks.AMEND:
        return None
    kept = row.plan.versions.filter(kind__in=("final", "amended"), dated_on__gte=row.notice_on)
    return kept.order_by("dated_on", "number").first()


def leads(row) -> list[tuple[str, str]]:
    """(words, address) of what comes next after the authority's decision."""
    plan, at = row.plan, row.plan.get_absolute_url()
    found = []
    if row.state == State.DECIDED and row.notice_on:
        found.append(("The plan stays as it is after all", url(row, "stays")))
    if row.decision == Asks.AMEND and plan.state == plan.State.IN_FORCE and amended(row) is None:
        found.append(("Write the changes into the plan, then keep it", at))
    if row.decision == Asks.CEASE and plan.state == plan.State.IN_FORCE:
        found.append(("Write down the plan’s last day", reverse("ehc_plans:end", args=[plan.pk])))
    if row.decision == Asks.REASSESS:
        found.append(("Write down the new assessment",
                      reverse("ehc_requests:new", args=[row.pupil_id])))  # fmt: skip
    return found


def appeal_words(row) -> str:
    """When the family may appeal; domain: SEND Code 9.193, 11.45; CFA s51."""
    if row.decision in (Asks.MAINTAIN, Asks.CEASE):
        stays = " The plan stays in force until the time to appeal has passed (CFA s45)."
        ends = stays if row.decision == Asks.CEASE else ""
        return f"The family may appeal against this decision.{ends}"
    if row.decision == Asks.AMEND and row.state == State.DECIDED:
        return "The family may appeal once the amended plan is sent."
    return "The family may appeal against what the amended plan says." if row.final_on else ""


def below(request, row) -> dict | None:
    """On the page of a review: what comes next, and what was missed and by whom."""
    missed = missed_lines(row)
    may_edit = may_about(request.user, P.EHC_EDIT, row.pupil)
    close_url = url(row, "closed") if may_edit and closing.may_close(row) else ""
    if not (missed or row.decision or close_url):
        return None
    return {
        "close_url": close_url,
        "row": row, "missed": missed, "may_edit": may_edit, "appeal": appeal_words(row),
        "amended": amended(row),
        "leads": leads(row) if may_edit else [], "late_url": url(row, "late"),
        "dispute_url": reverse("ehc_requests:new_dispute", args=[row.pupil_id]),
    }  # fmt: skip


def missed_lines(row) -> list[dict]:
    """Title, day it was due, when it was done if ever, who."""
    return [line_of(line.due, who, line.done_on) for line, who in dates.missed(row, moment.today())]


def line_of(due, who, done_on=None) -> dict:
    return {"title": wording.title(due.rule), "on": say(due.on), "who": who,
            "done": day_text(done_on), "source": due.source}  # fmt: skip
