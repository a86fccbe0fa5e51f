"""The logo: judged by content, limited before decoding, drawn again."""

import io
import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin

from accounts.permissions import Role
from schools.services import NotALogo, set_logo
from schools.services.logo import redrawn
from tests.factories.people import member
from tests.factories.schools import SchoolFactory


def picture(kind="PNG", size=(40, 20), mode="RGB", **save):
    out = io.BytesIO()
    Image.new(mode, size, "teal" if mode != "P" else 3).save(out, kind, **save)
    return out.getvalue()


def bomb(side):
    """A PNG header that claims side x side points, with next to nothing behind it."""

    def chunk(name, data):
        crc = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + crc

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    "data", [picture(), picture("JPEG"), picture(mode="P"), picture(mode="LA")]
)
def test_png_and_jpeg_become_a_png(data):
    assert Image.open(io.BytesIO(redrawn(data))).format == "PNG"


def test_a_large_picture_is_made_small():
    made = Image.open(io.BytesIO(redrawn(picture("JPEG", (4000, 2000)))))
    assert made.size == (600, 300)


def test_nothing_rides_along_in_the_new_picture():
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "taken at 12 Mill Lane")
    data = redrawn(picture(pnginfo=info) + b"PK\x03\x04 trailing zip")
    assert b"Mill Lane" not in data
    assert b"PK\x03\x04" not in data
    exif = Image.Exif()
    exif[0x010E] = "Amina at sports day"
    assert b"Amina" not in redrawn(picture("JPEG", exif=exif))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a PNG or JPEG"),
        (b"%PDF-1.7", "not a PNG or JPEG"),
        (picture("GIF"), "not a PNG or JPEG"),
        (b"", "not a PNG or JPEG"),
        (picture()[:60], "damaged"),
        (b"\xff\xd8\xff" + b"nonsense" * 20, "damaged"),
        (bomb(5_001), "more than 25 million points"),
        (bomb(30_000), "more than 25 million points"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * (10 * 1024 * 1024), "larger than 10 MB"),
    ],
)
def test_what_is_no_logo_is_refused_by_its_content_with_a_reason(data, words):
    with pytest.raises(NotALogo, match=words):
        redrawn(data)


@pytest.mark.django_db
def test_a_refused_file_stores_nothing_and_a_good_one_can_be_taken_away():
    school = SchoolFactory()
    head = member(school, Role.HEAD)
    with pytest.raises(NotALogo):
        set_logo(school=school, data=b"<svg/>", by=head)
    school.refresh_from_db()
    assert school.logo is None
    set_logo(school=school, data=picture(), by=head)
    school.refresh_from_db()
    assert bytes(school.logo).startswith(b"\x89PNG")
    set_logo(school=school, data=None, by=head)
    school.refresh_from_db()
    assert school.logo is None


@pytest.mark.parametrize("name", [b"zTXt", b"iCCP"])
def test_a_bomb_in_the_words_beside_the_picture_is_refused(name):
    """The library stops unpacking it with an error of another kind than for a damaged picture."""
    data = name + b"k\0\0" + zlib.compress(b"a" * 3_000_000)
    chunk = struct.pack(">I", len(data) - 4) + data + struct.pack(">I", zlib.crc32(data))
    whole = picture()
    with pytest.raises(NotALogo, match="damaged"):
        redrawn(whole[:33] + chunk + whole[33:])


def test_a_damaged_picture_is_refused_also_where_pillow_was_told_to_put_up_with_it(monkeypatch):
    from PIL import ImageFile

    from schools.services import logo

    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    whole = io.BytesIO()
    Image.new("RGB", (40, 20)).save(whole, "PNG")
    with pytest.raises(logo.NotALogo):
        logo.redrawn(whole.getvalue()[:60])
