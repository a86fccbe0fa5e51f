"""The picture of a signature: one for each role that signs letters, put there by its own hand.

Judged and drawn again by the logo's door (schools.services.logo), so nothing else rides along.
"""

import io

from django.core.exceptions import PermissionDenied
from django.db import transaction
from PIL import Image, ImageOps

from accounts.access import roles_at
from accounts.permissions import Role
from audit import log
from schools.models import Membership, School, Signature
from schools.services.logo import redrawn
from sendcase import edits

WIDTH, HEIGHT = 600, 200  # points kept: 5 cm by 1.7 cm at 300 dpi
SIGNING = (Role.SENCO, Role.HEAD)


def small(data: bytes) -> bytes:
    """A PNG of at most 600 by 200 on white. Raises NotALogo, whose text is for the person."""
    return redrawn(data, draw=_as_signature)


@transaction.atomic
def set_signature(*, school, role, data: bytes | None, by) -> None:
    """Store the person's own signature for this role; with data=None take it away.

    Raises NotALogo, and PermissionDenied for whoever does not hold the role today or where the
    signature of somebody who still holds it stands (a deputy does not replace the SENCO's).
    """
    png = small(data) if data is not None else None
    edits.locked(School, school.pk)
    if not may_set(by, school, role):
        raise PermissionDenied("Only who signs in this role puts their own signature here.")
    rows = Signature.objects.filter(school=school, role=role)
    had = rows.exists()
    if png is None:
        rows.delete()
    else:
        Signature.objects.update_or_create(
            school=school, role=role, defaults={"png": png, "uploaded_by": by}
        )
    detail = {role: [had, png is not None]}
    log.record("school.signature_changed", target=school, by=by, school_id=school.pk, detail=detail)


def may_set(user, school, role) -> bool:
    """Whether the person signs in this role today and nobody else's signature stands there."""
    if role not in SIGNING or role not in roles_at(user, school.pk):
        return False
    row = Signature.objects.filter(school=school, role=role).first()
    return row is None or row.uploaded_by_id == user.pk or not _still_signs(row)


def in_force(school, role) -> Signature | None:
    """The signature for letters of this role; none where its owner holds the role no more."""
    rows = Signature.objects.filter(school=school, role=role).select_related("uploaded_by")
    row = rows.first()
    return row if row is not None and _still_signs(row) else None


def _still_signs(row) -> bool:
    held = Membership.objects.held_today().filter(user=row.uploaded_by_id, role=row.role)
    return held.filter(school=row.school_id).exists()


def _as_signature(picture) -> bytes:
    picture.draft("RGB", (2 * WIDTH, 2 * HEIGHT))  # a JPEG need not be decoded at full size
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    upright.thumbnail((WIDTH, HEIGHT))
    plain = Image.new("RGB", upright.size, "white")
    plain.paste(upright, mask=upright.getchannel("A"))
    out = io.BytesIO()
    plain.save(out, "PNG", optimize=True)
    return out.getvalue()
