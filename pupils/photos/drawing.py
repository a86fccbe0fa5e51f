"""A photo drawn again: upright, cropped, small, and nothing else of the file (where, when, who)."""

import io

from PIL import Image, ImageOps

from schools.services import logo

WIDTH, HEIGHT = 240, 320
JPEG_SHARE = 8
NotAPhoto = logo.NotALogo


def portrait(data: bytes) -> bytes:
    """A JPEG of at most 240 by 320. Raises NotAPhoto, whose text is for the person.

    Size, kind and points are judged before a pixel is decoded (schools.services.logo).
    """
    return logo.redrawn(data, draw=_as_portrait)


def points(data: bytes) -> int:
    """How many will have to be decoded, from the header alone; 0 for what portrait() refuses.

    A JPEG is decoded at an eighth or less of the work (draft).
    """
    try:
        with Image.open(io.BytesIO(data), formats=logo.FORMATS) as picture:
            all_of_it = picture.width * picture.height
            share = JPEG_SHARE if picture.format == "JPEG" else 1
    except Exception:  # hostile bytes raise what they like; portrait() says what is wrong
        return 0
    return all_of_it // share if all_of_it <= logo.MOST_PIXELS else 0


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
