"""Forms whose typing is never lost."""

import uuid

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse

from sendcase import moment
from sendcase.drafts import services
from sendcase.drafts.models import Draft
from sendcase.drafts.typed import OWN_NAMES, as_post, fields_of

HIDDEN = ("form_id", "version")


def saved_words(at) -> str:
    return f"Saved {at.astimezone(moment.LONDON):%H:%M}"


class KeptFormMixin:
    """Put first among a form's bases.

    kept_by: the person; kept_as: which form this is ("referral"); kept_key: what it is about
    ("pupil-7"). A draft of the same three comes back when the form is opened, `restored_at`
    says from when, `kept` holds all its inputs (also those of formsets beside this form).
    """

    def __init__(self, *args, kept_by, kept_as, kept_key="", **kwargs):
        self.kept_by, self.kept_as, self.kept_key = kept_by, kept_as, kept_key
        self.kept = self.restored_at = None
        super().__init__(*args, **kwargs)
        self._fresh_id = uuid.uuid4()
        if not self.is_bound and kept_by.is_authenticated:
            self._restore()
        self.fields["form_id"] = forms.UUIDField(
            required=False,
            widget=forms.HiddenInput(attrs=self._hooks()),
            error_messages={"invalid": "This page is incomplete. Open the form again."},
        )
        self.fields["version"] = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def _restore(self):
        mine = Draft.objects.visible_to(self.kept_by)
        draft = mine.filter(kind=self.kept_as, key=self.kept_key).order_by("-saved_at").first()
        if draft is not None:
            self._fresh_id, self.restored_at = draft.form_id, draft.saved_at
            self.kept = as_post(draft.data)

    def _hooks(self):
        """What static/js/drafts.js reads."""
        return {
            "data-keep-url": reverse("drafts:keep"),
            "data-kept-as": self.kept_as,
            "data-kept-key": self.kept_key,
        }

    def add_prefix(self, field_name):
        """The two hidden fields keep their name: there is one of each in a page's form."""
        return field_name if field_name in HIDDEN else super().add_prefix(field_name)

    def get_initial_for_field(self, field, field_name):
        if field_name == "form_id":
            return self._fresh_id
        if self.kept is not None and not isinstance(field, forms.FileField):
            name = self.add_prefix(field_name)
            if not field.widget.value_omitted_from_data(self.kept, {}, name):
                return field.widget.value_from_datadict(self.kept, {}, name)
        if field_name == "version" and getattr(self, "instance", None) is not None:
            return getattr(self.instance, "version", None) if self.instance.pk else None
        return super().get_initial_for_field(field, field_name)

    def clean_version(self):
        """Who does not say which state of a saved record they saw, saw an old one: 0 is none."""
        seen = self.cleaned_data["version"]
        return 0 if seen is None and self.guards_version else seen

    @property
    def guards_version(self) -> bool:
        """Whether this form changes a saved record that counts its saves."""
        row = getattr(self, "instance", None)
        return row is not None and row.pk is not None and hasattr(row, "version")

    def renew(self) -> None:
        """Let this form be sent once more: it becomes a new one with what was typed into it."""
        self.data = self.data.copy()
        self.data["form_id"] = str(self._fresh_id)

    @property
    def form_id(self):
        """The number of this form, as posted; a fresh one where none came."""
        if self.is_bound and self.data.get("form_id"):
            try:
                return uuid.UUID(self.data["form_id"])
            except ValueError:
                return self._fresh_id
        return self._fresh_id

    @property
    def answers(self):
        """cleaned_data without the two hidden fields, for a service's keyword arguments."""
        return {name: x for name, x in self.cleaned_data.items() if name not in HIDDEN}

    @property
    def restored_words(self):
        at = self.restored_at
        return f"{at.astimezone(moment.LONDON):%a %-d %b, %H:%M}" if at else ""

    def save_draft_if_asked(self, request):
        """For the button "Save draft": keeps the POST and returns to the form. Else None."""
        if "save_draft" not in request.POST:
            return None
        try:
            draft = services.keep(
                form_id=self.form_id,
                by=self.kept_by,
                kind=self.kept_as,
                key=self.kept_key,
                data=fields_of(request.POST, without=OWN_NAMES | {"csrfmiddlewaretoken"}),
            )
        except services.AlreadySent:
            messages.info(request, "This was already sent. There is nothing left to save.")
        else:
            messages.success(request, f"{saved_words(draft.saved_at)}. You can go on later.")
        return HttpResponseRedirect(request.get_full_path())


def kept_rows(formset_class, kept, prefix) -> list[dict]:
    """What a draft holds for a formset, as its `initial`; rows ticked for deletion are left out.

    kept: `form.kept` of the form beside it. Give the formset extra=len(rows).
    """
    bound = formset_class(data=kept, prefix=prefix)
    if not bound.management_form.is_valid():
        return []
    rows = []
    for row in bound.forms:
        values = {
            name: field.widget.value_from_datadict(kept, {}, row.add_prefix(name))
            for name, field in row.fields.items()
            if not isinstance(field, forms.FileField)
        }
        if not values.pop("DELETE", False):
            rows.append(values)
    return rows
