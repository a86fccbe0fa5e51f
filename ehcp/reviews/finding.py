"""How a view finds its review: 404 where it may not be known, 403 where it may not be done."""

from django.shortcuts import get_object_or_404

from accounts.permissions import Permission as P
from ehcp.reviews.models import AnnualReview
from pupils.access import may_about, require_about
from schools.access import record_or_404

JOINED = ("school__policy", "pupil__class_group", "plan")


def readable(request, pk) -> AnnualReview:
    rows = AnnualReview.objects.visible_to(request.user).select_related(*JOINED)
    row = record_or_404(request, rows, pk)
    row.pupil.school = row.plan.school = row.school  # the same one, read once
    row.plan.pupil = row.pupil
    return row


def writable(request, pk) -> AnnualReview:
    row = readable(request, pk)
    require_about(request.user, P.EHC_EDIT, row.pupil)
    return row


def may_write(request, row) -> bool:
    return may_about(request.user, P.EHC_EDIT, row.pupil)


def of_review(request, model, row, pk):
    """A row of this review. 404 for one of another."""
    return get_object_or_404(model.objects.visible_to(request.user), pk=pk, review=row)
