"""The school's logo: judged by its content, drawn again as a PNG, so nothing else rides along."""

import io

from django.db import transaction
from PIL import Image, ImageFile, ImageOps

from audit import log
from schools.models import Logo, School
from sendcase import edits

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 25_000_000
LONGEST_SIDE = 600  # kept: enough for a letterhead at 300 dpi
FORMATS = ("PNG", "JPEG")
FIRST_BYTES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
TOO_MANY = "This picture has more than 25 million points. Choose a smaller one."


class NotALogo(ValueError):
    """The file cannot be the logo. Its text is for the person."""


@transaction.atomic
def set_logo(*, school, data: bytes | None, by) -> School:
    """Store the picture, drawn again; with data=None take the logo away. Raises NotALogo."""
    png = redrawn(data) if data is not None else None
    row = edits.locked(School, school.pk)
    had = has_logo(row)
    if png is None:
        Logo.objects.filter(school=row).delete()
    else:
        Logo.objects.update_or_create(school=row, defaults={"png": png})
    edits.save(row)  # its new version is in the picture's address
    log.record(
        "school.logo_changed",
        target=row,
        by=by,
        school_id=row.pk,
        detail={"logo": [had, png is not None]},
    )
    return row


def has_logo(school) -> bool:
    return Logo.objects.filter(school=school).exists()


def redrawn(data: bytes, draw=None) -> bytes:
    """The same picture, drawn again without its metadata: a small PNG, or what draw(picture) makes
    of it. Raises NotALogo.

    The size is read from the header, before a single pixel is decoded: a bomb is never opened.
    """
    if len(data) > MOST_BYTES:
        raise NotALogo("This file is larger than 10 MB. Choose a smaller picture.")
    if not data.startswith(FIRST_BYTES):
        raise NotALogo("This is not a PNG or JPEG picture. Save it as one of these first.")
    # A library that makes PDFs tells Pillow, for the whole process, to put up with broken files.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            width, height = picture.size
            if width * height > MOST_PIXELS:
                raise NotALogo(TOO_MANY)
            return (draw or as_png)(picture)
    except Image.DecompressionBombError as bomb:
        raise NotALogo(TOO_MANY) from bomb
    except NotALogo:
        raise
    except Exception as broken:  # a decoder fed hostile bytes raises what it likes
        raise NotALogo(
            "This picture is damaged. Save it again and choose it once more."
        ) from broken


def as_png(picture) -> bytes:
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG need not be decoded at full size
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    plain = Image.new("RGBA", upright.size)
    plain.paste(upright)
    out = io.BytesIO()
    plain.save(out, "PNG", optimize=True)
    return out.getvalue()
