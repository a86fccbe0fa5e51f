"""What the components need: fields laid out, errors listed, draft hooks."""

from copy import copy

from crispy_forms.helper import FormHelper
from crispy_forms.utils import render_crispy_form
from django import forms, template
from django.conf import settings
from django.utils.html import format_html_join

register = template.Library()


@register.simple_tag
def idle_minutes() -> int:
    return settings.SESSION_IDLE_MINUTES


@register.simple_tag(takes_context=True)
def form_fields(context, form) -> str:
    """The form's fields by its own layout, never its <form> tag, token or buttons."""
    for field in form:
        prepare(field)
    helper = copy(getattr(form, "helper", None) or FormHelper())
    helper.form_tag = helper.include_media = False
    helper.disable_csrf = helper.render_hidden_fields = True
    helper.inputs = []
    return render_crispy_form(form, helper, context.flatten())


@register.simple_tag
def form_buttons(form) -> str:
    """The further buttons of form.helper, as real buttons."""
    helper = getattr(form, "helper", None)
    return format_html_join(
        " ",
        '<button type="submit" class="btn btn-outline-primary" name="{}" value="{}">{}</button>',
        ((item.name, "1", item.value) for item in (helper.inputs if helper is not None else [])),
    )


def prepare(field) -> None:
    """Make a bound field's widget ours: dates as dates, nothing cut by the browser."""
    widget = field.field.widget
    if field.name == "DELETE":
        field.label = "Remove this one when I save"
    if isinstance(widget, forms.DateInput) and not _typed_wrongly(field):
        widget.input_type, widget.format = "date", "%Y-%m-%d"
    if isinstance(widget, forms.TextInput | forms.Textarea):
        # A browser cuts pasted text at maxlength without a word; we count aloud and refuse instead.
        if longest := widget.attrs.pop("maxlength", None):
            widget.attrs["data-longest"] = longest
        if getattr(widget, "input_type", "text") in {"text", "search"}:
            widget.attrs.setdefault("dir", "auto")
    if isinstance(widget, forms.Textarea) and widget.attrs.get("cols") == "40":
        del widget.attrs["cols"]  # Django's own 40 by 10: the stylesheet knows better
        widget.attrs["rows"] = "4"


def _typed_wrongly(field) -> bool:
    """A date that could not be read goes back into a plain text box, where it can be shown."""
    return bool(field.form.is_bound and field.errors and isinstance(field.value(), str))


@register.simple_tag
def error_list(form, formset=None) -> list[tuple[str, str]]:
    """(id to jump to or nothing, sentence) for each error, in the order of the page."""
    wrong = _errors_of(form) if form else []
    if formset is not None and formset:
        wrong += [("", words) for words in formset.non_form_errors()]
        for row in formset:
            wrong += _errors_of(row)
    return wrong


def _errors_of(form) -> list[tuple[str, str]]:
    if not hasattr(form, "non_field_errors"):
        return []
    wrong = [("", words) for words in form.non_field_errors()]
    for field in form:
        anchor = "" if field.is_hidden else anchor_of(field)
        wrong += [(anchor, _asked(field, words)) for words in field.errors]
    return wrong


def _asked(field, words: str) -> str:
    """The sentence with its question before it: out of place it must still make sense."""
    question = str(field.label or "").strip()
    if not question or field.is_hidden:
        return words
    return f"{question} {words}" if question[-1] in "?:." else f"{question}: {words}"


@register.filter
def anchor_of(field) -> str:
    """The id of the first thing one can type into or choose."""
    return field.id_for_label or f"{field.auto_id}_0"
