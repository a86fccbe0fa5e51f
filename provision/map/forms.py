"""Which interventions go on in the next term, and with whose children."""

from django import forms

from sendcase.drafts.forms import KeptFormMixin

NONE_CHOSEN = "Choose at least one intervention, or go back."


class CopyForm(KeptFormMixin, forms.Form):
    """Two boxes a row: copy it; take its children along."""

    def __init__(self, *args, rows, **kwargs):
        self.rows = rows
        super().__init__(*args, **kwargs)
        self.boxes = []
        for row in rows:
            copy, along = f"copy_{row['pk']}", f"along_{row['pk']}"
            for name, words in ((copy, "Copy"), (along, "With its children")):
                self.fields[name] = forms.BooleanField(
                    label=f"{words}: {row['name']}", required=False, initial=True
                )
            self.boxes.append((row, copy, along))

    def drawn(self) -> list[dict]:
        return [row | {"copy": self[copy], "along": self[along]} for row, copy, along in self.boxes]

    def clean(self):
        data = super().clean()
        if not any(data.get(copy) for _, copy, _ in self.boxes):
            raise forms.ValidationError(NONE_CHOSEN)
        return data

    @property
    def chosen(self) -> list[int]:
        return [row["pk"] for row, copy, _ in self.boxes if self.cleaned_data[copy]]

    @property
    def with_pupils(self) -> set[int]:
        return {row["pk"] for row, _, along in self.boxes if self.cleaned_data[along]}
