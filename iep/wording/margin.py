"""The check beside the boxes of a form: what is typed, saved or restored, none of it written."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from iep.wording.checking import check_plan
from iep.wording.facts import HEAD_FIELDS, Row, known
from sendcase import moment

# One of the site's icons for each kind of remark; words stand beside it.
ICONS = {
    family: icon
    for icon, families in {
        "person": ("wrong-name", "wrong-pronoun", "diagnosis", "adult-target", "no-one", "blame",
                   "comparison"),
        "done": ("no-measure", "vague-verb", "two-in-one"),
        "plus": ("unquantified-provision", "no-provision", "ordinary-teaching"),
        "letters": ("jargon", "reading-age", "too-long"),
        "today": ("no-date",),
        "soon": ("filler",),
    }.items()
    for family in families
}  # fmt: skip
OTHER_ICON = "plain"
# The page says these already: a notice beside the targets.
SAID_ELSEWHERE = {"count"}
NOTE = (
    '<p class="margin-note"><span class="icon icon-{}" aria-hidden="true"></span>'
    '<span><span class="visually-hidden">Wording: </span>{} '
    '<span class="margin-how">{}</span></span></p>'
)


class Beside:
    """For a form: `findings` by field, shown under the box; an empty place to put them later."""

    wording_says_of: tuple[str, ...] = ()
    findings: dict = {}

    def beside(self, name) -> str:
        if name not in self.wording_says_of:
            return ""
        return place(self.add_prefix(name), self.findings.get(name, ()))


def place(name, findings, swapped=False) -> str:
    """Where the notes about one box stand. swapped: as an answer to HTMX, put into the page."""
    notes = format_html_join(
        "", NOTE, ((ICONS.get(f.family, OTHER_ICON), f.why, f.suggestion) for f in findings)
    )
    oob = mark_safe(' hx-swap-oob="true"') if swapped else ""
    return format_html('<div class="margin" id="wording-{}"{}>{}</div>', name, oob, notes)


@dataclass(frozen=True)
class Spoken:
    """What the box above the targets says. `asked`: somebody pressed the button."""

    count: int
    about_plan: list
    rows: list  # (number, how many, id of the first box they are about)
    asked: bool

    @property
    def title(self) -> str:
        if not self.count:
            return "Nothing to say about the wording."
        things = "one thing" if self.count == 1 else f"{self.count} things"
        return f"The wording check noticed {things}."


def speak(plan, form, rows) -> Spoken:
    """Check what stands in the forms and put each note beside its box.

    Nobody is told about a plan without a target, unless they ask.
    """
    facts = facts_in(plan, form, rows)
    asked = "check" in form.data
    found = check_plan(facts) if asked or facts.rows else []
    found = [each for each in found if each.family not in SAID_ELSEWHERE]
    by_row = defaultdict(list)
    for each in found:
        by_row[each.row].append(each)
    about_plan = _put(form, by_row.pop(None, []))
    placed = []
    for number, notes in sorted(by_row.items()):
        row = rows.forms[number - 1]
        _put(row, notes)
        placed.append((number, len(notes), row[notes[0].field].id_for_label))
    return Spoken(len(found), about_plan, placed, asked)


def _put(form, findings) -> list:
    """Beside the form's boxes; returns those whose box this form has not."""
    places, rest = defaultdict(list), []
    for each in findings:
        own = each.field in form.wording_says_of and each.field in form.fields
        (places[each.field] if own else rest).append(each)
    form.findings = places
    return rest


def facts_in(plan, form, rows):
    """Facts of the forms' present values, bound or not."""
    chosen = {str(value) for value in form["areas"].value() or ()}
    typed = []
    for number, row in enumerate(rows.forms, 1):
        texts = {name: row[name].value() or "" for name in row.wording_says_of}
        if not row["DELETE"].value() and any(text.strip() for text in texts.values()):
            typed.append(Row(number, texts))
    return known(
        plan,
        areas=[name for pk, name in form.fields["areas"].choices if str(pk) in chosen],
        head={name: form[name].value() or "" for name in HEAD_FIELDS},
        days=(plan.starts_on, day_in(form["review_on"].value())),
        rows=typed,
    )


def day_in(value) -> date | None:
    """A day, however it stands in the box; today for what is none: the form says that."""
    if not isinstance(value, str):
        return value
    if not value.strip():
        return None
    try:
        return datetime.strptime(value.strip(), "%Y-%m-%d").date()
    except ValueError:
        return moment.today()


def answer(request, plan, form, rows):
    """For HTMX: the box above the targets, and every place beside a box, filled or emptied."""
    spoken = speak(plan, form, rows)
    places = [
        place(each.add_prefix(name), each.findings.get(name, ()), swapped=True)
        for each in (form, *rows.forms)
        for name in each.wording_says_of
    ]
    return render(request, "wording/_answer.html", {"wording": spoken, "places": places})
