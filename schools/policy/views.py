"""The policy's page, its forms and its past versions."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import may, needs
from accounts.permissions import Permission as P
from schools.access import school_or_404
from schools.models import PlanKind, Policy, PolicyVersion, Stage
from schools.policy import consequences, services, snapshot, starting, words
from schools.policy.forms import AreasForm, KindForm, RulesForm, StageForm, StartForm
from schools.policy.saving import answer
from schools.views.tabs import tabs
from sendcase.moment import LONDON

FORMS = {"stages": (StageForm, Stage, services.stage), "plans": (KindForm, PlanKind, services.kind)}


@needs(P.POLICY_VIEW)
@require_GET
def page(request, school):
    school = school_or_404(request, school, P.POLICY_VIEW)
    versions = PolicyVersion.objects.filter(school=school).select_related("made_by")
    context = {
        "tabs": tabs(request, "policy"),
        "may_edit": may(request.user, P.POLICY_EDIT, school.pk),
        "versions": [version_row(version) for version in versions.defer("content")],
        **words.page(snapshot.take(school)),
    }
    for rows, table in ((school.stages, "stages"), (school.plan_kinds, "kinds")):
        numbers = dict(rows.values_list("code", "pk"))
        for row in context[table]:
            row["number"] = numbers[row["code"]]
    return render(request, "schools/policy.html", context)


def version_row(version) -> dict:
    return {
        "number": version.number,
        "day": version.from_on,
        "made_at": version.made_at.astimezone(LONDON),
        "by": version.made_by.name if version.made_by else "",
        "changes": version.words.split("\n"),
    }


@needs(P.POLICY_VIEW)
@require_GET
def version(request, school, number):
    """The whole policy as it was saved then."""
    school = school_or_404(request, school, P.POLICY_VIEW)
    kept = get_object_or_404(
        PolicyVersion.objects.select_related("made_by"), school=school, number=number
    )
    following = PolicyVersion.objects.filter(school=school, number=number + 1).first()
    context = {
        "version": version_row(kept),
        "until": following and following.from_on,
        **words.page(snapshot.content_of(kept)),
    }
    return render(request, "schools/policy_version.html", context)


def editable(request, slug) -> Policy:
    """The policy of the address's school, read now; 404 for who may not change it."""
    school = school_or_404(request, slug, P.POLICY_EDIT)
    return Policy.objects.select_related("school").get(school=school)


@needs(P.POLICY_EDIT)
@require_http_methods(["GET", "POST"])
def edit(request, school):
    policy = editable(request, school)
    form = RulesForm(request.POST or None, policy=policy, **kept(request, "rules"))
    return answer(
        request, form, lambda: services.rules(**form.answers), title="Names, days and signing"
    )


@needs(P.POLICY_EDIT)
@require_http_methods(["GET", "POST"])
def edit_areas(request, school):
    policy = editable(request, school)
    form = AreasForm(request.POST or None, policy=policy, **kept(request, "areas"))
    return answer(request, form, lambda: services.areas(form.named), title="Areas of need")


@needs(P.POLICY_EDIT)
@require_http_methods(["GET", "POST"])
def add(request, school, kind):
    policy = editable(request, school)
    title = "Add a stage" if kind == "stages" else "Add a kind of plan"
    return row_page(request, policy, kind, None, title)


@needs(P.POLICY_EDIT)
@require_http_methods(["GET", "POST"])
def change(request, school, kind, number):
    policy = editable(request, school)
    row = FORMS[kind][1].objects.filter(school=policy.school_id, pk=number).first()
    if row is None:
        raise Http404
    return row_page(request, policy, kind, row, row.name)


def row_page(request, policy, kind, row, title):
    form_class, _, service = FORMS[kind]
    about = kept(request, f"{kind}-{row.pk if row else 'new'}")
    form = form_class(request.POST or None, policy=policy, row=row, **about)
    return answer(request, form, lambda: service(row, **form.answers), title=title)


@needs(P.POLICY_EDIT)
@require_http_methods(["GET", "POST"])
def start(request, school):
    """Take a starter policy, or another school's, as a whole; while nobody works by the old one."""
    policy = editable(request, school)
    if request.method == "GET" and (why := consequences.why_in_use(policy.school)):
        return render(request, "schools/policy_in_use.html", {"why": why})
    choices = starting.choices(request.user, policy.school)
    about = kept(request, "start")
    form = StartForm(request.POST or None, policy=policy, choices=choices, **about)

    def write():
        chosen = form.cleaned_data["chosen"]
        return starting.start(starting.source(request.user, policy.school, chosen))

    return answer(request, form, write, title="Start from another policy")


def kept(request, what) -> dict:
    key = f"{what}-{request.school.pk}"
    return {"kept_by": request.user, "kept_as": "policy", "kept_key": key}
