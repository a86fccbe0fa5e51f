"""Pupils join an intervention, or a colleague asks that they may; a pupil leaves it."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import may, needs
from accounts.permissions import Permission as P
from audit.reads import reads
from provision.interventions import placing
from provision.interventions.forms.placing import LeaveForm, PupilsForm
from provision.interventions.views import finding
from provision.interventions.views.answering import form_of
from provision.interventions.views.finding import intervention, kept
from provision.models import Intervention, Place, PlaceWish
from provision.promised import services as promised
from pupils.models import Pupil
from pupils.search import found
from schools.access import record_or_404
from schools.models import ClassGroup
from sendcase import moment
from sendcase.drafts.sending import send
from sendcase.edits import IllegalMove

SHOWN = 60
State = Intervention.State


class Search(forms.Form):
    """By name or class; nobody is shown before something is asked."""

    q = forms.CharField(label="Name", max_length=100, required=False)
    class_group = forms.ChoiceField(label="Class", required=False)

    def __init__(self, data, *, user, school):
        super().__init__(data)
        classes = ClassGroup.objects.visible_to(user).filter(school=school).open()
        named = [(str(pk), name) for pk, name in classes.values_list("pk", "name")]
        self.fields["class_group"].choices = [("", "Every class"), *named]
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "form-control" if name == "q" else "form-select"

    def narrow(self, rows, school):
        """At most SHOWN and one more; none before something is asked."""
        if not self.is_valid() or not any(self.cleaned_data.values()):
            return rows.none()
        if self.cleaned_data["class_group"]:
            rows = rows.filter(class_group=self.cleaned_data["class_group"])
        return found(rows, self.cleaned_data["q"], school=school, with_upn=False)[: SHOWN + 1]


def to_choose(user, row, permission):
    """Pupils this person may put into it: on roll and not in it already."""
    here = Place.objects.visible_to(user).filter(intervention=row)
    rows = Pupil.objects.visible_to(user, permission).filter(school=row.school_id).on_roll()
    in_it = here.held_or_later(moment.today()).values("pupil")
    return rows.exclude(pk__in=in_it).select_related("class_group")


@needs(P.PROVISION_PROPOSE)
@require_http_methods(["GET", "POST"])
@reads("read")
def pupils(request, pk):
    """The SENCO gives places, where it is agreed; everybody else asks for them."""
    row = intervention(request, pk, P.PROVISION_PROPOSE)
    back = row.get_absolute_url()
    if request.method == "GET" and row.state not in (State.PROPOSED, State.AGREED):
        return redirect(back)
    gives = may(request.user, P.PROVISION_EDIT, row.school_id) and row.state == State.AGREED
    rows = to_choose(request.user, row, P.PROVISION_EDIT if gives else P.PROVISION_PROPOSE)
    search = Search(request.GET, user=request.user, school=row.school)
    shown = list(search.narrow(rows, row.school))
    first = max(row.starts_on, moment.today())
    asked = request.POST.getlist("pupils") if request.method == "POST" else []
    form = PupilsForm(
        request.POST or None, pupils=rows, wishes=not gives, first=first,
        promises=promises_for(shown, asked, first) if gives else [],
        **kept(request, "intervention-pupils", f"intervention-{pk}"),
    )  # fmt: skip
    if answer := send(
        request, form, lambda: joined(request, row, form, gives), cancel_url=back,
        done="Saved." if gives else "Asked. The SENCO answers.",
    ):  # fmt: skip
        return answer
    context = {
        "form": form, "row": row, "back": back, "gives": gives, "search": search,
        "choices": choices(form, shown[:SHOWN], asked), "more": len(shown) > SHOWN,
        "has_asked": search.is_valid() and any(search.cleaned_data.values()),
        "left": row.places - placing.taken(row, first), "policy": row.school.policy,
    }  # fmt: skip
    return render(request, "provision/pupils.html", context)


def promises_for(shown, asked, day) -> list:
    """Of the pupils on the page and of those that were ticked on it."""
    numbers = {pupil.pk for pupil in shown}
    numbers |= {int(each) for each in asked if each.isdecimal() and len(each) < 18}
    return placing.open_promises(numbers, day)


def joined(request, row, form, gives) -> str:
    chosen, by = list(form.cleaned_data["pupils"]), request.user
    if gives:
        placing.join(
            intervention=row, pupils=chosen, by=by, keeps=form.keeps,
            from_on=form.cleaned_data["from_on"],
        )  # fmt: skip
    else:
        placing.wish(intervention=row, pupils=chosen, by=by, why=form.cleaned_data["why"])
    return row.get_absolute_url()


def choices(form, shown, asked) -> list[dict]:
    """One box for each pupil; beside it which promise the place keeps."""
    names = form.fields
    return [
        {
            "pk": pupil.pk, "name": pupil.name, "ticked": str(pupil.pk) in asked,
            "class": pupil.class_group.name if pupil.class_group else "",
            "keeps": form[f"keeps_{pupil.pk}"] if f"keeps_{pupil.pk}" in names else None,
        }
        for pupil in shown
    ]  # fmt: skip


@needs(P.PROVISION_EDIT)
@require_http_methods(["GET", "POST"])
@reads("read")
def leave(request, pk):
    """The pupil's last day in it."""
    place = finding.place(request, pk)
    form = LeaveForm(request.POST or None, place=place, **kept(request, "leave", f"place-{pk}"))

    def save():
        said = form.cleaned_data
        promised.leave(
            place=place, version=said["version"], by=request.user, on=said["on"],
            reason=said["reason"], keep_promise=said["keep_promise"] == "yes",
        )  # fmt: skip

    done = f"{place.pupil.first_name}: the last day is noted."
    return form_of(
        request, "provision/leave.html", form, save, place.intervention, done, place=place
    )


@needs(P.PROVISION_PROPOSE)
@require_POST
def take_back(request, pk):
    """Whoever asked for a place no longer does."""
    rows = PlaceWish.objects.visible_to(request.user).select_related("school", "intervention")
    wish = record_or_404(request, rows, pk)
    if wish.asked_by_id != request.user.pk:
        raise PermissionDenied("wish")
    try:
        placing.take_back(wish=wish, by=request.user)
    except IllegalMove as refused:
        messages.info(request, str(refused))
    else:
        messages.success(request, "Taken back.")
    return redirect(wish.intervention.get_absolute_url())
