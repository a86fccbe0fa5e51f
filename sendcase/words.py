"""Django's own sentences about a wrong answer, in plain words that say what to do."""

from django import forms
from django.core import validators

from sendcase import years

_REAL_DATE = "Write a real date, for example 27/3/2026."
_PICK = "Choose one of the answers listed."
_FILE = "Choose a file again: this one did not arrive."

SENTENCES = {
    forms.Field: {"required": "Answer this question."},
    forms.BooleanField: {"required": "Tick this box to go on."},
    forms.DateField: {"invalid": _REAL_DATE},
    forms.TimeField: {"invalid": "Write a time, for example 14:30."},
    forms.IntegerField: {"invalid": "Write a whole number, for example 20."},
    forms.DecimalField: {"invalid": "Write a number, for example 2.5."},
    forms.URLField: {"invalid": "Write a web address, for example https://www.example.org"},
    forms.ChoiceField: {"invalid_choice": _PICK, "required": "Choose one."},
    forms.ModelChoiceField: {"invalid_choice": _PICK, "required": "Choose one."},
    forms.MultipleChoiceField: {
        "invalid_choice": _PICK,
        "invalid_list": _PICK,
        "required": "Tick one or more.",
    },
    forms.ModelMultipleChoiceField: {
        "invalid_choice": _PICK,
        "invalid_pk_value": _PICK,
        "invalid_list": _PICK,
        "required": "Tick one or more.",
    },
    forms.FileField: {
        "required": "Choose a file.",
        "invalid": _FILE,
        "missing": _FILE,
        "empty": "This file is empty. Choose another.",
    },
    forms.ImageField: {"invalid_image": "This is not a picture we can read. Choose another."},
}
LIMITS = {
    validators.MaxLengthValidator: "Make this shorter: it has %(show_value)d characters and the "
    "most is %(limit_value)d.",
    validators.MinLengthValidator: "Write a little more: at least %(limit_value)d characters.",
    validators.MinValueValidator: "This must be %(limit_value)s or more.",
    validators.MaxValueValidator: "This must be %(limit_value)s or less.",
    validators.ProhibitNullCharactersValidator: "This contains a hidden character. Type it again "
    "here.",
    validators.EmailValidator: "Write an e-mail address, for example name@example.org",
}


def use() -> None:
    """Put the sentences in the place of Django's. A form's own error_messages still win. No year
    is taken that cannot be meant.
    """
    forms.DateField.default_validators = [years.check]
    for field, sentences in SENTENCES.items():
        field.default_error_messages = {
            **vars(field).get("default_error_messages", {}),
            **sentences,
        }
    for validator, sentence in LIMITS.items():
        validator.message = sentence
    # Instances made when Django was imported.
    validators.validate_email.message = LIMITS[validators.EmailValidator]
