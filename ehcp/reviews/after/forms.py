"""What is asked for after a review meeting, one subject a page."""

from django import forms

from ehcp.requests.forms import GuardedForm, day, prose, radios
from ehcp.reviews.circulation import BY_HAND, FAMILY, role_of, title_of
from ehcp.reviews.models import AnnualReview
from sendcase import moment
from sendcase.text import LineFormField

Asks = AnnualReview.Asks
DECISIONS = [
    (Asks.MAINTAIN, "Keep the plan as it is"), (Asks.AMEND, "Change the plan"),
    (Asks.CEASE, "End the plan"), (Asks.REASSESS, "Assess again"),
]  # fmt: skip


class FinishForm(GuardedForm):
    """Nothing is asked: the page shows what goes out."""


class OpenAgainForm(GuardedForm):
    reason = prose("What has to be put right?", "The next version goes to everybody again.")


class SentForm(GuardedForm):
    """How the report went to each who has not got it yet."""

    on = day("On which day?", help_text="If it went on different days, save once for each day")

    def __init__(self, *args, row, people, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        self.people = people
        self.fields["on"].initial = moment.today()
        for person in people:
            title = title_of(person)
            self.fields[f"how_{person.pk}"] = forms.ChoiceField(
                label=f"{title} ({role_of(person)})", choices=BY_HAND,
                required=False,
                help_text="Or prepare the letter home below" if person.role in FAMILY else "",
            )  # fmt: skip
        self.order_fields([f"how_{person.pk}" for person in people] + ["on"])

    @property
    def how(self) -> dict[int, str]:
        return {person.pk: self.cleaned_data[f"how_{person.pk}"] for person in self.people}


class LettersForm(GuardedForm):
    mediation = LineFormField(
        label="Mediation adviser, if the authority named one", max_length=200, required=False,
        help_text="Name and telephone. It stands in the letter; without it the line is left out.",
    )  # fmt: skip


class DecideForm(GuardedForm):
    decision = radios("What did the authority decide?", DECISIONS)
    decided_on = day("The date on its letter")


class NoticeForm(GuardedForm):
    notice_on = day("When did the notice with the proposed changes reach the family?",
                    help_text="Their 15 days begin with that day")  # fmt: skip


class FinalForm(GuardedForm):
    final_on = day("The date on the amended plan")


class KeepForm(GuardedForm):
    on = day("The date on the authority’s letter")


class PutRightForm(DecideForm):
    reason = prose("What was wrong?")
    field_order = ["decision", "decided_on", "reason"]

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        self.fields["decision"].initial = row.decision
        self.fields["decided_on"].initial = row.decided_on


class CloseForm(GuardedForm):
    reason = prose("Why is nothing more awaited here?",
                   "Whom you asked, and where the plan is now")  # fmt: skip


class WaitAgainForm(GuardedForm):
    """Nothing is asked: the page says what follows."""


class WhyLateForm(GuardedForm):
    late_words = prose(
        "Why were dates missed?",
        "What held it up, and what was done. Head and SENCO read this.", required=False,
    )  # fmt: skip

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        self.fields["late_words"].initial = row.late_words
