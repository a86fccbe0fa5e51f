"""Writing a plan in: its facts, one section, one line, a version, its end."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from ehcp.plans import content, finding, forms, services
from ehcp.plans.models import EhcPlan, Letter, Section
from pupils.access import pupil_or_404
from sendcase.drafts.sending import send
from sendcase.edits import IllegalMove
from sendcase.pdf import PdfFailed

ONE = {"needs": "need", "outcomes": "outcome", "provisions": "provision"}
PRINT_FAILED = "The plan could not be printed just now. Nothing is lost: try again in a minute."


def kept(request, step, about) -> dict:
    return {"kept_by": request.user, "kept_as": f"ehc-{step}", "kept_key": about}


def shown(request, plan, form, save, heading, submit="Save", done="Saved.", **more):
    """The page of one form about a plan. `more`: cancel_url, and what the page shows besides."""
    cancel = more.pop("cancel_url", plan.get_absolute_url())
    if answer := send(request, form, save, cancel_url=cancel, done=done):
        return answer
    context = {"plan": plan, "form": form, "heading": heading, "submit": submit,
               "cancel_url": cancel, **more}  # fmt: skip
    return render(request, "ehcp/plans/form.html", context)


def open_one(request, pk):
    """A plan that still can be written in; None where it has ended."""
    plan = finding.editable(request, pk)
    if plan.state in EhcPlan.OPEN:
        return plan, None
    messages.warning(request, "This EHC plan has ended here. It stays as it was.")
    return plan, redirect(plan)


@needs(P.EHC_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def new(request, pk):
    pupil = pupil_or_404(request, pk, P.EHC_EDIT)
    initial = {"local_authority": pupil.school.local_authority}
    form = forms.RecordForm(request.POST or None, pupil=pupil, initial=initial,
                            **kept(request, "new", f"pupil-{pk}"))  # fmt: skip
    back = f"/pupils/{pk}/ehc/"

    def save():
        is_final = form.cleaned_data["what"] == "final"
        return services.record(pupil=pupil, by=request.user, is_final=is_final, **form.facts)

    done = "The plan is recorded. Write its sections in, then keep it."
    if answer := send(request, form, save, cancel_url=back, done=done):
        return answer
    return render(request, "ehcp/plans/new.html",
                  {"pupil": pupil, "form": form, "cancel_url": back})  # fmt: skip


@needs(P.EHC_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def details(request, pk):
    plan, ended = open_one(request, pk)
    if ended:
        return ended
    form = forms.FactsForm(request.POST or None, pupil=plan.pupil, instance=plan,
                           **kept(request, "details", f"plan-{pk}"))  # fmt: skip

    def save():
        version = form.cleaned_data["version"]
        services.save_facts(plan=plan, by=request.user, version=version, **form.facts)

    return shown(request, plan, form, save, "Authority and dates")


@needs(P.EHC_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def section(request, pk, letter):
    plan, ended = open_one(request, pk)
    if letter not in Letter.values:
        raise Http404
    if ended:
        return ended
    row = Section.objects.visible_to(request.user).filter(plan=plan, letter=letter).first()
    form = forms.SectionForm(request.POST or None, letter=letter, section=row,
                             **kept(request, f"section-{letter}", f"plan-{pk}"))  # fmt: skip

    def save():
        services.save_section(plan=plan, letter=letter, by=request.user, **form.answers,
                              version=form.cleaned_data["version"] or 0)  # fmt: skip

    heading = f"Section {letter}: {Letter(letter).label}"
    return shown(request, plan, form, save, heading)


@needs(P.EHC_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def line(request, pk, kind, line=None):
    """A new line, or with `line` that one."""
    plan, ended = open_one(request, pk)
    row = finding.line_of(request, plan, kind, line) if line else None
    if ended:
        return ended
    at = f"{plan.get_absolute_url()}{kind}/"
    form = forms.LINE_FORMS[kind](
        request.POST or None, plan=plan, instance=row,
        initial={} if row else {"number": next_number(plan, kind)},
        **kept(request, kind, f"line-{line}" if line else f"plan-{pk}"),
    )  # fmt: skip

    def save():
        version = form.cleaned_data["version"] if row else None
        services.save_line(plan=plan, kind=kind, by=request.user, line=row, version=version,
                           **form.call)  # fmt: skip
        return f"{plan.get_absolute_url()}#section-{content.MARK[kind]}"

    mark = content.MARK[kind]
    heading = f"{mark}{row.number}" if row else f"Section {mark}: one {ONE[kind]}"
    out_url = f"{at}{line}/out/" if row and row.dropped_on is None else ""
    return shown(request, plan, form, save, heading, out_url=out_url)


def next_number(plan, kind) -> int:
    value = content.of_plan(plan)[kind]
    return max((row["number"] for row in value), default=0) + 1


@needs(P.EHC_EDIT)
@require_http_methods(["POST"])
def line_out(request, pk, kind, line):
    plan = finding.editable(request, pk)
    row = finding.line_of(request, plan, kind, line)
    back = request.POST.get("put") == "back"
    try:
        services.take_out(plan=plan, kind=kind, line=row, by=request.user, back=back)
    except IllegalMove as why:
        messages.warning(request, str(why))
    else:
        name = f"{content.MARK[kind]}{row.number}"
        done = "stands in the plan again" if back else "is taken out. You can put it back below"
        messages.success(request, f"{name} {done}.")
    return redirect(plan)


@needs(P.EHC_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def keep(request, pk):
    plan, ended = open_one(request, pk)
    if ended:
        return ended
    form = forms.KeepForm(request.POST or None, request.FILES or None, plan=plan,
                          **kept(request, "keep", f"plan-{pk}"))  # fmt: skip

    def save():
        given = form.cleaned_data
        try:
            services.keep(plan=plan, kind=given["kind"], dated_on=given["dated_on"],
                          by=request.user, paper=given["upload"],
                          version=given["version"])  # fmt: skip
        except PdfFailed as failed:
            raise IllegalMove(PRINT_FAILED) from failed

    about = (
        "What stands in the plan now is kept as it is, with the authority’s paper beside it. "
        "Those who teach the child read the newest final or amended plan and confirm it."
    )
    return shown(request, plan, form, save, "Keep this version", "Keep it", "It is kept.",
                 about=about)  # fmt: skip


@needs(P.EHC_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def end(request, pk):
    plan, ended = open_one(request, pk)
    if ended:
        return ended
    form = forms.EndForm(request.POST or None, plan=plan, **kept(request, "end", f"plan-{pk}"))
    in_force = plan.state == EhcPlan.State.IN_FORCE
    close = services.cease if in_force else services.drop

    def save():
        close(plan=plan, by=request.user, **form.answers, version=form.cleaned_data["version"])

    heading = "The authority ends the plan" if in_force else "The draft came to nothing"
    done = "The plan has ended. Look at the child’s place on the register."
    return shown(request, plan, form, save, heading, "End it", done)


@needs(P.EHC_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def move(request, pk):
    plan, ended = open_one(request, pk)
    if ended:
        return ended
    form = forms.MoveForm(request.POST or None, plan=plan, **kept(request, "move", f"plan-{pk}"))

    def save():
        version = form.cleaned_data["version"]
        services.move_authority(plan=plan, by=request.user, version=version, **form.answers)

    return shown(request, plan, form, save, "Another authority maintains the plan")
