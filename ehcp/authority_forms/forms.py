"""What is asked about an authority's form."""

from django import forms

from ehcp.authority_forms.vocabulary import choices
from sendcase import word_files
from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import LineFormField


class UploadForm(KeptFormMixin, forms.Form):
    name = LineFormField(
        label="What do you call this form?", max_length=200,
        help_text="One of the same name takes the place of the old one",
    )  # fmt: skip
    local_authority = LineFormField(label="Of which authority?", max_length=120, required=False)
    upload = forms.FileField(
        label="The Word file", help_text="A .docx without macros; 10 MB at most",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
        error_messages={"required": "Choose the Word file."},
    )  # fmt: skip

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        data = upload.read(word_files.MOST_BYTES + 1)
        try:
            word_files.check(data, upload.name)
        except word_files.NotPlain as refused:
            raise forms.ValidationError(str(refused)) from refused
        self.file_name = upload.name
        return data


class MarksForm(KeptFormMixin, forms.Form):
    """One choice for each place of the form."""

    def __init__(self, *args, form, marks, **kwargs):
        self.instance = form
        super().__init__(*args, **kwargs)
        self.marks = marks
        for number, mark in enumerate(marks):
            self.fields[f"mark_{number}"] = forms.ChoiceField(
                label=mark.words, choices=choices(mark.kind), required=False,
                initial=form.fields.get(mark.key, ""), help_text=told(mark),
            )  # fmt: skip

    @property
    def chosen(self) -> dict[str, str]:
        return {mark.key: self.cleaned_data[f"mark_{number}"]
                for number, mark in enumerate(self.marks)}  # fmt: skip


KINDS = {"control": "A field of the form", "field": "A field of the form",
         "tick": "A box to tick", "placeholder": "A mark in the text", "bookmark": "A bookmark",
         "cell": "The empty cell beside or below these words"}  # fmt: skip


def told(mark) -> str:
    return f"{KINDS[mark.kind]}. {mark.near}" if mark.near else KINDS[mark.kind]


class FillForm(KeptFormMixin, forms.Form):
    form = forms.ChoiceField(label="Which form?", widget=forms.RadioSelect,
                             error_messages={"required": "Choose a form."})  # fmt: skip

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = {str(row.pk): row for row in rows}
        self.fields["form"].choices = [(key, row.name) for key, row in self.rows.items()]
        if len(self.rows) == 1:
            self.fields["form"].initial = next(iter(self.rows))

    @property
    def row(self):
        return self.rows[self.cleaned_data["form"]]
