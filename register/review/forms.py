"""The one form of a review: a choice and a reason for each child on the page."""

import hashlib
import re
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError

from register.review import services
from register.review.models import ReviewRow
from register.review.services import Choice, Decision
from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import ProseFormField

SEEN = re.compile(r"seen_(\d{1,18})")
NUMBER = re.compile(r"\d{1,18}", re.ASCII)  # int() fails for thousands of digits
REASON = ProseFormField(required=False, max_length=1000)
WHY = "Say why: the reason stays in the record, and a letter home gives it."


def value_of(choice: str, stage) -> str:
    """What the choice is called in the form: keep, close, or move-7."""
    return f"{choice}-{stage}" if choice == Choice.MOVE else choice


def seen_of(version: int, value: str, reason: str) -> str:
    """What a person saw of a row: its version, and a sign of what stood there."""
    text = f"{value}\n{reason}".replace("\r\n", "\n").strip()
    return f"{version}.{hashlib.sha256(text.encode()).hexdigest()[:16]}"


@dataclass(frozen=True)
class Typed:
    """What stands in one row of the form, and what stood there when it was opened."""

    row: int
    value: str
    reason: str
    seen: str

    @property
    def version(self) -> int:
        number = self.seen.partition(".")[0]
        return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0

    @property
    def is_touched(self) -> bool:
        return self.seen != seen_of(self.version, self.value, self.reason)


class ReviewForm(KeptFormMixin, forms.Form):
    """choice_7, reason_7 and seen_7 for the row 7. `wrong`: row → what to put right there."""

    guards_version = True  # each row has its own: the same form with other words is done again

    def __init__(self, *args, review, stages, **kwargs):
        self.review, self.stages = review, {stage.pk: stage for stage in stages}
        self.wrong: dict[int, str] = {}
        self.said_wrong: dict[int, str] = {}  # with the name before it
        self.decisions: list[Decision] = []
        super().__init__(*args, **kwargs)

    def typed(self) -> dict[int, Typed]:
        """Row → what was typed: as posted, or as kept."""
        data = self.data if self.is_bound else self.kept
        if data is None:
            return {}
        rows = [int(found[1]) for name in data if (found := SEEN.fullmatch(name))]
        return {
            row: Typed(
                row, *(data.get(f"{name}_{row}", "") for name in ("choice", "reason", "seen"))
            )
            for row in rows
        }

    def clean(self):
        touched = [typed for typed in self.typed().values() if typed.is_touched]
        rows = self.known([typed.row for typed in touched])
        needs = services.needs_of([row.entry_id for row in rows.values()])
        for typed in touched:
            row = rows.get(typed.row)
            try:
                self.decisions.append(self.decision(typed, row, needs))
            except ValidationError as why:
                self.wrong[typed.row] = " ".join(why.messages)
                name = row.pupil.name if row else "A child"
                self.said_wrong[typed.row] = f"{name}: {self.wrong[typed.row]}"
                self.add_error(None, self.said_wrong[typed.row])
        return self.cleaned_data

    @property
    def put_right(self) -> list[tuple[str, str]]:
        """(id to jump to or nothing, sentence) for the summary on top."""
        anchors = {words: f"choice_{row}" for row, words in self.said_wrong.items()}
        return [(anchors.get(words, ""), words) for words in self.non_field_errors()]

    def known(self, numbers) -> dict:
        if not numbers:
            return {}
        mine = ReviewRow.objects.visible_to(self.kept_by).filter(review=self.review)
        return mine.select_related("pupil").in_bulk(numbers)

    def decision(self, typed, row, needs) -> Decision:
        """Raises ValidationError with what to put right. row: None for one we do not have."""
        choice, _, number = typed.value.partition("-")
        stage = self.stages.get(int(number)) if NUMBER.fullmatch(number) else None
        known = choice in ("", *Choice.values)
        if not known or (choice == Choice.MOVE) != (stage is not None):
            raise ValidationError("Choose one of the answers.")
        reason = REASON.clean(typed.reason)
        if choice in (Choice.MOVE, Choice.CLOSE) and not reason:
            raise ValidationError(WHY)
        if stage and row and (wrong := services.why_not_to(stage, needs.get(row.entry_id, []))):
            raise ValidationError(wrong)
        return Decision(typed.row, typed.version, choice, stage, reason)


class FinishForm(forms.Form):
    """What the person checked (finishing.as_seen)."""

    seen = forms.CharField(max_length=60, widget=forms.HiddenInput)


class ReviewFilters(forms.Form):
    """The question above the review. Unknown values show everybody, and say so."""

    EVERYBODY, TODO, CHANGES, LATE, MEANWHILE = "", "todo", "changes", "late", "meanwhile"

    show = forms.ChoiceField(
        label="Show",
        required=False,
        choices=[
            (EVERYBODY, "Everybody"),
            (TODO, "Not decided yet"),
            (CHANGES, "Moves and ends"),
            (LATE, "Plan late"),
            (MEANWHILE, "New or changed since it began"),
        ],
    )
    by = forms.ChoiceField(
        label="In order of", required=False, choices=[("", "Class"), ("stage", "Stage")]
    )

    def asked(self, name) -> str:
        return self.cleaned_data.get(name, "") if self.is_bound and not self.errors else ""

    @property
    def which(self) -> str:
        return self.asked("show")

    @property
    def by_stage(self) -> bool:
        return self.asked("by") == "stage"
