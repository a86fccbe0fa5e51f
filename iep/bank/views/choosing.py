"""Choosing from the bank for one plan: beside the editor, or as a page of its own.

What is chosen goes into the draft of the plan's form, with everything typed so far; nothing is
saved in the plan. Buttons of the editor post its whole form here.
"""

import uuid
from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import needs, require
from accounts.permissions import Permission as P
from audit.reads import reads
from iep import content, states
from iep.bank import adding, listing, offering
from iep.bank.models import BankTarget, Strategy
from iep.forms import PlanForm
from iep.views import finding
from iep.views.editing import not_now, saved_targets
from sendcase.drafts import services as drafts
from sendcase.drafts.typed import OWN_NAMES, fields_of
from sendcase.edits import IllegalMove

OWN = OWN_NAMES | {"csrfmiddlewaretoken", "bank", "strategy", "into", "q", "everything", "ask",
                   "take", "add_row"}  # fmt: skip


@needs(P.PLAN_EDIT)
@require_http_methods(["GET", "POST"])
@reads("read")
def choose(request, pk):
    plan = finding.workable(request, pk, P.PLAN_EDIT, joined=finding.FOR_WRITING)
    require(request.user, P.BANK_VIEW, school_id=plan.school_id)
    if not states.can(plan, "save"):
        return not_now(request, plan, "save")
    form = kept_form(request, plan)
    if request.method == "POST":
        return taken(request, plan, form) if "take" in request.POST else asked(request, plan, form)
    typed = typing_of(request, plan, form)
    wish = wish_of(request, plan, typed)
    rows = number_in(request.GET, f"{adding.PREFIX}-TOTAL_FORMS")
    context = {
        "plan": plan,
        "wish": wish,
        "offered": offering.offered(request.user, plan, wish),
        "rows": range(1, min(rows or len(adding.rows_of(typed)), 20) + 1),
        "into": number_in(request.GET, "into"),
        "form_id": "plan-form" if request.htmx else "bank-form",
    }
    template = "bank/partials/_choose.html" if request.htmx else "bank/choose.html"
    return render(request, template, context)


def kept_form(request, plan) -> PlanForm:
    """The editor's form as this person left it."""
    return PlanForm(
        instance=plan, areas=content.areas_of(plan), kept_by=request.user, kept_as="plan",
        kept_key=f"plan-{plan.pk}",
    )  # fmt: skip


def typing_of(request, plan, form) -> dict[str, list[str]]:
    """What the editor holds: as posted with the button, as kept, or as saved."""
    if f"{adding.PREFIX}-TOTAL_FORMS" in request.POST:
        return fields_of(request.POST, without=OWN)
    if form.kept is not None:
        return dict(form.kept.lists())
    areas = [str(number) for number in form.fields["areas"].initial]
    typed = {"version": [str(plan.version)], "areas": areas}
    return adding.with_rows(typed, saved_targets(plan))


def wish_of(request, plan, typed) -> offering.Wish:
    asked = request.GET.getlist("areas") or typed.get("areas", [])
    return offering.Wish(
        areas=numbers(asked),
        year=plan.pupil.year,
        q=listing.clean_search(request.GET.get("q", "")),
        everything="everything" in request.GET,
        ticked=numbers(request.GET.getlist("bank")),
        ticked_strategies=numbers(request.GET.getlist("strategy")),
        taken=numbers(row["from_bank"] or "" for row in adding.rows_of(typed)),
    )


def numbers(values) -> frozenset[int]:
    return frozenset(int(each) for each in values if each.isdecimal() and len(each) < 18)


def number_in(data, name) -> int | None:
    """None for what is no small number."""
    value = data.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 4 else None


def asked(request, plan, form):
    """ "Choose from the bank" and "Search", without scripts: keep the typing, show the page."""
    if f"{adding.PREFIX}-TOTAL_FORMS" in request.POST:
        keep(request, plan, form, typing_of(request, plan, form))
    names = ("q", "everything", "bank", "strategy", "into")
    query = [(name, value) for name in names for value in request.POST.getlist(name) if value]
    address = f"/plans/{plan.pk}/bank/"
    return redirect(f"{address}?{urlencode(query)}" if query else address)


def taken(request, plan, form):
    """Put what is ticked into the typing and go on writing."""
    typed = typing_of(request, plan, form)
    entries = chosen(request, plan, BankTarget, "bank")
    lines = [row.words for row in chosen(request, plan, Strategy, "strategy")]
    review_on = day_in(typed.get("review_on", [""])[0])
    new = [{"from_bank": row.pk, **offering.texts_for(row, plan, review_on)} for row in entries]
    try:
        if not entries and not lines:
            raise IllegalMove("Tick at least one target or strategy.")
        rows = adding.added(adding.rows_of(typed), new, lines, number_in(request.POST, "into"))
        typed = adding.with_rows(typed, rows)
    except IllegalMove as why:
        messages.warning(request, str(why))
        return asked(request, plan, form)
    keep(request, plan, form, typed)
    messages.success(request, "Added below. Nothing is saved in the plan yet: read it, then save.")
    first = f"id_{adding.PREFIX}-{len(adding.rows_of(typed)) - len(new)}-target"
    return redirect(f"/plans/{plan.pk}/edit/#{first if new else 'targets'}")


def chosen(request, plan, model, name) -> list:
    """The ticked entries in the order of the bank. 404 for one that is not offered here."""
    ticked = set(request.POST.getlist(name))
    wanted = numbers(ticked)
    rows = model.objects.visible_to(request.user).kept().filter(school=plan.school_id)
    found = list(rows.filter(pk__in=wanted).order_by("pk")) if ticked else []
    if len(found) != len(ticked):
        raise Http404
    return found


def day_in(value: str):
    """The review date as it stands in the box; None where it is no date."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def keep(request, plan, form, typed) -> None:
    """As the draft of the plan's form. One that was sent already goes on as a new one."""
    given = request.POST.get("form_id", "")
    about = {"by": request.user, "kind": "plan", "key": f"plan-{plan.pk}", "data": typed}
    try:
        form_id = uuid.UUID(given) if given else form.form_id
    except ValueError:
        form_id = form.form_id
    try:
        drafts.keep(form_id=form_id, **about)
    except drafts.AlreadySent:
        drafts.keep(form_id=uuid.uuid4(), **about)
