"""With whom a wording is tried. Its boxes stand beside the form of the words and go with it."""

from django import forms

from letters.wordings.invented import EVERYTHING, INVENTED
from sendcase.text import LineFormField

WORDS_FORM = {"form": "wording"}  # the id of the form of the words (templates/letters/wording.html)


class TryForm(forms.Form):
    with_whom = forms.ChoiceField(
        label="With whom?", choices=[(k, x.label) for k, x in INVENTED.items()],
        widget=forms.Select(attrs=WORDS_FORM),
        error_messages={"invalid_choice": "Choose one of the list."},
    )  # fmt: skip
    find = LineFormField(
        label="Or a child of your school", required=False, max_length=100, min_length=2,
        help_text="Part of the name. It is noted that you opened this child’s record.",
        widget=forms.TextInput(attrs=WORDS_FORM | {"autocomplete": "off"}),
        error_messages={"min_length": "Type at least two letters of the name."},
    )  # fmt: skip
    pupil = forms.ChoiceField(
        label="Which one?", required=False, widget=forms.RadioSelect(attrs=WORDS_FORM)
    )
    large = forms.BooleanField(
        label="In large print", required=False, widget=forms.CheckboxInput(attrs=WORDS_FORM)
    )

    def __init__(self, data=None, *, pupils):
        """pupils(words) → the few children the person sees whom the words fit."""
        super().__init__(data if data is None else {"with_whom": EVERYTHING} | data.dict())
        words = (data or {}).get("find", "").replace("\x00", "").strip()[:100]
        self.found = list(pupils(words)) if len(words) > 1 else []
        self.fields["pupil"].choices = [(str(row.pk), _named(row)) for row in self.found]
        self.fields["pupil"].required = len(self.found) > 1
        words = dict.fromkeys(("required", "invalid_choice"), "Choose one of these children.")
        self.fields["pupil"].error_messages |= words

    def clean(self):
        """chosen: a Pupil; None where the child is invented."""
        given = super().clean()
        if given.get("find"):
            mine = {str(row.pk): row for row in self.found}
            only = self.found[0] if len(self.found) == 1 else None
            given["chosen"] = mine.get(given.get("pupil") or "", only)
            if not self.found:
                self.add_error("find", "No child you can see is called that.")
        return given


def _named(pupil) -> str:
    return f"{pupil.name}, {pupil.class_group.name}" if pupil.class_group else pupil.name
