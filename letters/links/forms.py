"""Six figures from the second mail."""

from django import forms


class SecondCodeForm(forms.Form):
    """Drawn only: what was typed is never shown again, and read as plain figures."""

    use_required_attribute = False
    code = forms.CharField(required=False)

    def __init__(self, *args, words, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = words["second_code"]
        self.fields["code"].help_text = words["second_hint"]
        look = {"class": "form-control", "autocomplete": "one-time-code", "inputmode": "numeric",
                "spellcheck": "false", "dir": "ltr"}  # fmt: skip
        self.fields["code"].widget.attrs.update(look)
