"""Photos: drawn again and small, only where the policy uses them, and no hostile file gets in."""

import io
import struct
import zipfile
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from accounts.permissions import Role
from audit.models import Event
from pupils import services as pupils
from pupils.photos import batches, drawing, services, unzipping
from pupils.photos.models import PhotoBatch, PhotoWaiting, PupilPhoto
from sendcase import moment
from sendcase.edits import IllegalMove
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory, share
from tests.factories.roll import upn
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db(transaction=True)
PLACE = b"51.5074 N, taken at home"


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def school():
    school = SchoolFactory(slug="oakfield")
    use(school, True)
    return school


def use(school, value):
    type(school.policy).objects.filter(school=school).update(photos_used=value)
    school.policy.refresh_from_db()


@pytest.fixture
def office(school):
    return member(school, Role.OFFICE)


@pytest.fixture
def pupil(school):
    return PupilFactory(school=school, upn=upn(1), admission_number="0077")


def picture(size=(900, 600), kind="JPEG", colour="navy") -> bytes:
    out, image = io.BytesIO(), Image.new("RGB", size, colour)
    exif = Image.Exif()
    exif[0x010E] = PLACE.decode()
    image.save(out, kind, **({"exif": exif} if kind == "JPEG" else {}))
    return out.getvalue()


def vast_png() -> bytes:
    """A header that states 30,000 by 30,000 points, and hardly a byte behind it."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(
            ">I", zlib.crc32(kind + data)
        )  # fmt: skip

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"0"))


def zipped(*files, name="photos.zip", method=zipfile.ZIP_STORED) -> SimpleUploadedFile:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as parts:
        for path, data in files:
            parts.writestr(path, data)
    return SimpleUploadedFile(name, out.getvalue())


def stored(storage) -> list:
    return [path for path in storage.rglob("*") if path.is_file()]


def kept(school, pupil, by, **how):
    return services.set_photo(pupil=pupil, jpeg=drawing.portrait(picture(**how)), by=by)


def test_a_photo_is_small_upright_and_says_nothing_of_where_it_was_taken():
    jpeg = drawing.portrait(picture((4000, 3000)))
    with Image.open(io.BytesIO(jpeg)) as image:
        assert (image.size, image.format, dict(image.getexif())) == ((240, 320), "JPEG", {})
    assert PLACE not in jpeg and len(jpeg) < 20_000
    assert Image.open(io.BytesIO(drawing.portrait(picture((30, 20), "PNG")))).size == (15, 20)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"<svg onload=alert(1)>", "not a PNG or JPEG"),
        (b"GIF89a" + b"0" * 50, "not a PNG or JPEG"),
        (picture()[:400], "damaged"),
        (vast_png(), "more than 25 million points"),
        (b"\xff\xd8\xff" + b"0" * (10 * 1024 * 1024), "larger than 10 MB"),
    ],
)
def test_what_is_no_photo_is_refused_with_its_reason(client, school, pupil, office, data, says):
    sign_in(client, office)
    file = SimpleUploadedFile("photo.jpg", data)
    page = client.post(f"/pupils/{pupil.pk}/photo/change/", {"photo": file})
    assert says in page.content.decode() and not PupilPhoto.objects.exists()
    fates = batches.receive(school=school, by=office, upload=zipped(("0077.jpg", data))).fates
    assert fates[0][1] == batches.LEFT_OUT
    assert not PhotoWaiting.objects.exists()


def test_one_photo_is_put_in_shown_replaced_and_removed(client, school, pupil, office, storage):
    sign_in(client, office)
    at = f"/pupils/{pupil.pk}/photo/"
    assert "case-photo" not in client.get(f"/pupils/{pupil.pk}/").content.decode()
    for colour in ("navy", "teal"):
        file = SimpleUploadedFile("me.jpg", picture(colour=colour))
        assert client.post(f"{at}change/", {"photo": file}).status_code == 302
        assert len(stored(storage)) == 1
    page = client.get(f"/pupils/{pupil.pk}/").content.decode()
    assert f'src="{at}?v=2"' in page and f'alt="Photo of {pupil.name}"' in page
    answer = client.get(at)
    assert answer["Content-Type"] == "image/jpeg" and "no-store" in answer["Cache-Control"]
    assert "sandbox" in answer["Content-Security-Policy"]
    assert b"".join(answer).startswith(b"\xff\xd8\xff")
    client.post(f"{at}remove/")
    assert not PupilPhoto.objects.exists() and stored(storage) == []
    assert client.get(at).status_code == 404
    verbs = list(Event.objects.filter(verb__contains="photo_").values_list("verb", flat=True))
    assert verbs == ["pupil.photo_changed"] * 2 + ["pupil.photo_removed"]


def test_where_the_policy_uses_no_photos_there_are_none(client, school, pupil, office):
    kept(school, pupil, office)
    use(school, False)
    sign_in(client, office)
    for path in (f"/pupils/{pupil.pk}/photo/", f"/pupils/{pupil.pk}/photo/change/",
                 "/oakfield/photos/import/"):  # fmt: skip
        assert client.get(path).status_code == 404
    page = client.get(f"/pupils/{pupil.pk}/").content.decode()
    assert "case-photo" not in page and "photo/change" not in page
    assert "photos/import" not in client.get("/oakfield/roll/import/").content.decode()


def test_whoever_sees_the_child_sees_the_photo_and_nobody_else(client, school, pupil, office):
    kept(school, pupil, office)
    at = f"/pupils/{pupil.pk}/photo/"
    teacher, elsewhere = member(school, Role.TEACHER), member(SchoolFactory(), Role.SENCO)
    for person in (teacher, elsewhere, member(school, Role.GOVERNOR)):
        assert sign_in(client, person).get(at).status_code == 404
    share(pupil, teacher)
    assert sign_in(client, teacher).get(at).status_code == 200
    assert client.post(f"{at}remove/").status_code == 403


def test_the_photo_goes_when_the_child_leaves(school, pupil, office, storage):
    kept(school, pupil, office)
    pupils.leave(pupil=pupil, on=moment.today(), by=office)
    assert not PupilPhoto.objects.exists() and stored(storage) == []
    with pytest.raises(IllegalMove, match="has left"):
        kept(school, pupil, office)


def test_every_file_of_a_zip_has_its_fate_and_nothing_is_set_before_it_is_agreed(
    client, school, pupil, office, storage
):
    other = PupilFactory(school=school, upn=upn(2), legal_first_name="Beth")
    left = PupilFactory(school=school, upn=upn(3), left_on=moment.today().replace(year=2025))
    same = PupilFactory(school=school, upn=upn(4), legal_first_name="Dilys")
    kept(school, same, office)
    file = zipped(
        (f"Year 3/{pupil.upn.lower()}.JPG", picture()), ("0077.png", picture(kind="PNG")),
        (f"{other.upn}.png", picture(kind="PNG", colour="red")), (f"{same.upn}.jpg", picture()),
        (f"{left.upn}.jpg", picture()), ("list.exe", b"MZ"), ("stranger.jpg", picture()),
        ("__MACOSX/._0077.png", b"x"), ("Thumbs.db", b"x"),
    )  # fmt: skip
    sign_in(client, office)
    address = client.post("/oakfield/photos/import/", {"photos": file}).url
    fates = {name: (kind, words) for name, kind, words in PhotoBatch.objects.get().fates}
    assert fates.pop(f"{pupil.upn.lower()}.JPG") == ("new", pupil.name)
    assert fates == {
        "0077.png": ("left_out", batches.TWICE),
        f"{other.upn}.png": ("new", other.name),
        f"{same.upn}.jpg": ("same", same.name),
        f"{left.upn}.jpg": ("left_out", batches.NOBODY),
        "list.exe": ("left_out", unzipping.WRONG_KIND),
        "stranger.jpg": ("left_out", batches.NOBODY),
    }
    page = client.get(address).content.decode()
    assert "2 new photos, 0 in place of another, 1 the same, 4 left out" in page
    assert PupilPhoto.objects.count() == 1 and len(stored(storage)) == 1
    for _ in range(2):
        client.post(f"{address}confirm/")
    assert PupilPhoto.objects.count() == len(stored(storage)) == 3
    assert not PhotoWaiting.objects.exists() and PhotoBatch.objects.get().fates == []
    assert sign_in(client, member(school, Role.SENCO)).get(address).status_code == 404


def locked() -> SimpleUploadedFile:
    """The bit that says "encrypted" in both places where a ZIP says it."""
    data = bytearray(zipped(("0077.jpg", picture())).read())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return SimpleUploadedFile("photos.zip", bytes(data))


def linked() -> SimpleUploadedFile:
    info = zipfile.ZipInfo("0077.jpg")
    info.external_attr = 0o120777 << 16
    return zipped((info, b"/etc/passwd"))


def spoilt() -> SimpleUploadedFile:
    data = bytearray(zipped(("0077.jpg", picture())).read())
    data[120] ^= 0xFF
    return SimpleUploadedFile("photos.zip", bytes(data))


def nowhere() -> SimpleUploadedFile:
    """Its parts lie before the beginning of the file."""
    data = bytearray(zipped(("0077.jpg", picture())).read())
    data[-4] = 0xFF  # where the list of contents begins
    return SimpleUploadedFile("photos.zip", bytes(data))


BOMB = b"\0" * (20 * 1024 * 1024)


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (lambda: SimpleUploadedFile("photos.zip", b"no zip at all"), unzipping.NO_ZIP),
        (locked, unzipping.LOCKED),
        (linked, unzipping.ODD_NAMES),
        (nowhere, unzipping.DAMAGED),
        (lambda: zipped(("0077.jpg", picture()), method=zipfile.ZIP_LZMA), unzipping.UNUSUAL),
        (spoilt, unzipping.DAMAGED),
        (lambda: zipped(("../0077.jpg", picture())), unzipping.ODD_NAMES),
        (lambda: zipped(("/etc/0077.jpg", picture())), unzipping.ODD_NAMES),
        (lambda: zipped(("C:\\0077.jpg", picture())), unzipping.ODD_NAMES),
        (lambda: zipped(("0077.jpg", BOMB), method=zipfile.ZIP_DEFLATED), unzipping.TOO_LARGE),
        (lambda: zipped(*[(f"{n}.jpg", b"") for n in range(2001)]), unzipping.TOO_MANY),
    ],
)
def test_a_hostile_zip_is_refused_by_name_and_leaves_nothing(
    client, school, pupil, office, storage, file, says
):
    sign_in(client, office)
    good = client.post("/oakfield/photos/import/", {"photos": file()})
    assert good.status_code == 200 and says in good.content.decode()
    assert not PhotoBatch.objects.exists() and stored(storage) == []


def test_many_parts_that_are_small_each_are_too_large_together(monkeypatch, school, office):
    monkeypatch.setattr(unzipping, "MOST_UNPACKED", 3_000)
    with pytest.raises(unzipping.Refused, match="100 MB"):
        batches.receive(school=school, by=office, upload=zipped(*[(f"{n}.jpg", picture())
                                                                 for n in range(3)]))  # fmt: skip


def test_pictures_that_are_small_files_may_still_be_too_much_to_draw(monkeypatch, school, office):
    """Each is allowed by itself; the work of all is bounded before any more is decoded."""
    for n in range(3):
        PupilFactory(school=school, upn=upn(n + 2))
    files = [(f"{upn(n + 2)}.png", picture((900, 600), "PNG")) for n in range(3)]
    drawn = []
    monkeypatch.setattr(batches, "MOST_POINTS", 2 * 900 * 600)
    monkeypatch.setattr(drawing, "portrait", lambda data: drawn.append(data) or b"\xff\xd8")
    with pytest.raises(unzipping.Refused, match="too large to be drawn in one go"):
        batches.receive(school=school, by=office, upload=zipped(*files))
    assert len(drawn) == 2 and not PhotoBatch.objects.exists()
    jpegs = [(name.replace(".png", ".jpg"), picture()) for name, _ in files]
    batches.receive(school=school, by=office, upload=zipped(*jpegs))
    assert drawing.points(vast_png()) == drawing.points(b"no picture") == 0


def test_if_one_photo_cannot_be_set_none_is_and_no_file_stays(school, pupil, office, storage):
    other = PupilFactory(school=school, upn=upn(2))
    file = zipped((f"{pupil.upn}.jpg", picture()), (f"{other.upn}.jpg", picture(colour="red")))
    batch = batches.receive(school=school, by=office, upload=file)
    pupils.leave(pupil=other, on=moment.today(), by=office)
    with pytest.raises(IllegalMove):
        batches.confirm(batch=batch, by=office)
    assert not PupilPhoto.objects.exists() and stored(storage) == []


def test_what_nobody_confirmed_is_forgotten_after_a_day(school, pupil, office):
    batches.receive(school=school, by=office, upload=zipped(("0077.jpg", picture())))
    PhotoBatch.objects.update(expires_at=moment.now())
    batches.forget_old()
    assert not PhotoBatch.objects.exists() and not PhotoWaiting.objects.exists()


def test_a_page_costs_one_question_more_only_where_photos_are_used(client, school, pupil, office):
    sign_in(client, office)
    counts = []
    for value in (True, False):
        use(school, value)
        client.get(f"/pupils/{pupil.pk}/")
        with CaptureQueriesContext(connection) as caught:
            client.get(f"/pupils/{pupil.pk}/")
        counts.append(len(caught))
    assert counts[0] == counts[1] + 1
