"""What the components need: fields laid out, errors listed, draft hooks."""

from django import template
from django.conf import settings
from django.utils.html import format_html_join

from sendcase import forms_rendering

register = template.Library()


@register.simple_tag
def idle_minutes() -> int:
    return settings.SESSION_IDLE_MINUTES


@register.simple_tag(takes_context=True)
def form_fields(context, form) -> str:
    """The form's fields by its own layout, never its <form> tag, token or buttons."""
    return forms_rendering.fields_html(form, context)


@register.simple_tag
def form_field(field) -> str:
    """One question of a form, where it stands outside the layout."""
    return forms_rendering.field_html(field)


@register.simple_tag
def form_box(field) -> str:
    """Its box alone, where a page says the question itself."""
    return forms_rendering.box_html(field)


@register.simple_tag
def form_buttons(form) -> str:
    """The further buttons of form.helper, as real buttons."""
    helper = getattr(form, "helper", None)
    return format_html_join(
        " ",
        '<button type="submit" class="btn btn-outline-primary" name="{}" value="{}">{}</button>',
        ((item.name, "1", item.value) for item in (helper.inputs if helper is not None else [])),
    )


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
