"""After an import: say who of those missing in the file has left, one tick and one day each."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.permissions import Permission
from audit.reads import reads
from pupils.roll import leavers as services
from pupils.views.roll import found_upload, url
from pupils.wording import counted
from schools.forms import date_field

MOST = 200  # on one page; who was marked makes room for the next


class LeaversForm(forms.Form):
    """A tick for each child; the day at the top is for those who have no day of their own."""

    def __init__(self, *args, pupils, **kwargs):
        super().__init__(*args, **kwargs)
        self.pupils = list(pupils)
        self.fields["on"] = date_field(
            "Last day here", "Of everybody ticked who has no other day", required=False
        )
        for pupil in self.pupils:
            place = f", {pupil.class_group.name}" if pupil.class_group else ""
            self.fields[f"gone_{pupil.pk}"] = forms.BooleanField(
                label=f"{pupil.name}{place} has left", required=False
            )
            self.fields[f"on_{pupil.pk}"] = date_field(
                f"Another last day for {pupil.name}", required=False
            )

    def clean(self):
        said, days = super().clean(), {}
        for pupil in self.pupils:
            if said.get(f"gone_{pupil.pk}"):
                days[pupil.pk] = said.get(f"on_{pupil.pk}") or said.get("on")
            elif said.get(f"on_{pupil.pk}"):
                self.add_error(f"gone_{pupil.pk}", "Tick this child as well, or take the day out.")
        for pk, day in days.items():
            if day is None and not self.has_error(f"on_{pk}") and not self.has_error("on"):
                self.add_error(f"on_{pk}", "Say the last day here.")
        if not days:
            raise forms.ValidationError("Tick those who have left.")
        self.last_days = days
        return said


@needs(Permission.ROLL_EDIT)
@require_http_methods(["GET", "POST"])
@reads("listed")
def leavers(request, school, pk):
    upload = found_upload(request, school, pk)
    if not upload.imported_at:
        return redirect(url("preview", upload))
    pupils = services.possible(upload, request.user)[:MOST]
    form = LeaversForm(request.POST if request.method == "POST" else None, pupils=pupils)
    if request.method == "POST" and form.is_valid():
        try:
            done = services.mark(upload=upload, last_days=form.last_days, by=request.user)
            messages.success(request, f"The last day of {counted(done, 'pupil')} was written down.")
            return redirect(url("preview", upload))
        except services.CannotLeave as refused:
            for number, why in refused.wrong.items():
                form.add_error(f"on_{number}", why)
    return render(
        request, "pupils/roll/leavers.html", {"form": form, "upload": upload, "most": MOST}
    )
