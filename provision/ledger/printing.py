"""What was promised and given, for the family, as a tagged PDF."""

from django.template.loader import render_to_string

from provision.ledger import lines, reading
from pupils.wording import day_text
from sendcase import moment
from sendcase.pdf import render_pdf

SIZES = {"normal": "", "large": "large"}


def family_html(user, pupil, size: str) -> str:
    """As far as this person may read it. size: a key of SIZES."""
    book = reading.book_of(pupil.school)
    window = book.term()
    found = reading.of_pupil(user, pupil, book, window)
    return render_to_string("ledger/print/family.html", {
        "pupil": pupil, "school": pupil.school, "size": SIZES[size],
        "from": day_text(window.first), "until": day_text(window.last),
        "printed": day_text(moment.today()),
        "promises": [
            lines.in_words(each, window, pupil.first_name) for each in found
        ],
    })  # fmt: skip


def family_pdf(user, pupil, size="normal") -> bytes:
    """Raises PdfFailed."""
    return render_pdf(family_html(user, pupil, size))
