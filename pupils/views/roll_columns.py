"""Say which column of the list is which; the next list of this school is read the same way."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.permissions import Permission
from pupils.roll import columns_said, services
from pupils.roll.kinds import KINDS
from pupils.views.roll import found_upload, url


class ColumnsForm(forms.Form):
    """One choice for each thing we read: which column of the file it is."""

    def __init__(self, *args, table, fields, chosen, **kwargs):
        super().__init__(*args, **kwargs)
        self.of = fields
        needed = {key: words for words, keys in fields.needed for key in keys}
        places = columns_said.now(table, fields, chosen)
        choices = [("", "Not in this file"), *columns_said.offered(table).items()]
        first = sorted(fields.columns, key=lambda column: column.key not in needed)
        for column in first:
            self.fields[column.key] = forms.TypedChoiceField(
                choices=choices, coerce=int, empty_value=None, required=False,
                label=column.title, initial=places.get(column.key, ""),
                help_text=f"Needed: {needed[column.key]}" if column.key in needed else "",
            )  # fmt: skip

    def clean(self):
        said = {key: place for key, place in super().clean().items() if place is not None}
        by_place: dict[int, str] = {}
        for key, place in said.items():
            if place in by_place:
                title = self.of.titles[by_place[place]]
                self.add_error(key, f"This column is chosen for {title} already.")
            by_place.setdefault(place, key)
        if missing := self.of.missing(said):
            raise ValidationError(f"Still needed: {', '.join(missing)}.")
        self.said = said
        return said


@needs(Permission.ROLL_EDIT)
@require_http_methods(["GET", "POST"])
def columns(request, school, pk):
    upload = found_upload(request, school, pk)
    if upload.imported_at:
        return redirect(url("preview", upload))
    kind, table = KINDS[upload.kind], services.table(upload)
    chosen = columns_said.said_at(upload.school, upload.kind)
    facts = {"table": table, "fields": kind.fields, "chosen": chosen}
    form = ColumnsForm(request.POST if request.method == "POST" else None, **facts)
    if request.method == "POST" and form.is_valid():
        services.say_columns(upload=upload, table=table, said=form.said, by=request.user)
        messages.success(request, "Kept. The next list with these headings is read the same way.")
        return redirect(url("preview", upload))
    context = {
        "form": form, "upload": upload, "kind": kind,
        "missing": columns_said.missing(table, kind.fields, chosen),
    }  # fmt: skip
    return render(request, "pupils/roll/columns.html", context)
