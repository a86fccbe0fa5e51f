"""The forms of one meeting: its day, the invitation, its end, what was said and agreed."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Fieldset, Layout, Row
from django import forms

from provision.family_meetings import people, terms
from provision.family_meetings.models import ParentMeeting
from provision.family_meetings.services.inviting import BY_LETTER, may_be_invited
from pupils import answering
from schools.calendar import calendar_of
from sendcase import moment
from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import LineFormField, ProseFormField

DATE_WORDS = {
    "required": "Give the day.",
    "invalid": "Write the date as day, month, year: 24/11/2026.",
}
TIME_WORDS = {"required": "Give a time, such as 15:40.", "invalid": "Give a time, such as 15:40."}
MINUTES_WORDS = dict.fromkeys(
    ["required", "invalid", "min_value", "max_value"], "Write a number from 5 to 180."
)
FAMILY, CHILD, KEEP = "family", "child", "keep"
NEW_ROWS = ("new1", "new2", "new3")
MORE = "<details{% if form.is_bound %} open{% endif %}><summary>More actions</summary>"


def day(label, required=True, **more):
    return forms.DateField(label=label, required=required, error_messages=DATE_WORDS, **more)


def clock_time(label, required=True, **more):
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(
        label=label, required=required, error_messages=TIME_WORDS, widget=widget, **more
    )


def minutes_field(label="How many minutes?"):
    return forms.IntegerField(
        label=label, min_value=5, max_value=180, initial=20, error_messages=MINUTES_WORDS
    )


def prose(label, most, rows=4, **more):
    box = forms.Textarea(attrs={"rows": rows})
    return ProseFormField(label=label, max_length=most, widget=box, **more)


class OfMeetingForm(KeptFormMixin, forms.Form):
    """`instance` is the meeting, for its version."""

    def __init__(self, *args, meeting, **kwargs):
        self.instance = meeting
        super().__init__(*args, **kwargs)

    @property
    def given(self) -> dict:
        return {**self.answers, "version": self.cleaned_data["version"]}


class BookForm(KeptFormMixin, forms.Form):
    """The day and what belongs to it; `meeting`: None for a new one."""

    planned_on = day("Which day?")
    starts_at = clock_time(
        "At what time?", required=False, help_text="An invitation needs a time and a place."
    )
    minutes = minutes_field()
    place = LineFormField(label="Where?", max_length=120, required=False)
    led_by = forms.ChoiceField(
        label="Who meets the family?", error_messages={"required": "Choose somebody."}
    )
    others = LineFormField(
        label="Who else from school?", max_length=200, required=False,
        help_text="Names and what they do: Mr Lee, teaching assistant",
    )  # fmt: skip

    def __init__(self, *args, pupil, leader=None, meeting=None, **kwargs):
        self.instance = meeting
        super().__init__(*args, **kwargs)
        self.people = {str(each.pk): each for each in answering.people(pupil)}
        if meeting:
            self.people.setdefault(str(meeting.led_by_id), meeting.led_by)
        named = [(key, each.name) for key, each in self.people.items()]
        self.fields["led_by"].choices = [("", "Choose"), *named]
        for name in ("planned_on", "starts_at", "minutes", "place", "others"):
            if meeting:
                self.fields[name].initial = getattr(meeting, name)
        first = meeting.led_by if meeting else leader
        self.fields["led_by"].initial = str(first.pk) if first else ""

    def clean_led_by(self):
        return self.people[self.cleaned_data["led_by"]]


class InviteForm(OfMeetingForm):
    """By letter, or by word of mouth: then who was asked, and what they said."""

    how = forms.ChoiceField(
        label="How is the family invited?", widget=forms.RadioSelect,
        choices=[(BY_LETTER, "By letter, with a slip to answer"), ("By phone", "By phone"),
                 ("In person", "In person"), ("By e-mail", "By an e-mail of ours")],
        error_messages={"required": "Say how."},
    )  # fmt: skip
    who = forms.MultipleChoiceField(
        label="Who was invited?", required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    on = day("On which day?", required=False)
    answer = forms.ChoiceField(
        label="What did they say?", required=False, widget=forms.RadioSelect,
        choices=[("", "Nothing yet"), *ParentMeeting.Answer.choices],
    )  # fmt: skip
    answer_words = prose("In their words", 1000, 2, required=False)

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, meeting=meeting, **kwargs)
        self.chosen = may_be_invited(meeting.pupil)
        young = [(CHILD, meeting.pupil.name)] if self.chosen.young_person else []
        homes = [each for home in self.chosen.households for each in home.people]
        self.fields["who"].choices = [*young, *((str(each.pk), each.name) for each in homes)]
        self.fields["on"].initial = moment.today()
        self.fields["how"].initial = BY_LETTER
        for name in ("who", "on"):
            self.fields[name].needed_for = "an invitation without a letter"

    @property
    def by_letter(self) -> bool:
        return self.cleaned_data["how"] == BY_LETTER

    def clean(self):
        data = super().clean()
        if data.get("how") and data["how"] != BY_LETTER:
            if not data.get("who") and "who" not in self.errors:
                self.add_error("who", "Say who was invited.")
            if not data.get("on") and "on" not in self.errors:
                self.add_error("on", DATE_WORDS["required"])
        return data

    @property
    def told(self) -> dict:
        data = self.given
        who = data.pop("who")
        numbers = [int(each) for each in who if each != CHILD]
        return {**data, "contacts": numbers, "young_person": CHILD in who}


class EndForm(OfMeetingForm):
    step = forms.ChoiceField(
        label="What happened?", widget=forms.RadioSelect,
        choices=[("not held", "Nobody came, or it could not take place"),
                 ("cancel", "We cancel it: it will not take place")],
        error_messages={"required": "Choose one."},
    )  # fmt: skip
    why_not = prose(
        "Why?", 500, 2, error_messages={"required": "Say why: a colleague may ask next term."},
        help_text="The family is not told by this. Tell them, or plan another day.",
    )  # fmt: skip


class RecordForm(OfMeetingForm):
    """One page, on a phone, with the family in the room. Actions: fields what_7, who_7, due_7 of
    the action of number 7, and three empty rows.
    """

    held_on = day("On which day was it?")
    came = LineFormField(label="Who came?", max_length=300, required=False)
    parents_words = prose(
        "What the family said", 3000, required=False,
        help_text="In their own words, as far as you can",
    )  # fmt: skip
    pupil_words = prose("What the child said", 2000, 3, required=False)
    notes = prose(
        "What we talked about", 5000, 5, required=False,
        help_text="The family takes a copy home, and the child may read it one day",
    )  # fmt: skip
    next_on = day(
        "When do we meet next?", required=False, help_text="Leave it empty where nothing is fixed"
    )

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, meeting=meeting, **kwargs)
        pupil = meeting.pupil
        self.fields["pupil_words"].label = f"What {pupil.first_name} said"
        self.doers = {str(each.pk): each for each in people.doers(pupil)}
        self.rows = {str(each.pk): each for each in meeting.actions.all()}
        for key in self.keys:
            self._add_row(key, self.rows.get(key), pupil)
        self._begin(meeting)
        first, *others = [self._shown(n, key) for n, key in enumerate(self.keys, 1)]
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "held_on", "came", "parents_words", "pupil_words", "notes",
            Fieldset("What we agreed", first, *others[: len(self.rows)],
                     HTML(MORE), *others[len(self.rows) :], HTML("</details>")),
            Fieldset("Next time", "next_on"),
        )  # fmt: skip

    @property
    def keys(self) -> list[str]:
        return [*self.rows, *NEW_ROWS]

    @staticmethod
    def _shown(number, key) -> Fieldset:
        side = Row(Column(f"who_{key}"), Column(f"due_{key}"))
        return Fieldset(f"Action {number}", f"what_{key}", side)

    def _add_row(self, key, row, pupil):
        staff = [(pk, each.name) for pk, each in self.doers.items()]
        family = [(FAMILY, "The family"), (CHILD, pupil.first_name)]
        kept = [(KEEP, row.who)] if row and str(row.owner_id) not in self.doers else []
        hint = "Empty it to take this action out" if row else ""
        self.fields[f"what_{key}"] = LineFormField(
            label="What?", max_length=300, required=False, help_text=hint
        )
        self.fields[f"who_{key}"] = forms.ChoiceField(
            label="Who does it?", required=False,
            choices=[("", "Choose"), *kept, *staff, *family],
        )  # fmt: skip
        self.fields[f"who_{key}"].needed_for = "an action"
        self.fields[f"due_{key}"] = day("By when?", required=False)
        if row:
            self.fields[f"what_{key}"].initial = row.what
            self.fields[f"who_{key}"].initial = KEEP if kept else str(row.owner_id)
            self.fields[f"due_{key}"].initial = row.due_on

    def _begin(self, meeting):
        for name in ("held_on", "came", "parents_words", "pupil_words", "notes", "next_on"):
            self.fields[name].initial = getattr(meeting, name)
        if meeting.held_on is None:
            held_on = min(meeting.planned_on, moment.today())
            days = calendar_of(meeting.school)
            found = terms.spans(meeting.school.policy.parent_meetings_a_year, days)
            self.fields["held_on"].initial = held_on
            self.fields["next_on"].initial = terms.proposed_next(found, days, held_on)

    def clean(self):
        data = super().clean()
        for key in self.keys:
            what, who, due = (data.get(f"{part}_{key}") for part in ("what", "who", "due"))
            if what and not who and f"who_{key}" not in self.errors:
                self.add_error(f"who_{key}", "Say who does it.")
            if due and not what and key in NEW_ROWS and f"what_{key}" not in self.errors:
                self.add_error(f"what_{key}", "Say what is to be done.")
        return data

    @property
    def said(self) -> dict:
        """Keyword arguments of services.record."""
        own = ("held_on", "came", "parents_words", "pupil_words", "notes", "next_on")
        return {name: self.cleaned_data[name] for name in own} | {
            "version": self.cleaned_data["version"],
            "actions": [self._action(key) for key in self.keys],
        }

    def _action(self, key) -> dict:
        data, row = self.cleaned_data, self.rows.get(key)
        who = data[f"who_{key}"]
        owner = self.doers.get(who)
        names = {FAMILY: "The family", CHILD: self.instance.pupil.first_name}
        name = owner.name if owner else names.get(who, "")
        if who == KEEP and row:
            name, owner = row.who, row.owner
        return {"pk": row.pk if row else None, "what": data[f"what_{key}"], "who": name,
                "owner": owner, "due_on": data[f"due_{key}"]}  # fmt: skip

    def liken(self, meeting):
        """The meeting as it is now, with the names of this form's fields, to compare both texts."""
        now = {str(row.pk): row for row in meeting.actions.all()}
        for key in self.rows:
            row = now.get(key)
            meeting_who = (
                (KEEP if str(row.owner_id) not in self.doers else str(row.owner_id)) if row else ""
            )
            setattr(meeting, f"what_{key}", row.what if row else "")
            setattr(meeting, f"who_{key}", meeting_who)
            setattr(meeting, f"due_{key}", row.due_on if row else None)
            words = row.who if row else ""
            setattr(meeting, f"get_who_{key}_display", lambda words=words: words)
        return meeting


class NoteForm(KeptFormMixin, forms.Form):
    text = prose(
        "What would you like to add?", 2000, error_messages={"required": "Write the note."},
        help_text="It stays as you write it, with your name and today’s date.",
    )  # fmt: skip


class DoneForm(OfMeetingForm):
    """`meeting` is here the action."""

    done_on = day("On which day was it done?")
    done_words = prose("What came of it?", 1000, 3, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["done_on"].initial = moment.today()
