from django import forms

from sendcase.drafts.forms import HIDDEN, KeptFormMixin
from sendcase.text import LineFormField


class CalledForm(KeptFormMixin, forms.Form):
    """What a saved question is called; `row`, where it is saved already."""

    name = LineFormField(
        label="What do you call this list?",
        max_length=60,
        help_text="What it asks, not whom: “Year 3 without a plan”. Do not write a child's name.",
        error_messages={"required": "Give the list a name."},
    )

    def __init__(self, *args, row=None, **kwargs):
        self.instance = row
        super().__init__(*args, **kwargs)
        if row is not None:
            for name in self.fields.keys() - set(HIDDEN):
                self.fields[name].initial = getattr(row, name)


class NameForm(CalledForm):
    """Of a list of pupils, which colleagues may have as well."""

    is_shared = forms.BooleanField(
        label="Share it with colleagues",
        required=False,
        help_text="Everybody at the school who sees pupils finds the question above their list. "
        "Each sees only the children they may see. You can take it back at any time.",
    )
