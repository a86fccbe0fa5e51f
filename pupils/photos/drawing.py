"""A photo drawn again: upright, cropped, small, and nothing else of the file (where, when, who)."""

import io

from PIL import Image, ImageOps

from schools.services import logo

WIDTH, HEIGHT = 240, 320
NotAPhoto = logo.NotALogo


def portrait(data: bytes) -> bytes:
    """A JPEG of at most 240 by 320. Raises NotAPhoto, whose text is for the person.

    Size, kind and points are judged before a pixel is decoded (schools.services.logo).
    """
    return logo.redrawn(data, draw=_as_portrait)


def _as_portrait(picture) -> bytes:
    picture.draft("RGB", (2 * WIDTH, 2 * HEIGHT))  # a JPEG need not be decoded at full size
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    width = min(WIDTH, upright.width, upright.height * WIDTH // HEIGHT) or 1
    size = (width, max(1, width * HEIGHT // WIDTH))
    cropped = ImageOps.fit(upright, size, centering=(0.5, 0.35))  # faces are above the middle
    plain = Image.new("RGB", size, "white")
    plain.paste(cropped, mask=cropped.getchannel("A"))
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()
