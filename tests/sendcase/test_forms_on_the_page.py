"""How a form is laid out: hint, error, box; nothing cut; plain words."""

import pytest
from django import forms
from django.template import Context, Template

from sendcase.templatetags import page


class Question(forms.Form):
    name = forms.CharField(label="Who?", max_length=10)
    on = forms.DateField(label="When")
    paper = forms.FileField(required=False)
    number = forms.IntegerField(required=False, min_value=5, max_value=60)
    area = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)
    secret = forms.IntegerField(widget=forms.HiddenInput, required=False)


def shown(form, **context):
    template = Template('{% include "components/_form.html" with submit="Send" %}')
    return template.render(Context({"form": form, "csrf_token": "t", **context}))


def test_the_summary_names_the_question_and_leads_to_it():
    form = Question({"name": "A" * 11, "on": "x", "number": "4", "secret": "x"})

    assert page.error_list(form) == [
        ("id_name", "Who? Make this shorter: it has 11 characters and the most is 10."),
        ("id_on", "When: Write a real date, for example 27/3/2026."),
        ("id_number", "Number: This must be 5 or more."),
        ("id_area_0", "Area: Choose one."),
        ("", "Write a whole number, for example 20."),
    ]


@pytest.mark.parametrize("typed", ["27/3/2026", "27 3 2026", "27 Mar 2026", "27.3.2026"])
def test_a_day_is_taken_as_people_write_it(typed):
    assert str(forms.DateField().clean(typed)) == "2026-03-27"


@pytest.mark.parametrize("field", [forms.CharField(), forms.FileField(), forms.BooleanField()])
def test_no_sentence_of_django_reaches_a_person(field):
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(None)

    assert refused.value.messages[0] in {
        "Answer this question.", "Choose a file.", "Tick this box to go on."
    }  # fmt: skip


def test_hint_and_error_stand_before_the_box():
    class Hinted(forms.Form):
        name = forms.CharField(help_text="As on the register")

    text = shown(Hinted({}))

    places = [text.index(x) for x in ('id="id_name_helptext"', 'id="id_name_error"', "<input type")]
    assert places[:2] == sorted(places[:2])
    assert text.index('name="name"') > places[1]
    assert 'aria-describedby="id_name_helptext id_name_error"' in text


def test_the_browser_never_cuts_what_is_pasted():
    text = shown(Question())

    assert "maxlength" not in text
    assert 'data-longest="10"' in text


def test_what_stands_in_a_value_or_a_hint_is_shown_not_run():
    class Hostile(forms.Form):
        name = forms.CharField(label="<b>Who</b>", help_text="<script>1</script>", initial="<i>")

    text = shown(Hostile())

    assert "<script>" not in text and "<b>" not in text and "<i>" not in text


def test_a_form_with_a_file_is_sent_whole_and_none_has_two_form_tags():
    text = shown(Question())

    assert 'enctype="multipart/form-data"' in text
    assert text.count("<form") == text.count("csrfmiddlewaretoken") == 1


def test_only_a_kept_form_offers_to_save_a_draft():
    form = Question()
    assert "save_draft" not in shown(form)
    form.kept_as = "question"
    assert 'name="save_draft"' in shown(form)
