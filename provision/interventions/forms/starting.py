"""What an intervention is, question by question; who gives it; when in the week."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Fieldset, Layout
from django import forms

from accounts.models import User
from provision.interventions.forms import choices
from provision.interventions.models import LONGEST_SESSION, Intervention
from provision.interventions.saying import DAYS
from schools.forms import PersonChoice, date_field
from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import LineFormField

WEEK = range(len(DAYS))
WHAT = ("name", "about", "area", "work", "wave")
WHERE = ("room", "agency")
HOW_LONG = ("starts_on", "ends_on", "minutes", "times", "places")
OVER = "The last day is before the first day. Change one of them."


def number(label, hint, most, required=True):
    words = f"Write a number from 1 to {most}."
    wrong = dict.fromkeys(["required", "invalid", "min_value", "max_value"], words)
    return forms.IntegerField(
        label=label, help_text=hint, min_value=1, max_value=most, required=required,
        error_messages=wrong,
    )  # fmt: skip


def time_field(label):
    return forms.TimeField(
        label=label, required=False,
        widget=forms.TimeInput({"type": "time", "class": "form-control"}, format="%H:%M"),
        error_messages={"invalid": "Write the time as hours and minutes: 9:30."},
    )  # fmt: skip


class InterventionForm(KeptFormMixin, forms.ModelForm):
    """What it is. The service saves."""

    starts_on = date_field("First day")
    ends_on = date_field("Last day", "Leave empty if nobody knows yet", required=False)
    minutes = number("Minutes of one time", "", LONGEST_SESSION)
    times = number("How many times a week?", "", 25)
    places = number("For how many pupils at most?", "1 for one child alone", 60)

    class Meta:
        model = Intervention
        fields = [*WHAT, *WHERE, *HOW_LONG, "success_measure"]
        labels = {
            "name": "What do you call it?",
            "about": "What is done in it?",
            "area": "Which area of need is it for?",
            "work": "What kind of help is it?",
            "wave": "For whom is it?",
            "room": "Where?",
            "agency": "Does somebody outside the school give or guide it?",
            "success_measure": "How will you know that it worked?",
        }
        help_texts = {
            "name": "“Sounds together, Year 3”. A family may read this name",
            "about": "As you would tell a new colleague in two sentences",
            "room": "The Den, room 4, the quiet corner",
            "agency": "“Speech and language therapy, Westbridge”",
            "success_measure": "A number or an example: “Reads 30 more words by sight”",
        }
        error_messages = {"name": {"required": "Give it a name."}}
        widgets = {
            "about": forms.Textarea(attrs={"rows": 3}),
            "success_measure": forms.Textarea(attrs={"rows": 2}),
            "wave": forms.RadioSelect,
        }

    def __init__(self, *args, school, **kwargs):
        self.school = school
        super().__init__(*args, **kwargs)
        choices.offer(self, school)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("What is it?", *WHAT),
            Fieldset("How long, how often?", *HOW_LONG),
            Fieldset("Where, and with whom?", *WHERE),
            Fieldset("What is it to change?", "success_measure"),
        )

    def clean(self):
        first, last = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", OVER)
        return self.cleaned_data

    def _post_clean(self):
        """The service saves."""


class GiverFields:
    """`user` and `giver`: a colleague with an account, or only a name. Names of the two fields
    are the form's.
    """

    def add_givers(self, people, required):
        self.fields["user"] = PersonChoice(
            people, label="Which colleague gives it?", required=False,
            empty_label="Nobody of the list",
            help_text="They see the list of pupils and note what took place",
            error_messages={"invalid_choice": "Choose a person of the list."},
        )  # fmt: skip
        self.fields["giver"] = LineFormField(
            label="Or somebody without an account here", required=False, max_length=120,
            help_text="“Mrs Hall, speech therapist”",
        )  # fmt: skip
        self.giver_required = required

    def check_givers(self):
        user, name = self.cleaned_data.get("user"), self.cleaned_data.get("giver")
        if user and name:
            self.add_error("giver", "Choose a colleague or write a name, not both.")
        elif self.giver_required and not user and not name and not self.errors.get("user"):
            self.add_error("user", "Choose a colleague, or write a name below.")

    @property
    def who(self) -> dict:
        """user and name, as services.add_staff takes them."""
        user = self.cleaned_data.get("user")
        return {"user": user, "name": "" if user else self.cleaned_data.get("giver") or ""}


class WeekFields:
    """day_0, at_0, again_0 … for Monday to Friday."""

    def add_week(self, own_minutes=False):
        for day in WEEK:
            name = DAYS[day]
            box = forms.CheckboxInput({"class": "form-check-input"})
            self.fields[f"day_{day}"] = forms.BooleanField(label=name, required=False, widget=box)
            self.fields[f"at_{day}"] = time_field(f"{name} at")
            self.fields[f"again_{day}"] = time_field(f"{name} again at")
            if own_minutes:
                self.fields[f"minutes_{day}"] = number(
                    f"Minutes on {name}", "", LONGEST_SESSION, required=False
                )
                self.fields[f"minutes_{day}"].widget.attrs["class"] = "form-control"

    @staticmethod
    def week_layout():
        return Fieldset("When in the week?", HTML("{% include 'provision/partials/_week.html' %}"))

    @property
    def week_rows(self) -> list[dict]:
        """The boxes of each day, for the template."""
        rows = []
        for day in WEEK:
            boxes = {
                name: self[f"{name}_{day}"] if f"{name}_{day}" in self.fields else None
                for name in ("day", "at", "again", "minutes")
            }
            wrong = [box for box in boxes.values() if box is not None and box.errors]
            rows.append({"name": DAYS[day], "wrong": wrong, **boxes})
        return rows

    def slots(self, minutes, room) -> list[dict]:
        """As services.set_timetable takes them. A day with a time counts as ticked."""
        found = []
        for day in WEEK:
            said = {name: self.cleaned_data.get(f"{name}_{day}") for name in
                    ("day", "at", "again", "minutes")}  # fmt: skip
            if not (said["day"] or said["at"] or said["again"]):
                continue
            times = [said["at"], *([said["again"]] if said["again"] else [])]
            found += [
                {"weekday": day, "starts_at": at, "minutes": said["minutes"] or minutes,
                 "room": room}
                for at in times
            ]  # fmt: skip
        return found


class StartForm(GiverFields, WeekFields, InterventionForm):
    """A new one: also who gives it, and when in the week."""

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.add_givers(people, required=False)
        self.add_week()
        self.fields["times"].required = False
        self.fields["times"].help_text = "Only if the days are not fixed yet"
        self.helper.layout = Layout(
            Fieldset("What is it?", *WHAT),
            Fieldset("Who gives it?", "user", "giver", "agency"),
            Fieldset("From when, for how long?", "starts_on", "ends_on", "minutes", "places"),
            self.week_layout(),
            Fieldset("And where?", "times", "room"),
            Fieldset("What is it to change?", "success_measure"),
        )

    def clean(self):
        said = super().clean()
        self.check_givers()
        days = self.slots(1, "")
        if days:
            said["times"] = len(days)
        elif not said.get("times") and "times" not in self.errors:
            self.add_error("times", "Tick the days above, or write how many times a week.")
        return said

    @property
    def facts(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class TimetableForm(WeekFields, KeptFormMixin, forms.Form):
    """Other days or times, from a day on."""

    def __init__(self, *args, intervention, first, slots, **kwargs):
        self.row = intervention
        super().__init__(*args, **kwargs)
        self.fields["from_on"] = date_field("From which day?", "Before it, all stays as it was")
        self.fields["from_on"].initial = first
        self.add_week(own_minutes=True)
        for slot in slots:
            self._show(slot)
        self.helper = FormHelper()
        self.helper.layout = Layout("from_on", self.week_layout())

    def _show(self, slot):
        day = slot.weekday
        at, again = self.fields[f"at_{day}"], self.fields[f"again_{day}"]
        (again if self.fields[f"day_{day}"].initial else at).initial = slot.starts_at
        self.fields[f"day_{day}"].initial = True
        if slot.minutes != self.row.minutes:
            self.fields[f"minutes_{day}"].initial = slot.minutes

    def clean_from_on(self):
        day = self.cleaned_data["from_on"]
        if day < self.row.starts_on or self.row.ends_on and day > self.row.ends_on:
            raise forms.ValidationError("Choose a day between its first and its last.")
        return day

    @property
    def week(self) -> list[dict]:
        return self.slots(self.row.minutes, self.row.room)


class StaffForm(GiverFields, KeptFormMixin, forms.Form):
    """Somebody gives it from a day on, perhaps only for some days."""

    def __init__(self, *args, people, first, **kwargs):
        super().__init__(*args, **kwargs)
        self.add_givers(people or User.objects.none(), required=True)
        self.fields["from_on"] = date_field("From which day?")
        self.fields["from_on"].initial = first
        self.fields["until_on"] = date_field(
            "Until which day?", "Only if they stand in for somebody", required=False
        )
        self.helper = FormHelper()
        self.helper.layout = Layout("user", "giver", "from_on", "until_on")

    def clean(self):
        self.check_givers()
        first, last = self.cleaned_data.get("from_on"), self.cleaned_data.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", OVER)
        return self.cleaned_data
