"""A new school and its first two people. Asks for what the words on the command line leave out."""

import re
import sys

from django import forms
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from schools import presets
from schools.forms import SchoolForm
from schools.people.forms import InviteForm
from schools.services.first import first_school
from sendcase.edits import IllegalMove

PERSON = re.compile(r"(?P<name>[^<>]+)<(?P<email>[^<>]+)>")
# The very fields of the pages: what is refused there is refused here.
FIELDS = {
    "name": SchoolForm.base_fields["name"],
    "urn": SchoolForm.base_fields["urn"],
    "laestab": SchoolForm.base_fields["laestab"],
    "preset": forms.ChoiceField(
        choices=presets.choices,
        error_messages={"invalid_choice": f"Choose one of {', '.join(presets.PRESETS)}."},
    ),
}
QUESTIONS = {
    "name": "Name of the school",
    "urn": "URN (6 figures)",
    "laestab": "LAESTAB (7 figures: authority, then school)",
    "preset": "Policy to begin with",
    "head": "The head, as Name <e-mail address>",
    "office": "Somebody in the office, as Name <e-mail address>",
}


class Command(BaseCommand):
    help = "Make a new school with links for its head and its office. Each link is shown once."

    def add_arguments(self, parser):
        for key, words in QUESTIONS.items():
            parser.add_argument(f"--{key}", help=words)

    def handle(self, **options):
        facts = {key: self.answer(key, options[key]) for key in QUESTIONS}
        head, office = facts.pop("head"), facts.pop("office")
        try:
            links = first_school(facts=facts, head=head, office=office)
        except IllegalMove as why:
            raise CommandError(str(why)) from why
        self.stdout.write(
            f"{facts['name']} is there. Give each person their own link and nobody else's. It "
            "works once, for seven days, and is not shown again."
        )
        for name, address in links.items():
            self.stdout.write(f"{name}: {address}")

    def answer(self, key: str, given: str | None):
        """The checked value. A person at the keyboard is asked until it is right."""
        asks = given is None and sys.stdin.isatty()
        if given is None and not asks:
            raise CommandError(f"--{key} is missing: {QUESTIONS[key]}.")
        while True:
            try:
                return checked(key, self.ask(key) if asks else given)
            except ValidationError as wrong:
                words = " ".join(wrong.messages)
                if not asks:
                    raise CommandError(f"--{key}: {words}") from wrong
                self.stderr.write(words)

    def ask(self, key: str) -> str:
        if key == "preset":
            for name, title in presets.choices():
                self.stdout.write(f"  {name}: {title}")
        return input(f"{QUESTIONS[key]}: ")


def checked(key: str, given: str):
    """What the pages would take. Raises ValidationError with their words."""
    if key in FIELDS:
        return FIELDS[key].clean(given)
    found = PERSON.fullmatch(given.strip())
    if found is None:
        raise ValidationError('Write it like "Mrs P. Adeyemi <head@oakfield.example>".')
    fields = InviteForm.base_fields
    return {part: fields[part].clean(found[part].strip()) for part in ("name", "email")}
