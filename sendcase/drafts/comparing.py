"""Two texts of one record side by side."""

from dataclasses import dataclass

from django.db.models import Manager

NOTHING = "(nothing)"


@dataclass(frozen=True)
class Row:
    """One thing two people wrote differently. `name` is the posted input to go on with.

    tick: the name of a box below the texts, such as the one that takes a row out; "" for none.
    """

    label: str
    theirs: str
    name: str
    mine: str = ""
    tick: str = ""
    is_ticked: bool = False
    tick_words: str = ""


def differing(form, current) -> list[dict]:
    """The form's fields whose text is not what `current` holds: {field, theirs}."""
    rows = []
    for field in form.visible_fields():
        theirs = getattr(current, field.name, None)
        if plain(theirs) != plain(form.cleaned_data.get(field.name)):
            rows.append({"field": field, "theirs": shown(current, field.name, theirs)})
    return rows


def plain(value):
    """A value that can be compared: rows by their number, sets without order, '' for None."""
    if isinstance(value, Manager):
        value = value.all()
    if hasattr(value, "pk"):
        return str(value.pk)
    if hasattr(value, "__iter__") and not isinstance(value, str):
        return sorted(plain(each) for each in value)
    return "" if value is None else str(value)


def shown(current, name, value) -> str:
    """The saved value in words."""
    in_words = getattr(current, f"get_{name}_display", None)
    if in_words is not None:
        value = in_words()
    if isinstance(value, Manager):
        value = ", ".join(str(each) for each in value.all())
    if isinstance(value, bool):
        value = "Yes" if value else "No"
    if hasattr(value, "strftime"):
        value = f"{value:%a} {value.day} {value:%b %Y}"
    return str(value) if value not in (None, "") else NOTHING


def carried(form, post, names_shown) -> list[tuple[str, str]]:
    """(name, text) of everything else that was posted, for hidden inputs."""
    own = {"csrfmiddlewaretoken", "form_id", "version", "save_draft", *names_shown}
    return [(name, value) for name, values in post.lists() if name not in own for value in values]
