"""The words of the report. A child's name is refused; a word that is also one is asked about."""

from django import forms

from reports import naming
from reports.board import names
from reports.board.content import WORDS
from reports.board.models import MOST
from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import ProseFormField

ASKS = "Tick the words below that are no child’s name here, or use other words."


def prose(label: str, hint: str) -> ProseFormField:
    return ProseFormField(
        label=label, help_text=hint, required=False, max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip


class WordsForm(KeptFormMixin, forms.Form):
    """`instance` is the edition, for its version and what stands there; nothing is written in it.

    not_names is asked only where a text holds such words.
    """

    well = prose("What went well this term?", "A new group, a training, fewer late reviews")
    worries = prose("What worries us?", "An empty post, waiting times, help that is not given")
    asks = prose("What do we ask of the board?", "A decision, money, a visit, a letter")
    put_right = prose(
        "Was something wrong in an earlier report?",
        "A published report stays as it is. Say here what was wrong, and what is right.",
    )
    not_names = forms.MultipleChoiceField(
        label="These words are also names of children here. Which are no name in your text?",
        required=False, widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args, row, has_earlier: bool, **kwargs):
        self.instance, self.maybe = row, []
        super().__init__(*args, **kwargs)
        for name in WORDS:
            self.fields[name].initial = getattr(row, name)
        if not has_earlier:
            del self.fields["put_right"]
        self._look()

    def _look(self):
        """Names and words that are also names, in what was posted."""
        self.named: dict[str, str] = {}
        known = names.known(self.instance.school) if self.is_bound else None
        for name in WORDS if known else ():
            for each in naming.look(self.data.get(self.add_prefix(name), ""), known):
                if each.is_certain:
                    self.named.setdefault(name, each.sentence + names.SURE)
                elif each.words not in self.maybe:
                    self.maybe.append(each.words)
        if self.maybe:
            self.fields["not_names"].choices = [(word, word) for word in self.maybe]
        else:
            del self.fields["not_names"]

    def clean(self):
        data = super().clean()
        for field in self.named.keys() & self.fields.keys():
            self.add_error(field, self.named[field])
        if set(self.maybe) - set(data.get("not_names", ())):
            self.add_error("not_names", ASKS)
        return data

    @property
    def words(self) -> dict:
        """For the service: the texts, and the words that were said to be no names."""
        said = self.answers
        return {"asked": said.pop("not_names", []), **said}


class VersionForm(forms.Form):
    """Which state of the edition the person was looking at."""

    version = forms.IntegerField()
