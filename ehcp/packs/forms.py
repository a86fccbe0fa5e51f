"""Which papers go in: a tick for each part and for each paper, all set."""

from django import forms

from sendcase.drafts.forms import KeptFormMixin


class ChooseForm(KeptFormMixin, forms.Form):
    """found: parts.gather(case). A paper that came after the page was made is not in it."""

    part = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    paper = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, found, **kwargs):
        self.found = {part: items for part, items in found.items() if items}
        super().__init__(*args, **kwargs)
        every = [item for items in self.found.values() for item in items]
        for name, rows in (("part", self.found), ("paper", every)):
            self.fields[name].choices = [(row.key, row.title) for row in rows]
            self.fields[name].initial = [row.key for row in rows]

    @property
    def without(self) -> list[str]:
        """Keys of what was not ticked."""
        ticked = {*self.cleaned_data["part"], *self.cleaned_data["paper"]}
        left = [part.key for part in self.found if part.key not in ticked]
        papers = [item.key for part, items in self.found.items() for item in items
                  if part.key in ticked]  # fmt: skip
        return left + [key for key in papers if key not in ticked]

    @property
    def answers(self) -> dict:
        return {"without": self.without}

    def rows(self) -> list[dict]:
        """For the page: each part, how many, whether it is ticked, and its papers."""
        ticked = {*(self["part"].value() or ()), *(self["paper"].value() or ())}
        return [
            {"part": part, "count": len(items), "ticked": part.key in ticked,
             "papers": [{"item": item, "ticked": item.key in ticked} for item in items]}
            for part, items in self.found.items()
        ]  # fmt: skip
