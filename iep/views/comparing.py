"""Two people changed the targets of one plan: whose row says what."""

from dataclasses import replace

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
TAKEN_OUT = "(This target was taken out. Save it to have it back.)"
TAKE_OUT = "Take it out"


def differing_rows(formset, current) -> list[Row]:
    """Pieces of the posted rows that differ from the saved ones, for the clash page."""
    own.spread(current)
    saved = {row.pk: row for row in content.current_targets(current)}
    different = []
    for number, form in enumerate(formset.forms, start=1):
        said = form.cleaned_data
        if (row := saved.get(said.get("id"))) is not None:
            different += differences(form, row, number)
        elif said.get("id") and not said.get("DELETE"):
            name = form.add_prefix("target")
            tick = {"tick": form.add_prefix("DELETE"), "tick_words": f"{TAKE_OUT}, as they did"}
            row = Row(f"Target {number}: target", TAKEN_OUT, name, said["target"], **tick)
            different.append(row)
    return different


def differences(form, row, number) -> list[Row]:
    """What this person wrote otherwise than the saved row has it; taking it out is said too."""
    said = form.cleaned_data
    label = f"Target {number} (you take it out)" if said.get("DELETE") else f"Target {number}"
    pairs = {name: (getattr(row, name), said.get(name, "")) for name in LABELS}
    different = [
        Row(f"{label}: {LABELS[name]}", theirs, form.add_prefix(name), mine)
        for name, (theirs, mine) in pairs.items()
        if theirs != mine
    ]
    if different and said.get("DELETE"):
        tick = {"tick": form.add_prefix("DELETE"), "is_ticked": True, "tick_words": TAKE_OUT}
        different[0] = replace(different[0], **tick)
    return different
