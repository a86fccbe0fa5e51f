"""Two people changed the targets of one plan: whose row says what."""

from iep import content
from iep.sections import fields as own
from sendcase.drafts.comparing import Row

LABELS = {
    "target": "target",
    "criteria": "achievement criteria",
    "resources": "resources and techniques",
    "strategies": "class strategies and support",
    "delivered_by": "who delivers it",
    "plain_words": "in plain words",
}


def differing_rows(formset, current) -> list[Row]:
    """Pieces of the posted rows that differ from the saved ones, for the clash page."""
    own.spread(current)
    saved = {row.pk: row for row in content.current_targets(current)}
    different = []
    for number, form in enumerate(formset.forms, start=1):
        row = saved.get(form.cleaned_data.get("id"))
        if row is None:
            continue
        for name, words in LABELS.items():
            theirs, mine = getattr(row, name), form.cleaned_data.get(name, "")
            if theirs != mine:
                label = f"Target {number}: {words}"
                different.append(Row(label, theirs, form.add_prefix(name), mine))
    return different
