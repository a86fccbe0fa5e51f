"""The floor: bare Django views of the same rows. No frame, no permission, no audit, no tabs.

What SENDcase adds to these is what it costs; the ratio is what docs/performance.md quotes.
"""

from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.csrf import csrf_exempt

from accounts.access import public
from iep.models import SupportPlan, Target
from pupils.models import Contact, Pupil
from register.models import RegisterEntry
from reminders.models import Deadline


def at_school(request) -> dict:
    """With ?school=7 the rows of that school: the floor where there are many."""
    return {"school": request.GET["school"]} if "school" in request.GET else {}


@public
def pupil_list(request):
    pupils = Pupil.objects.filter(**at_school(request)).select_related("class_group", "stage")
    rows = pupils.order_by("sort_key", "pk")[:50]
    return render(request, "benchmarks/list.html", {"rows": rows})


@public
def pupil_page(request, pk):
    pupil = get_object_or_404(Pupil.objects.select_related("class_group", "stage"), pk=pk)
    context = {
        "pupil": pupil,
        "contacts": Contact.objects.filter(pupil=pupil),
        "entries": RegisterEntry.objects.filter(pupil=pupil).select_related("stage"),
        "plans": SupportPlan.objects.filter(pupil=pupil).select_related("kind"),
    }
    return render(request, "benchmarks/pupil.html", context)


class PlanForm(forms.ModelForm):
    class Meta:
        model = SupportPlan
        fields = ["strengths", "concerns", "pupil_views", "parent_views", "home_support",
                  "starts_on", "review_on"]  # fmt: skip


TargetForms = forms.inlineformset_factory(
    SupportPlan, Target, extra=1,
    fields=["target", "criteria", "resources", "strategies", "delivered_by"],
)  # fmt: skip


@public
def plan_form(request, pk):
    plan = get_object_or_404(SupportPlan, pk=pk)
    context = {"form": PlanForm(instance=plan), "rows": TargetForms(instance=plan)}
    return render(request, "benchmarks/form.html", context)


@csrf_exempt
@public
def plan_save(request, pk):
    """The same rows as the page saves, checked by their forms, in one transaction."""
    plan = get_object_or_404(SupportPlan, pk=pk)
    form, rows = PlanForm(request.POST, instance=plan), TargetForms(request.POST, instance=plan)
    if not (form.is_valid() and rows.is_valid()):
        return HttpResponse("wrong", status=400)
    with transaction.atomic():
        form.save()
        rows.save()
    return HttpResponse("saved")


@public
def day(request):
    rows = Deadline.objects.filter(state="open", **at_school(request))
    rows = rows.select_related("pupil", "owner")[:50]
    return render(request, "benchmarks/day.html", {"rows": rows})
