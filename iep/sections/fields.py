"""A layout's own questions as fields of the plan's form. Their inputs are `answer_<key>`."""

from functools import partial

from django import forms
from django.utils.text import capfirst

from iep import sections
from sendcase.text import ProseFormField

PREFIX = "answer_"
UNSAID = ("", "Not decided yet")


def add_to(form, plan) -> None:
    """Put the questions of the plan's layout on a form and say its other questions in its words."""
    asked, name = sections.of_layout(plan.layout), plan.pupil.first_name
    for field in form.fields:
        for part, attribute in (("title", "label"), ("help", "help_text")):
            if words := asked.own(field, part):
                setattr(form.fields[field], attribute, words.replace("{name}", name))
    form.layout_label, form.about_layout = asked.label, asked.about
    for section in asked.sections:
        form.fields[PREFIX + section.key] = _field(section, plan, name)


def _field(section, plan, name):
    said = {
        "label": section.title.replace("{name}", name),
        "help_text": _help(section, plan).replace("{name}", name),
        "initial": plan.answers.get(section.key, ""),
        "required": False,
    }
    if section.choices:
        wrong = {"invalid_choice": "Choose one of the answers in the list."}
        choices = [UNSAID, *section.choices]
        return forms.ChoiceField(choices=choices, error_messages=wrong, **said)
    return ProseFormField(max_length=section.longest, **said)


def _help(section, plan) -> str:
    """The hint, and what a room knows to write about."""
    lines = sections.sources[section.source](plan) if section.source in sections.sources else ()
    known = "; ".join(lines)
    return f"{section.help} {capfirst(known)}.".strip() if known else section.help


def names(plan, place) -> list[str]:
    """The inputs above ("top") or below ("foot") the targets, in order."""
    asked = sections.of_layout(plan.layout).sections
    return [PREFIX + section.key for section in asked if section.place == place]


def folded(answers: dict, plan) -> dict:
    """A form's answers as iep.services.save_plan takes them: the layout's own in one value."""
    own = {name: text for name, text in answers.items() if name.startswith(PREFIX)}
    if not own:
        return answers
    rest = {name: value for name, value in answers.items() if name not in own}
    given = {name.removeprefix(PREFIX): text for name, text in own.items()}
    kept = {key: text for key, text in {**plan.answers, **given}.items() if text}
    return {**rest, "answers": kept}


def spread(plan) -> None:
    """Let the page that shows two texts read each answer as if it were a field of the plan."""
    for section in sections.of_layout(plan.layout).sections:
        name, text = PREFIX + section.key, plan.answers.get(section.key, "")
        setattr(plan, name, text)
        if section.choices:
            setattr(plan, f"get_{name}_display", partial(section.words, text))
