"""Every piece in every state, on one page to look at. Absent in production (site_urls)."""

from datetime import date
from types import SimpleNamespace
from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.contrib import messages
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import public
from sendcase import moment
from sendcase.pages import KeysetPage
from sendcase.text import LineFormField, ProseFormField

AREAS = [
    ("ci", "Communication and interaction"),
    ("cl", "Cognition and learning"),
    ("semh", "Social, emotional and mental health"),
    ("sp", "Sensory and physical"),
]


class PiecesForm(forms.Form):
    """One of each kind of question."""

    name = LineFormField(
        label="What is the child's first name?",
        max_length=40,
        help_text="The name they like to be called by.",
    )
    noticed = ProseFormField(
        label="What have you noticed?",
        max_length=300,
        help_text="For example: loses her place when reading aloud; stops when asked to write.",
    )
    seen_on = forms.DateField(
        label="When did you first notice it?", help_text="A rough date is enough."
    )
    minutes = forms.IntegerField(
        label="How many minutes a week?", min_value=5, max_value=600, required=False
    )
    year = forms.ChoiceField(
        label="Which year is the child in?",
        choices=[("", "Choose a year"), ("3", "Year 3"), ("4", "Year 4")],
    )
    area = forms.ChoiceField(
        label="What is the main area of need?",
        choices=AREAS,
        widget=forms.RadioSelect,
        help_text="The one that holds the child back most.",
    )
    tried = forms.MultipleChoiceField(
        label="Which of these have you tried?",
        choices=AREAS[:3],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    told = forms.BooleanField(label="I have spoken to the family", required=False)
    paper = forms.FileField(
        label="A piece of the child's work", required=False, help_text="PDF, Word or a photo."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("Who is this about?", "name", "year"),
            Fieldset(
                "What have you noticed?", "noticed", "seen_on", "minutes", "area", "tried", "told",
                "paper",
            ),
        )  # fmt: skip

    def clean(self):
        if self.data.get("wrong"):
            raise forms.ValidationError(
                "The review (Fri 6 Nov 2026) is before the start (Mon 9 Nov 2026)."
            )
        return super().clean()


class TargetForm(forms.Form):
    target = LineFormField(label="What will Amina be able to do?", max_length=200)


Targets = forms.formset_factory(TargetForm, extra=0, can_delete=True)
WRONG = {
    "wrong": "1",
    "name": "Ami\u200bna",
    "noticed": "",
    "seen_on": "31 2 2026",
    "minutes": "2",
    "year": "9",
    "area": "",
}
PEOPLE = [
    ("Amina Brightwater", "3 Willow", "SEN support", "late", "Late", "Fri 20 Nov 2026", 41),
    ("Bartholomew Featherstonehaugh-Cholmondeley", "4 Rowan", "Monitoring", "soon", "Due soon",
     "Tue 24 Nov 2026", 8),
    ("Chidi Okonkwo", "3 Willow", "EHC plan", "done", "Up to date", "Mon 11 Jan 2027", 120),
]  # fmt: skip
FACTS = [
    ("Class", "3 Willow", "#facts"),
    ("How to help me", "Give me one instruction at a time.\nLet me sit near the board.", "#facts"),
    ("Read and write", "", "#facts"),
]
TASKS = [
    {"title": "What you have noticed", "url": "#tasks", "state": "Done"},
    {"title": "What you have tried", "url": "#tasks", "state": "Started",
     "hint": "With how often and for how long"},
    {"title": "What the family says", "url": "#tasks", "state": "Not started"},
    {"title": "Check and send", "state": "Cannot start yet"},
]  # fmt: skip
ENTRIES = [
    {"on": date(2026, 11, 20), "by": "Mr J. Whitlock", "words": "Letter home was issued",
     "url": "#timeline"},
    {"on": date(2026, 11, 9), "by": "Ms T. Lindqvist", "words": "Plan was agreed",
     "detail": "Three targets, reviewed on Fri 29 Jan 2027."},
    {"on": date(2026, 11, 2), "words": "Referral was sent"},
]  # fmt: skip
TABS = [
    {"title": words, "url": "#tabs", "here": words == "Now"}
    for words in ("Now", "Plan", "Letters", "People", "Timeline")
]


@public
@require_safe
def show(request):
    for level, words in (
        (messages.SUCCESS, "The referral for Amina was sent to Mr J. Whitlock."),
        (messages.INFO, "Somebody had already decided this referral."),
        (messages.WARNING, "The letter has no address yet."),
        (messages.ERROR, "You can't change this: it was sent on 3 May. Make a new version."),
    ):
        messages.add_message(request, level, words)
    return render(request, "gallery.html", _pieces())


def _pieces() -> dict:
    empty, wrong = PiecesForm(prefix="empty"), PiecesForm(_prefixed(WRONG), prefix="wrong")
    kept = TargetForm(prefix="kept")
    kept.kept_as, kept.restored_at = "gallery", moment.now()
    kept.restored_words = "Tue 24 Nov, 14:02"
    kept.fields["form_id"] = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)
    return {
        "school": SimpleNamespace(
            name="Oakfield Primary School",
            slug="oakfield",
            safeguarding_lead="Ms R. Okafor, room 4",
        ),
        "places": _places(),
        "has_other_schools": True,
        "empty_form": empty,
        "wrong_form": wrong,
        "kept_form": kept,
        "targets": Targets(prefix="targets", initial=[{"target": "Read 40 words a minute"}, {}]),
        "people": PEOPLE,
        "facts": FACTS,
        "tasks": TASKS,
        "entries": ENTRIES,
        "tabs": TABS,
        "page": KeysetPage([], next_url="?after=x", previous_url="?before=x"),
    }


def _prefixed(data) -> dict:
    return {"wrong": "1"} | {f"wrong-{name}": value for name, value in data.items()}


def _places() -> list[dict]:
    words = ("Today", "Pupils", "Referrals", "Register", "Plans", "Letters", "School")
    return [
        {"key": word.lower(), "words": word, "url": f"#{word.lower()}", "here": word == "Today"}
        for word in words
    ]
