"""The profile and the pupil's views on paper. A profile is one A4 page; large print may be more."""

from base64 import b64decode
from datetime import date

from django.template.loader import render_to_string

from pupils.photos.models import PupilPhoto
from pupils.profile import questions, symbols
from pupils.profile.models import PupilProfile
from pupils.wording import day_text
from sendcase import moment
from sendcase.pdf import page_count, render_pdf

SCHEMA = 1
BOXES = (("liked", "happy"), ("matters", "heart"), ("help", "help"))  # and the drawing beside each
LARGE, SMALL = "large", "small"
# One white point, for the place a photo takes.
_WHITE = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg=="
)


def value_of(profile) -> dict:
    """The profile as one plain value: printed and frozen. Needs school and pupil joined."""
    pupil = profile.pupil
    return {
        "school": profile.school.name,
        "pupil": {"name": pupil.name, "first_name": pupil.first_name},
        "texts": {name: getattr(profile, name) for name, _ in BOXES},
        "next_step": profile.next_step,
        "whose": profile.get_whose_display(),
        "written_by": profile.written_by,
        "checked_on": profile.checked_on.isoformat() if profile.checked_on else None,
    }


def pdf(value: dict, *, state_words: str, photo: bytes | None = None, large=False) -> bytes:
    """One page: where the text is long, in smaller type. Raises PdfFailed."""
    if large:
        return _printed(value, state_words, photo, LARGE)
    made = _printed(value, state_words, photo, "")
    return made if page_count(made) == 1 else _printed(value, state_words, photo, SMALL)


def fits(value: dict) -> bool:
    """Whether the smaller type gets it on one page, with a photo. Raises PdfFailed."""
    return page_count(_printed(value, "Printed Wed 30 Sep 2026", _WHITE, SMALL)) == 1


def _printed(value, state_words, photo, size) -> bytes:
    context = {
        "profile": value, "boxes": boxes_of(value), "size": size, "has_photo": photo is not None,
        "state_words": state_words, "whose": whose_words(value),
    }  # fmt: skip
    images = {"photo": photo} if photo is not None else {}
    return render_pdf(render_to_string("profile/print/profile.html", context), images)


def boxes_of(value) -> list[dict]:
    return [
        {"title": PupilProfile._meta.get_field(name).verbose_name, "symbol": symbol,
         "text": value["texts"][name]}
        for name, symbol in BOXES
    ]  # fmt: skip


def whose_words(value) -> str:
    """Whose words these are, and when the child last looked at them."""
    whose = f"Written by {value['written_by']}" if value["written_by"] else value["whose"]
    if not value["checked_on"]:
        return f"{whose}."
    day = day_text(date.fromisoformat(value["checked_on"]))
    return f"{whose}. Looked at with {value['pupil']['first_name']} on {day}."


def photo_of(profile) -> bytes | None:
    """The picture, where the school uses photos and this profile shows it."""
    if not (profile.shows_photo and profile.school.policy.photos_used):
        return None
    row = PupilPhoto.objects.shown().filter(pupil=profile.pupil_id).first()
    if row is None:
        return None
    with row.file.open("rb") as file:
        return file.read()


def printed_today() -> str:
    return f"Printed {day_text(moment.today())}"


def view_pdf(view, *, large=False) -> bytes:
    """What the pupil said, with the drawings. Needs school and pupil joined. Raises PdfFailed."""
    shown = questions.for_reading(questions.of_view(view))
    return render_pdf(render_to_string("profile/print/view.html", {
        "view": view, "shown": shown, "size": LARGE if large else "", "on": day_text(view.on),
        "state_words": printed_today(),
    }))  # fmt: skip


def blank_pdf(school, *, older: bool) -> bytes:
    """The same questions for a pencil: nobody's name on it. Raises PdfFailed."""
    named = symbols.things(older=older)
    return render_pdf(render_to_string("profile/print/blank.html", {
        "school": school, "faces": symbols.FACES.items(), "things": named.items(),
        "about": [(key, named[key]) for key in questions.ABOUT], "steps": questions.OPEN,
    }))  # fmt: skip
