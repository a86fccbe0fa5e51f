"""The form of one arrangement. The service refuses the days; this says it beside the field."""

from django import forms

from pupils.arrangements import services
from pupils.arrangements.models import ExamAccess
from sendcase.drafts.forms import KeptFormMixin
from sendcase.edits import IllegalMove


class ExamAccessForm(KeptFormMixin, forms.ModelForm):
    class Meta:
        model = ExamAccess
        fields = ["kind", "arrangement", "evidence", "approved_on", "expires_on", "reference"]
        labels = {
            "kind": "Where does it hold, and who decided it?",
            "arrangement": "What is arranged",
            "evidence": "What it rests on",
            "approved_on": "Approved or agreed on",
            "expires_on": "Runs out on",
            "reference": "Reference of the approval",
        }
        help_texts = {
            "arrangement": "25% extra time, a reader, a small room, a laptop in every lesson",
            "evidence": "Who assessed it and when; how it is the usual way of working in class",
            "expires_on": "An approval of the exam boards runs 26 months at most. You hear of it "
            "six weeks before",
        }
        widgets = {"kind": forms.RadioSelect, "evidence": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        kind.required, kind.choices = True, ExamAccess.Kind.choices
        kind.error_messages = {"required": "Choose one of the three."}

    def clean(self):
        data = super().clean()
        if self.errors.keys() & {"approved_on", "expires_on"}:
            return data
        try:
            services.refuse_days(data.get("kind"), data.get("approved_on"), data.get("expires_on"))
        except IllegalMove as refused:
            self.add_error("expires_on", str(refused))
        return data
