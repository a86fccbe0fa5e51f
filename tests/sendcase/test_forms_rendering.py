"""The pieces of a form as HTML: every kind of box, a layout's pieces, words that are no HTML."""

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Div, Fieldset, Layout, Row, Submit
from django import forms
from django.template import Context
from django.utils.safestring import mark_safe

from sendcase.forms_rendering import box_html, field_html, fields_html

GROUPED = [("Here", [("a", "A & B"), ("c", "C")]), ("d", "D")]


class Kinds(forms.Form):
    line = forms.CharField(help_text="As <on> the register")
    prose = forms.CharField(widget=forms.Textarea, required=False, initial="\nfirst <line>")
    one_of = forms.ChoiceField(choices=GROUPED, initial="c")
    ticks = forms.MultipleChoiceField(
        choices=GROUPED, widget=forms.CheckboxSelectMultiple, initial=["d"], help_text="Some"
    )
    yes = forms.BooleanField(help_text="Only if so", initial=True)
    secret = forms.CharField(widget=forms.PasswordInput, initial="never shown")
    paper = forms.FileField(widget=forms.ClearableFileInput, required=False)
    both = forms.SplitDateTimeField(required=False)
    own = forms.CharField(widget=forms.TextInput(attrs={"class": "wide", "id": "mine"}))
    hidden = forms.IntegerField(widget=forms.HiddenInput, initial=7)
    off = forms.CharField(disabled=True, required=False)


def shown(name, data=None):
    return str(field_html(Kinds(data)[name]))


@pytest.mark.parametrize(
    ("name", "pieces"),
    [
        ("line", ['<label class="form-label" for="id_line">Line</label>',
                  '<div class="form-text" id="id_line_helptext">As &lt;on&gt; the register</div>',
                  '<input type="text" name="line" dir="auto" class="form-control" required'
                  ' aria-describedby="id_line_helptext" id="id_line">']),
        ("prose", ["<textarea", ">\n\nfirst &lt;line&gt;</textarea>", "you can leave this out"]),
        ("one_of", ['<select name="one_of" class="form-select" id="id_one_of">',
                    '<optgroup label="Here"><option value="a">A &amp; B</option>'
                    '<option value="c" selected>C</option></optgroup>'
                    '<option value="d">D</option></select>']),
        ("ticks", ['<fieldset aria-describedby="id_ticks_helptext"><legend class="form-label">',
                   '<p class="choices-group">Here</p>',
                   'name="ticks" value="d" id="id_ticks_1" checked>'
                   '<label for="id_ticks_1" class="form-check-label">D</label>']),
        ("yes", ['<input type="checkbox" name="yes" class="form-check-input" required'
                 ' aria-describedby="id_yes_helptext" id="id_yes" checked>'
                 '<label class="form-check-label" for="id_yes">Yes</label>']),
        ("secret", ['<input type="password" name="secret" class="form-control" required']),
        ("paper", ['<input type="file" name="paper" class="form-control" id="id_paper">']),
        ("both", ["<fieldset><legend", 'name="both_0"', 'name="both_1"']),
        ("own", ['class="wide form-control"', 'id="mine"', 'for="mine"']),
        ("hidden", ['<input type="hidden" name="hidden" value="7" id="id_hidden">']),
        ("off", [" disabled"]),
    ],
)  # fmt: skip
def test_each_kind_of_box(name, pieces):
    html = shown(name)

    for piece in pieces:
        assert piece in html
    assert "never shown" not in html


def test_what_is_wrong_is_tied_to_its_box():
    html = shown("line", {})
    assert 'class="field field-wrong"' in html
    assert 'id="id_line_error"' in html
    assert 'aria-invalid="true" aria-describedby="id_line_helptext id_line_error"' in html

    group = shown("ticks", {})
    about = 'aria-describedby="id_ticks_helptext id_ticks_error" aria-invalid="true"'
    assert f"<fieldset {about}>" in group


def laid_out(*pieces, context=None):
    form = Kinds()
    form.helper = FormHelper()
    form.helper.layout = Layout(*pieces)
    return str(fields_html(form, Context(context or {})))


def test_the_pieces_of_a_layout_in_their_order_and_hidden_fields_last():
    html = laid_out(
        Fieldset("Who", "line"), HTML("<p>{{ word }}, {{ form.own.name }}</p>"),
        Row(Column("own"), Column("off", css_class="col-lg")), Div("prose", css_class="need-row"),
        context={"word": "<b>"},
    )  # fmt: skip

    places = [
        html.index(piece) for piece in (
            "<fieldset><legend>Who</legend>", 'name="line"', "<p>&lt;b&gt;, own</p>",
            '<div class="row"><div class="col-md">', 'name="own"', '<div class="col-lg">',
            '<div class="need-row">', 'name="prose"', 'name="hidden"',
        )
    ]  # fmt: skip
    assert places == sorted(places)
    assert "one_of" not in html


def test_a_legend_is_words_neither_html_nor_a_template():
    """A child's name stands in one."""
    html = laid_out(Fieldset("About <b>{{ word }}</b>", "line"), context={"word": "secret"})

    assert "About &lt;b&gt;{{ word }}&lt;/b&gt;" in html
    assert "secret" not in html


def test_our_own_html_in_a_label_stays_html():
    form = Kinds()
    form.fields["line"].label = mark_safe("<bdi>Name</bdi>")
    assert "<bdi>Name</bdi>" in field_html(form["line"])


def test_a_layout_that_cannot_be_drawn_says_so():
    with pytest.raises(KeyError):
        laid_out("absent")
    with pytest.raises(TypeError, match="Submit cannot be drawn"):
        laid_out(Submit("go", "Go"))


@pytest.mark.parametrize("typed", ["1/2/2027", "1 Feb 2027", "soon", "2027-02-01"])
def test_a_day_goes_back_as_it_was_typed_where_another_answer_is_missing(typed):
    """A box for dates shows nothing but 2027-02-01: every other way of writing it stays text."""

    class Asked(forms.Form):
        on = forms.DateField()
        name = forms.CharField()

    form = Asked({"on": typed})
    assert not form.is_valid()
    kept = Asked(initial={"on": typed})  # as a draft gives it back
    for box in (field_html(form["on"]), box_html(form["on"]), field_html(kept["on"])):
        kind = "date" if typed == "2027-02-01" else "text"
        assert f'<input type="{kind}" name="on" value="{typed}"' in box
