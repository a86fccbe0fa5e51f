"""Days ahead for each kind of task, and days late until others hear of it."""

from types import SimpleNamespace

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms

from reminders.forecast import durations
from reminders.kinds import kinds
from reminders.leads import leads
from reminders.leads.models import ReminderRules
from sendcase.drafts.forms import KeptFormMixin

MOST_AHEAD, MOST_LATE, MOST_LEGAL = 90, 60, 20
AHEAD_WRONG = f"Write the days as a whole number from 0 to {MOST_AHEAD}."
AFTER = {
    "senco_after": ("School days late before the {senco} hears of it", 0),
    "head_after": ("School days late before the head hears of it", 0),
    "legal_senco_after": ("Set by law: school days late before the {senco} hears of it", 1),
    "legal_head_after": ("Set by law: school days late before the head hears of it", 1),
}


class LeadsForm(KeptFormMixin, forms.Form):
    """`instance`: the school's ReminderRules, unsaved where there are none yet."""

    def __init__(self, *args, school, **kwargs):
        row = ReminderRules.objects.filter(school=school).first()
        self.instance = row or ReminderRules(school=school)
        self.policy, self.now = school.policy, leads.days_of(school)
        super().__init__(*args, **kwargs)
        for name, (label, least) in AFTER.items():
            label = label.format(senco=self.policy.senco_title)
            self.fields[name] = _late(label, least, getattr(self.instance, name))
        for kind, days in self.now.items():
            self.fields[kind] = _ahead(kind, days)
        groups = durations.groups().items()
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("When something is late", *AFTER),
            *(Fieldset(f"Days ahead: {title}", *group) for title, group in groups),
        )

    def clean(self):
        """The SENCO hears of it no later than the head."""
        given = super().clean() or self.cleaned_data
        for start in ("", "legal_"):
            senco, head = given.get(f"{start}senco_after"), given.get(f"{start}head_after")
            if senco and head and head < senco:
                self.add_error(
                    f"{start}head_after",
                    "The head would hear of it first. Write the same number of days or more.",
                )
        return given

    @property
    def rules(self) -> dict:
        """What services.set_rules takes, without school and person: days as the policy has them
        follow the policy.
        """
        given, usual = self.cleaned_data, self.policy.reminder_lead_days
        return {
            "version": given["version"],
            "after": {name: given[name] for name in AFTER},
            "days": {kind: None if given[kind] == usual else given[kind] for kind in self.now},
        }

    def liken(self, row):
        """What is saved now, with the names of this form's fields, to compare both texts."""
        now = leads.days_of(row.school)
        return SimpleNamespace(version=row.version, **leads.after_of(row), **now)


def _late(label: str, least: int, now: int) -> forms.IntegerField:
    most = MOST_LEGAL if least else MOST_LATE
    words = f"Write the school days as a whole number from {least} to {most}."
    return forms.IntegerField(
        label=label, initial=now, min_value=least, max_value=most,
        help_text="" if least else "0 means never",
        error_messages=dict.fromkeys(["required", "invalid", "min_value", "max_value"], words),
    )  # fmt: skip


def _ahead(kind: str, days: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=kinds[kind].words(None), initial=days, min_value=0, max_value=MOST_AHEAD,
        error_messages=dict.fromkeys(
            ["required", "invalid", "min_value", "max_value"], AHEAD_WRONG
        ),
    )  # fmt: skip
