"""The list of pupils as a file: the columns this person sees, of every page of the filter."""

from pupils import listing
from schools.sheets import named
from sendcase.sheets import Sheet


def sheet_of(pupils: list[dict], filters, school) -> Sheet:
    """pupils: rows of listing.for_list. Where leavers are asked for, their last day is a column."""
    shown = listing.columns(filters)
    if filters.cleaned_data["roll"]:
        shown = [*shown, ("left", "Last day")]
    rows = []
    for pupil, row in zip(pupils, listing.rows_of(pupils, filters), strict=True):
        row |= {"born": pupil["born_on"], "left": pupil["left_on"] or ""}
        if row.get("temporary"):
            row["upn"] += " (temporary)"
        rows.append([row[key] for key, _ in shown])
    name = named(school, "pupils")
    return Sheet(name, "Pupils", [heading for _, heading in shown], rows)
