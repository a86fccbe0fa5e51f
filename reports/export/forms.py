"""What is asked before all records leave, and of the second person."""

from django import forms

from ehcp.requests.forms import GuardedForm, prose
from sendcase.drafts.forms import KeptFormMixin


class AskForm(KeptFormMixin, forms.Form):
    reason = prose(
        "What is it for, and who will keep the file?",
        "Such as: the school moves to the trust’s own SENDcase on 1 January; Ms Osei keeps the "
        "file until then. The second person reads this.",
        longest=1000,
    )


class AgreeForm(GuardedForm):
    words = prose("Anything to add?", required=False, longest=1000)


class RefuseForm(GuardedForm):
    words = prose("Why is it not agreed?", longest=1000)
