"""Forms of the policy. Each has the policy's version: two people at two of them clash, too."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms

from schools.models import Census, PlanKind, Policy, Stage
from schools.policies import ParentMeetings, PlanChecks, ProgressMeetings, ProvisionReviews
from schools.policy.words import OUTCOMES, REVIEWS
from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import LineFormField, ProseFormField

MOST_DAYS, MOST_WEEKS, MOST_TARGETS = 180, 53, 12


class Named(list):
    """Rows that read as their names, for the page that shows two texts."""

    def __str__(self):
        return ", ".join(str(row) for row in self)


def number_field(label, hint, least, most):
    words = f"Write a number from {least} to {most}."
    wrong = dict.fromkeys(["required", "invalid", "min_value", "max_value"], words)
    return forms.IntegerField(
        label=label, help_text=hint, min_value=least, max_value=most, error_messages=wrong
    )


def line(label, hint, most, words):
    return LineFormField(
        label=label, help_text=hint, max_length=most, error_messages={"required": words}
    )


class PolicyForm(KeptFormMixin, forms.Form):
    """`instance` is the policy, for its version; nothing is written into it by the form."""

    def __init__(self, *args, policy, **kwargs):
        self.instance = policy
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()

    def liken(self, policy):
        """The policy as it is now, with the names of this form's fields, to compare both texts."""
        return policy


class RulesForm(PolicyForm):
    referral_name = line("The form that asks for support", "SEN referral form", 60, "Name it.")
    register_name = line("The register", "SEN register", 60, "Name it.")
    senco_title = line("Who coordinates", "SENCO, SENDCo", 40, "Give the title.")
    teacher_title = line("Who teaches the child", "class teacher, tutor", 40, "Give the title.")
    referral_answer_days = number_field(
        "Days to answer a referral", "Holidays counted, as for all days here", 1, MOST_DAYS
    )
    plan_write_days = number_field("Days to write a plan", "From the decision", 1, MOST_DAYS)
    tell_parents_days = number_field("Days to tell the family", "From the decision", 1, MOST_DAYS)
    letter_answer_days = number_field(
        "Days a letter waits for its answer", "Then somebody is reminded to ask", 1, MOST_DAYS
    )
    question_days = number_field(
        "Days to answer short questions about a pupil", "Another day can be set each time", 1, 60
    )
    register_review_weeks = number_field(
        "Weeks between reviews of the register", "13 is about a term", 1, MOST_WEEKS
    )
    reminder_lead_days = number_field("Days ahead that reminders come", "", 0, 60)
    digest_hour = number_field(
        "Hour from which reminder mails go out", "7 means from 7:00, London time", 5, 20
    )
    letters_signed_by = forms.ChoiceField(
        label="Who signs letters home?",
        choices=Policy._meta.get_field("letters_signed_by").choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Choose who signs."),
    )
    chase_times = number_field(
        "Reminder letters where no answer came", "At most so many; 0 means none by itself", 0, 5
    )
    chase_days = number_field("Days between reminder letters", "", 1, 60)
    review_invite_weeks = number_field(
        "Weeks before a review that everybody is invited", "The law: at least 2", 2, 12
    )
    review_papers_weeks = number_field(
        "Weeks before a review that its papers go out", "The law: at least 2", 2, 12
    )
    review_report_weeks = number_field(
        "Weeks after a review that its report goes out", "The law: at most 2", 1, 2
    )
    transfer_months = number_field(
        "Months before September that the plan of a child who changes school is reviewed",
        "0: by the law’s own day, 14 February. 7 means by 1 February", 0, 12,
    )  # fmt: skip
    promise_percent = number_field(
        "Of a hundred promised minutes, how many must be given?",
        "Where it was less over four weeks, the promise is on the list of those slipping", 10, 100,
    )  # fmt: skip
    photos_used = forms.BooleanField(
        label="We use photos of pupils",
        help_text="Shown on the pupil's page to those who may open it. Whether each family agrees "
        "is not kept here yet: put in only photos you may use",
        required=False,
    )

    progress_meetings = forms.ChoiceField(
        label="How often does each class have a progress meeting?",
        help_text="The teacher and the coordinator look at every child of the class together",
        choices=ProgressMeetings.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Choose how often."),
    )

    parent_meetings_a_year = forms.TypedChoiceField(
        label="How often is each family met in a year?",
        help_text="Of each child with SEN support or an EHC plan. The SEND Code of Practice asks "
        "for at least three times (6.65)",
        choices=ParentMeetings.choices, coerce=int, widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Choose how often."),
    )  # fmt: skip
    plan_check = forms.ChoiceField(
        label="How often is each plan checked by the one who coordinates?",
        help_text="A look of their own, beside the review of whoever leads on the plan",
        choices=PlanChecks.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Choose how often."),
    )
    wave_name = line(
        "The word before the number", "Wave or Tier: it stands before 1, 2 and 3 wherever extra "
        "help is sorted by it", 20, "Give it a word.",
    )  # fmt: skip
    provision_review = forms.ChoiceField(
        label="When is an intervention looked at as a whole?",
        help_text="The one who coordinates says whether it goes on, changes or stops",
        choices=ProvisionReviews.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Choose when."),
    )
    outcome_not_started = line("Least", "Not started", 40, "Give it a word.")
    outcome_some = line("Second", "Some progress", 40, "Give it a word.")
    outcome_partly = line("Third", "Partly met", 40, "Give it a word.")
    outcome_met = line("Fourth: the target is met", "Met", 40, "Give it a word.")
    outcome_exceeded = line("Fifth: more than met", "Exceeded", 40, "Give it a word.")

    def clean(self):
        """Two points of one scale that read alike say nothing."""
        said = [str(self.cleaned_data.get(name, "")).casefold() for name in OUTCOMES]
        for n, name in enumerate(OUTCOMES):
            if said[n] and said[n] in said[:n]:
                self.add_error(name, "This word is used above. Give each of the five its own.")
        return self.cleaned_data

    def __init__(self, *args, policy, **kwargs):
        super().__init__(*args, policy=policy, **kwargs)
        for name in self.declared_fields:
            self.fields[name].initial = getattr(policy, name)
        days = [n for n in self.declared_fields if n.endswith("_days") and n != "chase_days"]
        self.helper.layout = Layout(
            Fieldset("Our words", "referral_name", "register_name", "senco_title", "teacher_title"),
            Fieldset("Days we give ourselves", *days[:5], "register_review_weeks"),
            Fieldset("Reminders", "reminder_lead_days", "digest_hour"),
            Fieldset("Letters", "letters_signed_by", "chase_times", "chase_days"),
            Fieldset("Reviews of EHC plans", *REVIEWS),
            Fieldset("Promised help", "promise_percent"),
            Fieldset("Photos", "photos_used"),
            Fieldset("Progress meetings", "progress_meetings"),
            Fieldset("Meetings with families", "parent_meetings_a_year"),
            Fieldset("Plans", "plan_check"),
            Fieldset("Provision", "wave_name", "provision_review"),
            Fieldset("How a target went, in five steps", *OUTCOMES),
        )


class RowForm(PolicyForm):
    """A stage or a kind of plan: `row`, or a new one where it is None."""

    model: type
    asked: tuple[str, ...] = ()

    def __init__(self, *args, policy, row=None, **kwargs):
        self.row = row
        super().__init__(*args, policy=policy, **kwargs)
        rows = self.model.objects.filter(school=policy.school_id).order_by("order", "pk")
        others = rows.exclude(pk=row.pk) if row else rows
        self.fields["after"] = forms.ModelChoiceField(
            others, required=False, empty_label="First", label="Where in the list? After …"
        )
        self.fields["is_closed"] = forms.BooleanField(
            required=False, label=self.closed_words, help_text="What runs already goes on"
        )
        if row is None:
            del self.fields["is_closed"]
        for name, value in self.values(row, list(rows)).items():
            self.fields[name].initial = value

    def values(self, row, rows) -> dict:
        """What the fields show of a row."""
        if row is None:
            return {"after": rows[-1] if rows else None}
        place = [each.pk for each in rows].index(row.pk)
        facts = {name: getattr(row, name) for name in self.asked}
        before = rows[place - 1] if place else None
        return facts | {"after": before, "is_closed": row.closed_on is not None}

    def liken(self, policy):
        if self.row:
            row = self.model.objects.get(pk=self.row.pk)
            rows = list(self.model.objects.filter(school=policy.school_id))
            for name, value in self.values(row, rows).items():
                setattr(policy, name, value)
        return policy


class StageForm(RowForm):
    model = Stage
    asked = ("name", "description", "on_register", "census_code", "is_referral_start",
             "is_monitoring")  # fmt: skip
    closed_words = "Closed: nobody new is placed here"

    name = line("Name of the stage", "SEN Support, Tier 2", 80, "Give the stage a name.")
    description = ProseFormField(
        label="What it means", help_text="One sentence a new colleague understands",
        max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    on_register = forms.BooleanField(required=False, label="Pupils here are on the register")
    census_code = forms.ChoiceField(
        label="Which census code?",
        choices=[(code, f"{code}: {label}") for code, label in Census.choices],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the census code."},
    )
    plan_kinds = forms.ModelMultipleChoiceField(
        PlanKind.objects.none(), required=False, widget=forms.CheckboxSelectMultiple,
        label="Which kinds of plan are written here?",
    )  # fmt: skip
    is_referral_start = forms.BooleanField(
        required=False, label="An accepted referral leads here",
        help_text="One stage has this; ticked here, it moves here",
    )  # fmt: skip
    is_monitoring = forms.BooleanField(
        required=False, label="Progress is only watched here", help_text="No extra support yet"
    )

    def __init__(self, *args, policy, **kwargs):
        super().__init__(*args, policy=policy, **kwargs)
        kinds = PlanKind.objects.filter(school=policy.school_id)
        held = list(self.row.plan_kinds.values_list("pk", flat=True)) if self.row else []
        self.fields["plan_kinds"].queryset = kinds.filter(closed_on=None) | kinds.filter(
            pk__in=held
        )
        rest = ["after", "is_closed"] if self.row else ["after"]
        self.helper.layout = Layout(
            Fieldset("The stage", "name", "description", "plan_kinds"),
            Fieldset("What it counts as", "on_register", "census_code", "is_monitoring",
                     "is_referral_start"),
            Fieldset("Its place", *rest),
        )  # fmt: skip

    def values(self, row, rows):
        held = {"plan_kinds": Named(row.plan_kinds.all())} if row else {}
        return super().values(row, rows) | held

    def clean(self):
        said = self.cleaned_data
        if said.get("is_monitoring") and (
            said.get("on_register") or said.get("census_code") != "N"
        ):
            self.add_error(
                "is_monitoring",
                "Where progress is only watched, nobody is on the register and the code is N.",
            )
        return said


class KindForm(RowForm):
    model = PlanKind
    asked = ("name", "short_name", "layout", "targets_least", "targets_most", "review_cycle",
             "review_weeks", "agreed_by", "second_approver")  # fmt: skip
    closed_words = "Closed: no new plan of this kind is started"

    name = line("Name of the plan", "Individual Education Plan", 80, "Give the plan a name.")
    short_name = line("Short name, for lists", "IEP", 30, "Give it a short name.")
    layout = forms.ChoiceField(
        label="How is it laid out?", choices=PlanKind.Layout.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choose the layout."},
        help_text="The Individual Support Plan is proposed: the Government has not fixed its form. "
        "You can begin with it; no law asks you to.",
    )  # fmt: skip
    targets_least = number_field("Fewest targets", "", 1, MOST_TARGETS)
    targets_most = number_field("Most targets", "", 1, MOST_TARGETS)
    review_cycle = forms.ChoiceField(
        label="When is it reviewed?", choices=PlanKind.Cycle.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choose when it is reviewed."},
    )  # fmt: skip
    review_weeks = number_field(
        "Weeks until the review",
        "6 is about half a term. Also used where no terms are entered ahead", 1, MOST_WEEKS,
    )  # fmt: skip
    agreed_by = forms.ChoiceField(
        label="Who agrees it?", widget=forms.RadioSelect,
        error_messages={"required": "Choose who agrees it."},
    )  # fmt: skip
    second_approver = forms.BooleanField(
        required=False, label="Two different people agree it",
        help_text="One of them as said above; the other a teacher of the pupil's class or the "
        "one who coordinates. Until both have, it is not shared",
    )  # fmt: skip

    def __init__(self, *args, policy, **kwargs):
        super().__init__(*args, policy=policy, **kwargs)
        self.fields["agreed_by"].choices = [
            ("teacher", f"The {policy.teacher_title}, or the {policy.senco_title}"),
            ("senco", f"The {policy.senco_title}"),
        ]
        rest = ["after", "is_closed"] if self.row else ["after"]
        self.helper.layout = Layout(
            Fieldset("The plan", "name", "short_name", "layout"),
            Fieldset("Its rules", "targets_least", "targets_most", "review_cycle",
                     "review_weeks", "agreed_by", "second_approver"),
            Fieldset("Its place", *rest),
        )  # fmt: skip

    def clean(self):
        least, most = (self.cleaned_data.get(f"targets_{which}") for which in ("least", "most"))
        if least and most and most < least:
            self.add_error("targets_most", f"This is fewer than the fewest targets, {least}.")
        return self.cleaned_data


class AreasForm(PolicyForm):
    """Each area of need with its name, and whether it may be ticked."""

    def __init__(self, *args, policy, **kwargs):
        super().__init__(*args, policy=policy, **kwargs)
        self.areas = list(policy.school.areas.order_by("order"))
        for area in self.areas:
            self.fields[f"name_{area.pk}"] = LineFormField(
                label="Name", max_length=80, initial=area.name,
                error_messages={"required": "Give the area a name."},
            )  # fmt: skip
            self.fields[f"is_used_{area.pk}"] = forms.BooleanField(
                label="We use this area", required=False, initial=area.is_used
            )
        self.helper.layout = Layout(
            *(Fieldset(a.name, f"name_{a.pk}", f"is_used_{a.pk}") for a in self.areas)
        )

    @property
    def named(self) -> dict:
        said = self.cleaned_data
        return {a.pk: (said[f"name_{a.pk}"], said[f"is_used_{a.pk}"]) for a in self.areas}

    def liken(self, policy):
        for area in policy.school.areas.all():
            setattr(policy, f"name_{area.pk}", area.name)
            setattr(policy, f"is_used_{area.pk}", area.is_used)
        return policy


class StartForm(PolicyForm):
    """Which policy to start from. A starter policy, or a school of the trust."""

    chosen = forms.ChoiceField(
        label="Which policy should yours be like?",
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Choose a policy."),
    )

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = choices
        self.helper.layout = Layout("chosen")
