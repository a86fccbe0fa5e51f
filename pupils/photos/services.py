"""Setting, removing and serving the photo of one pupil."""

import hashlib
import uuid

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import FileResponse

from audit import log
from pupils.consents.models import Consent
from pupils.documents import SANDBOX
from pupils.leaving import has_gone
from pupils.photos.models import PupilPhoto
from sendcase import edits
from sendcase.edits import IllegalMove


def address(pupil) -> str:
    """Where the page finds the photo; nothing where there is none or the school uses none."""
    if not pupil.school.policy.photos_used:
        return ""
    shown = PupilPhoto.objects.shown().filter(pupil=pupil)
    version = shown.values_list("version", flat=True).first()
    return f"/pupils/{pupil.pk}/photo/?v={version}" if version else ""


def why_none(pupil) -> str:
    """Why there may be no photo of this child; empty where nothing forbids it."""
    asked = Consent.objects.said().filter(pupil=pupil, kind=Consent.Kind.PHOTO)
    if not asked.exists() or asked.holding().exists():
        return ""
    return (
        f"There is no agreement to a photo of {pupil.first_name}: it was refused, withdrawn or "
        "has ended. Record a new agreement first."
    )


def objected(school) -> set[int]:
    """Numbers of the pupils of whom there may be no photo, asked once for a whole ZIP."""
    asked = Consent.objects.said().filter(school=school, kind=Consent.Kind.PHOTO)
    agreed = asked.holding().values_list("pupil", flat=True)
    return set(asked.values_list("pupil", flat=True)) - set(agreed)


@transaction.atomic
def set_photo(*, pupil, jpeg: bytes, by) -> PupilPhoto:
    """Keep the picture (from drawing.portrait) as the pupil's. Raises IllegalMove after a leaving
    and where why_none() has a reason.

    If the caller's transaction is undone the new file stays behind without a row, reachable by
    nobody; whoever sets many takes it away (batches.confirm).
    """
    row = edits.locked(type(pupil), pupil.pk)
    if has_gone(row.left_on):
        raise IllegalMove(f"{row.first_name} has left. Photos go when a child leaves.")
    if reason := why_none(row):
        raise IllegalMove(reason)
    digest = hashlib.sha256(jpeg).hexdigest()
    found = PupilPhoto.objects.filter(pupil=row).first()
    if found and found.sha256 == digest:
        return found
    name = f"photos/{row.school_id}/{uuid.uuid4().hex}.jpg"
    facts = {
        "file": default_storage.save(name, ContentFile(jpeg)),
        "size": len(jpeg), "sha256": digest, "made_by": by,
    }  # fmt: skip
    if found:
        _forget_file(found.file.name)
        found = edits.save(edits.locked(PupilPhoto, found.pk), **facts)
    else:
        found = PupilPhoto.objects.create(school_id=row.school_id, pupil=row, **facts)
    _tell("pupil.photo_changed", row, by)
    return found


@transaction.atomic
def remove_photo(*, pupil, by) -> bool:
    """Take it away, row and file. False where there is none."""
    row = edits.locked(type(pupil), pupil.pk)
    found = PupilPhoto.objects.filter(pupil=row).first()
    if found is None:
        return False
    _forget_file(found.file.name)
    found.delete()
    _tell("pupil.photo_removed", row, by)
    return True


def response(photo) -> FileResponse:
    """For the <img> of the pupil's page. Never cached (sendcase.requests.NoStore)."""
    answer = FileResponse(photo.file.open("rb"), content_type="image/jpeg")
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _forget_file(name) -> None:
    """When the transaction is done: undone, the row still points at it."""
    transaction.on_commit(lambda: default_storage.delete(name))


def _tell(verb, pupil, by) -> None:
    log.record(verb, target=pupil, by=by, school_id=pupil.school_id, pupil_id=pupil.pk)
