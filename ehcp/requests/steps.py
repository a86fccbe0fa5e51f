"""The steps of a request as pages: address, heading, form, service; and as a list of tasks."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from ehcp.requests import forms, services, states


@dataclass(frozen=True)
class Step:
    """key: in the address; move: its row in states.MOVES; done: said after it."""

    key: str
    move: str
    title: str
    form: type
    save: object
    done: str


STEPS = {
    step.key: step
    for step in (
        Step("change", "change", "Change what is asked", forms.ChangeForm, services.change,
             "Saved."),
        Step("consult", "consult", "Talk it over with the family", forms.ConsultForm,
             services.consult, "Written down. Next: send the request."),
        Step("send", "send", "The request was sent", forms.SendForm, services.send,
             "Written down. Next: the authority says when it received it."),
        Step("received", "receive", "The authority received it", forms.ReceiveForm,
             services.receive, "Written down. The dates count from that day."),
        Step("refused", "refuse", "It will not assess", forms.RefuseForm, services.refuse,
             "Written down. The family’s ways are shown below."),
        Step("assessing", "assess", "It will assess", forms.AssessForm, services.assess,
             "Written down."),
        Step("advice-asked", "ask advice", "The school is asked for advice", forms.AskAdviceForm,
             services.ask_advice, "Written down. The advice is due in six weeks."),
        Step("advice-sent", "send advice", "The school’s advice went", forms.SendAdviceForm,
             services.send_advice, "Written down."),
        Step("no-plan", "no plan", "There will be no plan", forms.NoPlanForm, services.no_plan,
             "Written down. The family’s ways are shown below."),
        Step("draft", "draft", "A draft plan has come", forms.DraftForm, services.draft,
             "Written down."),
        Step("plan", "plan", "The final plan was issued", forms.PlanForm, services.plan_issued,
             "Written down."),
        Step("exemption", "exemption", "The authority says why it is late", forms.ExemptionForm,
             services.record_exemption, "Written down. The dates of the law stay as they are."),
        Step("let-stand", "let stand", "The family lets the decision stand", forms.LetStandForm,
             services.let_stand, "Written down."),
        Step("drop", "drop", "It does not go on", forms.DropForm, services.drop, "Written down."),
    )
}  # fmt: skip
# What a step wrote, in the order of the list; the others stand below it as links.
LIST = {
    "consult": "consulted_on", "send": "sent_on", "received": "received_on",
    "assessing": "decided_on", "refused": "decided_on",
    "advice-asked": "advice_asked_on", "advice-sent": "advice_sent_on", "draft": "draft_on",
    "no-plan": "no_plan_on", "plan": "issued_on",
}  # fmt: skip
BESIDE = ("change", "exemption", "let-stand", "drop")


def is_open(row, step) -> bool:
    """Whether the button is shown; the service has the last word."""
    if not states.can(row, step.move):
        return False
    waits = bool(row.advice_asked_on and not row.advice_sent_on)
    return {
        "received": not row.received_on,
        "advice-asked": not waits,
        "advice-sent": waits,
        "send": row.asked_by != row.AskedBy.SCHOOL or row.state == row.State.CONSULTED,
        "let-stand": not row.undisputed_on,
    }.get(step.key, True)


def is_done(row, key) -> bool:
    if key == "assessing":
        return bool(row.decided_on) and row.state != row.State.REFUSED
    if key == "refused":
        return row.state == row.State.REFUSED
    return bool(getattr(row, LIST[key]))


def tasks(row, may_edit) -> list[dict]:
    """For components/_task_list.html."""
    from pupils.wording import day_text

    found = []
    for key, field in LIST.items():
        step, done = STEPS[key], is_done(row, key)
        open_now = may_edit and is_open(row, step) and (not done or key in ("consult", "refused"))
        if not done and not open_now and not states.can(row, step.move) and ended(row, key):
            continue
        state = (
            day_text(getattr(row, field)) if done else waiting_words(key) if open_now else "Not yet"
        )
        found.append({
            "title": step.title, "state": state, "kind": "done" if done else "plain",
            "url": url(row, key) if open_now else "",
        })  # fmt: skip
    return found


def waiting_words(key) -> str:
    """The school's own steps come next; what the authority does is written down when it comes."""
    return "Next" if key in ("consult", "send", "advice-sent") else "When it comes"


def ended(row, key) -> bool:
    """The other branch was taken, or nothing more comes."""
    if row.state in (row.State.REFUSED, row.State.NO_PLAN, row.State.PLAN, row.State.DROPPED):
        return True
    passed = {"refused": row.decided_on, "no-plan": row.draft_on, "received": row.decided_on}
    return bool(passed.get(key))


def beside(row) -> list[dict]:
    return [
        {"title": STEPS[key].title, "url": url(row, key)}
        for key in BESIDE
        if is_open(row, STEPS[key])
    ]


def url(row, key) -> str:
    return reverse("ehc_requests:step", args=[row.pk, key])


def pack_url(row) -> str:
    """The papers in one press, where that room stands; "" where it does not."""
    try:
        return reverse("ehc_packs:for_request", args=[row.pk])
    except NoReverseMatch:
        return ""
