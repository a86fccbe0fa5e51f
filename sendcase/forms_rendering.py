"""A form's fields as HTML: question, hint, what to put right, then the box.

Made in Python and not in templates: a plan has some forty questions, and a template for every
piece of each one took half the time of the page. A form says its order with crispy-forms' layout
objects (Layout, Fieldset, Row, Column, Div, HTML); the pieces are drawn here, for every form of the
site. All words are escaped, legends too: a child's name may stand in one.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape

from crispy_forms.layout import HTML, Column, Div, Fieldset, Layout, Row
from django import forms
from django.template import Template
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe

INPUTS = {
    f"django/forms/widgets/{kind}.html"
    for kind in ("input", "text", "number", "email", "url", "password", "hidden", "date", "time",
                 "datetime", "checkbox", "file")
}  # fmt: skip
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
TEXTAREA = "django/forms/widgets/textarea.html"
SELECT = "django/forms/widgets/select.html"
OPTIONAL = '<span class="optional"> (you can leave this out)</span>'
WRONG = (
    '<p><span class="icon icon-late" aria-hidden="true"></span>'
    '<span><span class="visually-hidden">Put right: </span>{}</span></p>'
)


def fields_html(form, context) -> SafeString:
    """All fields in the order of the form's layout; hidden ones that stand in none come last.

    context: the page's, for HTML pieces of a layout.
    """
    layout = getattr(getattr(form, "helper", None), "layout", None)
    if layout is None:
        return mark_safe("".join(field_html(field) for field in form))
    shown = piece_html(layout, form, context)
    named = set(_names(layout))
    hidden = [field for field in form.hidden_fields() if field.name not in named]
    return mark_safe(shown + "".join(field_html(field) for field in hidden))


def _names(layout) -> Iterator[str]:
    """Every field a layout names."""
    for item in layout.fields:
        if isinstance(item, str):
            yield item
        elif hasattr(item, "fields"):
            yield from _names(item)


def piece_html(item, form, context) -> str:
    """One piece of a layout. Raises KeyError for a field the form has not, TypeError for a piece
    this site has no shape for.
    """
    if isinstance(item, str):
        return field_html(form[item])
    if isinstance(item, HTML):
        with context.push(form=form):
            return _template(str(item.html)).render(context)
    if not isinstance(item, Fieldset | Div | Layout):
        raise TypeError(f"{type(item).__name__} cannot be drawn: see sendcase.forms_rendering")
    inner = "".join(piece_html(each, form, context) for each in item.fields)
    if isinstance(item, Fieldset):
        legend = f"<legend>{words(item.legend)}</legend>" if item.legend else ""
        return f"<fieldset{_outer(item)}>{legend}{inner}</fieldset>"
    if isinstance(item, Div):
        return f"<div{_outer(item)}>{inner}</div>"
    return inner


@lru_cache(maxsize=64)
def _template(text: str) -> Template:
    return Template(text)


def _outer(item) -> str:
    """The attributes of a layout's element."""
    css = item.css_class or ""
    if isinstance(item, Row):
        css = f"row {css}"
    elif isinstance(item, Column) and "col" not in css:
        css = f"col-md {css}"
    named = {"id": item.css_id, "class": css.strip()}
    return attributes({name: value for name, value in named.items() if value}) + item.flat_attrs


def field_html(field) -> SafeString:
    """One question with its hint, what is wrong with it, and its box."""
    prepare(field)
    if field.is_hidden:
        return mark_safe(control(field))
    if _is_choice(field) or field.use_fieldset:
        inner = _group(field)
    elif isinstance(field.field.widget, forms.CheckboxInput):
        label = f'<label class="form-check-label" for="{field.id_for_label}">{words(field.label)}'
        box = control(field, "form-check-input")
        inner = f'{_wrong(field)}<div class="form-check">{box}{label}</label>{_hint(field)}</div>'
    else:
        label = f'<label class="form-label" for="{field.id_for_label}">{_question(field)}</label>'
        inner = f"{label}{_hint(field)}{_wrong(field)}{_lined(field)}"
    inner += beside(field)
    css = f"field{' field-wrong' if field.errors else ''} {field.css_classes()}".rstrip()
    return mark_safe(f'<div id="div_{field.auto_id}" class="{css}">{inner}</div>\n')


def box_html(field) -> SafeString:
    """The box of one question without its words, where a page says them itself."""
    prepare(field)
    if isinstance(field.field.widget, forms.CheckboxInput):
        return mark_safe(control(field, "form-check-input"))
    return mark_safe(_choices(field) if _is_choice(field) else _lined(field))


def _lined(field) -> str:
    is_select = isinstance(field.field.widget, forms.Select)
    return control(field, "form-select" if is_select else "form-control")


def beside(field) -> str:
    """What the form itself says under a box: a form may have `beside(name)`, giving safe HTML."""
    said = getattr(field.form, "beside", None)
    return said(field.name) if said else ""


def _is_choice(field) -> bool:
    return isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)


def _group(field) -> str:
    """Several boxes to one question: a fieldset whose legend is the question."""
    about = {"aria-describedby": field.aria_describedby or False}
    about["aria-invalid"] = "true" if field.errors else False
    boxes = _choices(field) if _is_choice(field) else str(field)
    legend = f'<legend class="form-label">{_question(field)}</legend>'
    return f"<fieldset{attributes(about)}>{legend}{_hint(field)}{_wrong(field)}{boxes}</fieldset>"


def _question(field) -> str:
    """`needed_for` on a field: what makes its answer needed, where it can be left out otherwise."""
    if reason := getattr(field.field, "needed_for", ""):
        return words(field.label) + f'<span class="optional"> (needed for {words(reason)})</span>'
    return words(field.label) + ("" if field.field.required else OPTIONAL)


def _hint(field) -> str:
    if not field.help_text:
        return ""
    named = f' id="{field.auto_id}_helptext"' if field.auto_id else ""
    return f'<div class="form-text"{named}>{words(field.help_text)}</div>'


def _wrong(field) -> str:
    if not field.errors:
        return ""
    lines = "".join(WRONG.format(words(error)) for error in field.errors)
    return f'<div class="field-error" id="{field.auto_id}_error">{lines}</div>'


def _choices(field) -> str:
    """Boxes to tick or to choose one of, each with its words."""
    widget = field.field.widget
    own_id = widget.attrs.get("id") or field.auto_id
    attrs = field.build_widget_attrs({"id": own_id} if own_id else {})
    groups = widget.optgroups(field.html_name, widget.format_value(field.value()), attrs)
    boxes = ""
    for title, options, _ in groups:
        boxes += f'<p class="choices-group">{words(title)}</p>' if title else ""
        boxes += "".join(_choice(option) for option in options)
    return f'<div class="choices">{boxes}</div>'


def _choice(option) -> str:
    attrs = {"type": option["type"], "class": "form-check-input", "name": option["name"],
             "value": option["value"], **option["attrs"]}  # fmt: skip
    label = f'<label for="{option["attrs"].get("id", "")}" class="form-check-label">'
    text = words(option["label"])
    return f'<div class="form-check"><input{attributes(attrs)}>{label}{text}</label></div>'


def control(field, css="") -> str:
    """The box alone, of the widget's own values. A widget not drawn here draws itself."""
    widget = field.field.widget
    if field.field.localize:
        widget.is_localized = True
    if css:
        css = f"{widget.attrs.get('class', '')} {css}".strip()
    attrs = field.build_widget_attrs({"class": css} if css else {})
    if field.auto_id and "id" not in widget.attrs:
        attrs["id"] = field.auto_id
    if isinstance(widget, forms.FileInput):  # only a box: what is there already is shown elsewhere
        made = forms.FileInput.get_context(widget, field.html_name, None, attrs)["widget"]
        return _input(made | {"value": None})
    context = widget.get_context(field.html_name, field.value(), attrs)
    made = context["widget"]
    if made["template_name"] in INPUTS:
        return _input(made)
    if made["template_name"] == TEXTAREA:
        return f"<textarea{_named(made)}>\n{escape(str(made['value'] or ''))}</textarea>"
    if made["template_name"] == SELECT:
        return f"<select{_named(made)}>{_options(made['optgroups'])}</select>"
    return widget._render(made["template_name"], context, field.form.renderer)


def _input(made) -> str:
    value = {} if made["value"] is None else {"value": made["value"]}
    attrs = {"type": made["type"], "name": made["name"], **value, **made["attrs"]}
    return f"<input{attributes(attrs)}>"


def _named(made) -> str:
    return attributes({"name": made["name"], **made["attrs"]})


def _options(groups) -> str:
    html = ""
    for title, options, _ in groups:
        each = "".join(
            f"<option{attributes({'value': option['value'], **option['attrs']})}>"
            f"{words(option['label'])}</option>"
            for option in options
        )
        html += f'<optgroup label="{words(title)}">{each}</optgroup>' if title else each
    return html


def attributes(attrs: dict) -> str:
    """As they stand in a tag: True has no value, False is left out."""
    html = ""
    for name, value in attrs.items():
        if value is True:
            html += f" {name}"
        elif value is not False:
            html += f' {name}="{words(value)}"'
    return html


def words(value) -> str:
    """Escaped, unless our own code marked it as HTML."""
    if isinstance(value, Promise):
        value = str(value)
    return value.__html__() if hasattr(value, "__html__") else escape(str(value))


def prepare(field) -> None:
    """Make a bound field's widget ours: dates as dates, nothing cut by the browser."""
    widget = field.field.widget
    if field.name == "DELETE" and field.label == "Delete":  # Django's own word
        field.label = "Remove this one when I save"
    if isinstance(widget, forms.DateInput) and not _is_words(field):
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


def _is_words(field) -> bool:
    """A date that could not be read, or was not written as a box for dates does, goes back into a
    plain text box, where it can be shown.
    """
    value = field.value()
    if not isinstance(value, str) or not value.strip():
        return False
    return bool(field.errors) or not ISO_DAY.fullmatch(value.strip())
