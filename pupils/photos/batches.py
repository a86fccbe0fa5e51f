"""Many photos at once: look at a ZIP, show what becomes of each file, set them together."""

import hashlib
from collections import Counter, defaultdict
from datetime import timedelta

from django.db import transaction

from audit import log
from pupils.models import Pupil
from pupils.photos import drawing, services, unzipping
from pupils.photos.models import PhotoBatch, PhotoWaiting, PupilPhoto
from pupils.wording import counted
from sendcase import edits, moment

KEPT_FOR = timedelta(days=1)
# Of all pictures together, a JPEG for an eighth: about ten seconds of drawing. 25 million points
# of one colour are a PNG of a few kB, so the size of the ZIP does not bound the work.
MOST_POINTS = 300_000_000
TOO_MANY_POINTS = (
    "These pictures are too large to be drawn in one go: more than 300 million points together, "
    "where a JPG counts for an eighth. Save them smaller, about 800 by 600, or make several files."
)
NEW, CHANGED, SAME, LEFT_OUT = "new", "changed", "same", "left_out"
NOBODY = "No pupil on your roll has this UPN or admission number."
SEVERAL = "More than one pupil has this admission number. Name the file by the UPN."
NOT_AGREED = "Nobody agrees to a photo of this child now. Record a new agreement first."
TWICE = "Another file in here is for the same pupil."


class AlreadyImported(Exception):
    """The same confirmation came twice. Nothing was done again."""


def receive(*, school, by, upload) -> PhotoBatch:
    """Judge every file and keep the drawn pictures for the confirmation; the ZIP is not kept.

    Raises unzipping.Refused, storing nothing, for a file that cannot be taken at all.
    """
    fates, pictures = _judge(school, unzipping.files(upload))
    with transaction.atomic():
        forget_old()
        batch = PhotoBatch.objects.create(
            school=school, author=by, filename=_safe(upload.name), fates=fates,
            expires_at=moment.now() + KEPT_FOR,
        )  # fmt: skip
        PhotoWaiting.objects.bulk_create(
            [PhotoWaiting(school=school, batch=batch, pupil_id=pk, jpeg=jpeg)
             for pk, jpeg in pictures.items()], 100,
        )  # fmt: skip
        log.record("photos.uploaded", target=batch, by=by, school_id=school.pk)
    return batch


def _judge(school, files) -> tuple[list, dict[int, bytes]]:
    """([file, kind, words] of each, {number of the pupil: picture to set})."""
    objected = services.objected(school)
    find, here = (
        _Whose(school),
        dict(PupilPhoto.objects.filter(school=school).values_list("pupil", "sha256")),
    )
    fates, pictures, seen, points = [], {}, set(), 0
    for name, data, why in files:
        pupil, why = (None, why) if why else find(name)
        if pupil and pupil.pk in objected:
            pupil, why = None, NOT_AGREED
        if pupil and pupil.pk in seen:
            why = TWICE
        points += 0 if why else drawing.points(data)
        if points > MOST_POINTS:
            raise unzipping.Refused(TOO_MANY_POINTS)
        try:
            jpeg = drawing.portrait(data) if not why else b""
        except drawing.NotAPhoto as refused:
            why = str(refused)
        if why:
            fates.append([_safe(name), LEFT_OUT, why])
            continue
        seen.add(pupil.pk)
        same = here.get(pupil.pk) == hashlib.sha256(jpeg).hexdigest()
        kind = SAME if same else CHANGED if pupil.pk in here else NEW
        fates.append([_safe(name), kind, pupil.name])
        if not same:
            pictures[pupil.pk] = jpeg
    return fates, pictures


class _Whose:
    """file name → (pupil, why not), by UPN or by an admission number that one pupil has."""

    def __init__(self, school):
        self.by_upn, self.by_number = {}, defaultdict(list)
        for pupil in Pupil.objects.filter(school=school).on_roll():
            if pupil.upn:
                self.by_upn[pupil.upn] = pupil
            if pupil.admission_number:
                self.by_number[pupil.admission_number.casefold()].append(pupil)

    def __call__(self, name):
        stem = name.rsplit(".", 1)[0].strip()
        if pupil := self.by_upn.get(stem.upper()):
            return pupil, ""
        found = self.by_number.get(stem.casefold(), [])
        if len(found) == 1:
            return found[0], ""
        return None, SEVERAL if found else NOBODY


def confirm(*, batch, by) -> PhotoBatch:
    """Set every picture of the batch, all or none. Raises AlreadyImported, IllegalMove."""
    made: list[str] = []
    try:
        with transaction.atomic():
            return _set_all(edits.locked(PhotoBatch, batch.pk), by, made)
    except BaseException:
        for name in made:
            services.default_storage.delete(name)
        raise


def _set_all(row, by, made) -> PhotoBatch:
    if row.imported_at:
        raise AlreadyImported
    here = set(PupilPhoto.objects.filter(school=row.school_id).values_list("file", flat=True))
    for waiting in row.waiting.select_related("pupil").order_by("pk"):
        photo = services.set_photo(pupil=waiting.pupil, jpeg=bytes(waiting.jpeg), by=by)
        if photo.file.name not in here:
            made.append(photo.file.name)
    result = dict(Counter(kind for _, kind, _ in row.fates))
    row.waiting.all().delete()
    edits.save(row, imported_at=moment.now(), result=result, fates=[])
    log.record("photos.imported", target=row, by=by, school_id=row.school_id, detail=result)
    return row


@transaction.atomic
def discard(*, batch, by) -> None:
    log.record("photos.discarded", target=batch, by=by, school_id=batch.school_id)
    PhotoBatch.objects.filter(pk=batch.pk, imported_at=None).delete()


def forget_old() -> int:
    """Batches nobody confirmed within their day, pictures and all. Returns how many rows went."""
    gone, _ = PhotoBatch.objects.filter(expires_at__lte=moment.now(), imported_at=None).delete()
    return gone


def groups(batch) -> list[dict]:
    """The files under their fate, in the order a person must look at them."""
    titles = [(LEFT_OUT, "Left out", "late"), (NEW, "New", "done"),
              (CHANGED, "Another photo", "soon"), (SAME, "The same", "plain")]  # fmt: skip
    found = [
        {"kind": kind, "title": title, "state": state,
         "rows": [{"file": file, "words": words}
                  for file, its, words in batch.fates if its == kind]}
        for kind, title, state in titles
    ]  # fmt: skip
    return [group for group in found if group["rows"]]


def summary(batch) -> str:
    """12 new, 3 others, 5 the same, 2 left out."""
    count = Counter(kind for _, kind, _ in batch.fates)
    words = f"{counted(count[NEW], 'new photo')}, {count[CHANGED]} in place of another, "
    return f"{words}{count[SAME]} the same, {count[LEFT_OUT]} left out"


def _safe(name: str) -> str:
    return "".join(c for c in name if c.isprintable())[-100:] or "photos.zip"
