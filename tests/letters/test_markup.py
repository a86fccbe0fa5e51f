"""A school's wording with what stands in a record: shown as typed, never obeyed."""

import html

import pytest
from django.core.exceptions import ValidationError

from letters import merge
from letters.markup import as_html


@pytest.mark.parametrize(
    "planted",
    [
        "<script>alert(1)</script>",
        "**not bold** _x_ # y",
        "{salutation} {{ settings.SECRET_KEY }} {% now %}",
        "[a](javascript:alert(1))",
        "=HYPERLINK(1)",
        "&lt;b&gt;",
    ],
)
def test_a_value_is_shown_as_typed(planted):
    made = as_html("Seen: {noticed}", {"noticed": planted, "salutation": "LEAK"})

    assert made == f"<p>Seen: {html.escape(planted)}</p>\n"


def test_lines_of_a_value_stay_lines():
    assert as_html("{noticed}", {"noticed": "One\nTwo"}) == "<p>One<br>Two</p>\n"


def test_wording_may_hold_lists_headings_and_quotations_and_nothing_that_reaches_out():
    made = as_html(
        "# Big\n\n- **one**\n\n> said\n\n![x](http://e.example/x.png) [a](http://e.example) "
        '<img src="http://e.example/y.png"> `code`',
        {},
    )

    assert "<h2>Big</h2>" in made
    assert "<li><strong>one</strong></li>" in made
    assert "<blockquote>" in made
    for forbidden in ("<img", "<a", "<code"):
        assert forbidden not in made


def test_a_line_about_something_the_school_has_not_filled_in_is_left_out():
    wording = "Before\nAdvice: {sendiass}\nAfter {pupil_name}"

    assert as_html(wording, {"pupil_name": "Amina"}) == "<p>Before<br>\nAfter Amina</p>\n"


def test_an_unknown_field_is_refused_by_its_name():
    with pytest.raises(ValidationError, match=r"\{pupil_nmae\}, \{his_or_her\}"):
        merge.check("Dear {pupil_nmae}, {his_or_her} {pupil_name}", "placed-on-register")


@pytest.mark.parametrize("text", ["a { b", "a } b", "{pupil_name", "{}"])
def test_a_lone_brace_is_refused(text):
    with pytest.raises(ValidationError):
        merge.check(text, "placed-on-register")


@pytest.mark.parametrize("field", ["noticed", "stage_name", "register_name", "plan_name",
    "number_of_targets", "plan_lead", "review_date", "when_to_talk", "sendiass", "local_offer",
    "teacher"])  # fmt: skip
def test_the_first_letter_carries_every_element_of_the_paper_form(field):
    from letters import wording

    text = wording.default("placed-on-register", for_young_person=False)
    assert field in merge.named_in(text["body"])
    assert "Thank you" in text["body"]
    assert "{pupil_name}" in text["slip"]
