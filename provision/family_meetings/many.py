"""Planning for a class or the school: the window that is asked, and a row for each family."""

from datetime import time, timedelta

from django import forms
from django.utils.safestring import mark_safe

from provision.family_meetings.forms import clock_time, day, minutes_field
from provision.family_meetings.models import ParentMeeting
from provision.family_meetings.owed import owed
from provision.family_meetings.proposing import Window
from provision.family_meetings.services.planning import overlap
from pupils.models import Pupil
from pupils.querysets import pupil_scope
from schools.calendar import Calendar
from schools.models import ClassGroup
from sendcase import moment
from sendcase.drafts.forms import KeptFormMixin
from sendcase.forms_rendering import control, prepare
from sendcase.text import LineFormField

MOST = 40  # families on one page
AHEAD = timedelta(days=14)  # so that invitations can go out
TWICE = "{} meets another family of this list at that time."


class WindowForm(forms.Form):
    """Which class, from which day on, between which times. Asked by GET; empty: what we propose."""

    class_group = forms.ChoiceField(label="Class", required=False)
    first_on = day("From which day on?", required=False)
    from_at = clock_time("From", required=False)
    until_at = clock_time("Until", required=False)
    minutes = minutes_field("Minutes each")

    def __init__(self, data, *, user, school, days: Calendar):
        ahead = days.next_open(moment.today() + AHEAD)
        first = {"first_on": ahead.isoformat(), "from_at": "15:30", "until_at": "17:30",
                 "minutes": "20"}  # fmt: skip
        asked = {name: data.get(name, "") for name in (*first, "class_group")}
        super().__init__({name: value or first.get(name, "") for name, value in asked.items()})
        self.school = school
        rows = ClassGroup.objects.visible_to(user).filter(school=school).open()
        classes = [(str(pk), name) for pk, name in rows.values_list("pk", "name")]
        self.fields["class_group"].choices = [("", "Every class"), *classes]

    def clean(self):
        data = super().clean()
        if data.get("first_on") and data["first_on"] < moment.today():
            self.add_error("first_on", "This day is past. Choose a later one.")
        if data.get("from_at") and data.get("until_at") and data["until_at"] <= data["from_at"]:
            self.add_error("until_at", "This is before the meetings begin. Choose a later time.")
        return data

    def boxes(self) -> list[dict]:
        shown = {"class_group": "form-select"}
        return [box(field, shown.get(field.name, "form-control")) for field in self]

    @property
    def window(self) -> Window:
        data = self.cleaned_data
        return Window(data["first_on"], data["from_at"] or time(15, 30),
                      data["until_at"] or time(17, 30), data["minutes"])  # fmt: skip


def to_plan(user, school, class_group: str, permission):
    """Children in reach whose family is still to be met this term, and for whom nothing is planned
    in it. In the order of classes and names; a queryset.
    """
    found = owed(school.pk)
    if found.span is None:
        return Pupil.objects.none()
    planned = ParentMeeting.objects.open().filter(planned_on__gte=found.span.starts_on)
    rows = Pupil.objects.filter(pupil_scope(user, permission)).filter(
        school=school, pk__in=[pupil.pk for pupil in found.pupils]
    )
    if class_group:
        rows = rows.filter(class_group=class_group)
    rows = rows.exclude(pk__in=planned.values("pupil")).select_related("class_group", "school")
    return rows.order_by("class_group__sort_key", "sort_key", "pk")


class ManyForm(KeptFormMixin, forms.Form):
    """Fields plan_7, on_7, at_7 for the family of child 7; one place for all of them."""

    place = LineFormField(label="Where?", max_length=120, required=False)

    def __init__(self, *args, pupils, leaders, proposed, minutes, days: Calendar, **kwargs):
        super().__init__(*args, **kwargs)
        self.pupils, self.leaders, self.minutes, self.days = pupils, leaders, minutes, days
        for pupil in pupils:
            on, at = proposed.get(pupil.pk, (None, None))
            name = pupil.name
            fields = {
                "plan": forms.BooleanField(label=f"Plan a meeting: {name}", required=False,
                                           initial=on is not None and pupil.pk in leaders),
                "on": day(f"{name}: day", required=False, initial=on),
                "at": clock_time(f"{name}: time", required=False, initial=at),
            }  # fmt: skip
            for part, field in fields.items():
                self.fields[f"{part}_{pupil.pk}"] = field

    def clean(self):
        data = super().clean()
        ticked = [pupil for pupil in self.pupils if self._ticked(pupil, data)]
        self.rows_chosen = [self._row(pupil, data) for pupil in ticked]
        if not self.rows_chosen and not self.errors:
            self.add_error(None, "Nobody is chosen. Tick at least one family.")
        for place, row in enumerate(self.rows_chosen):
            self._check(row, self.rows_chosen[:place])
        return data

    def _ticked(self, pupil, data) -> bool:
        return bool(data.get(f"plan_{pupil.pk}")) and pupil.pk in self.leaders

    def _row(self, pupil, data) -> dict:
        return {
            "pupil": pupil, "planned_on": data.get(f"on_{pupil.pk}"),
            "starts_at": data.get(f"at_{pupil.pk}"), "minutes": self.minutes,
            "place": data.get("place", ""), "led_by": self.leaders[pupil.pk],
        }  # fmt: skip

    def _check(self, row, before) -> None:
        pk, on, at = row["pupil"].pk, row["planned_on"], row["starts_at"]
        if on is None:
            if f"on_{pk}" not in self.errors:
                self.add_error(f"on_{pk}", "Give the day.")
            return
        if not self.days.is_open(on) or on < moment.today():
            self.add_error(f"on_{pk}", "The school is closed then, or the day is past.")
        same = [other for other in before if other["led_by"] == row["led_by"]
                and other["planned_on"] == on and other["starts_at"] and at]  # fmt: skip
        if any(overlap((at, self.minutes), (each["starts_at"], self.minutes)) for each in same):
            self.add_error(f"at_{pk}", TWICE.format(row["led_by"].name))

    def rows(self) -> list[dict]:
        """One for each family, for the page."""
        return [
            {
                "pupil": pupil, "leader": self.leaders.get(pupil.pk),
                "plan": box(self[f"plan_{pupil.pk}"], "form-check-input"),
                "on": box(self[f"on_{pupil.pk}"]), "at": box(self[f"at_{pupil.pk}"]),
            }
            for pupil in self.pupils
        ]  # fmt: skip


def box(field, css="form-control") -> dict:
    """A question of a table or above one: its box, and what is wrong."""
    prepare(field)
    return {"id": field.id_for_label, "label": field.label, "errors": field.errors,
            "outer": f"div_{field.auto_id}", "html": mark_safe(control(field, css))}  # fmt: skip
