"""Keeping what is typed, and letting one form have one effect."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.shortcuts import resolve_url

from sendcase import moment
from sendcase.drafts.models import DAYS_KEPT, Draft, Submission

TYPED = "typed"  # kind of a draft that was rescued from a time-out; its key is the form's form_id


class NotYours(Http404):
    """The form_id belongs to somebody else: for this person there is no such form."""


class AlreadySent(Exception):
    """The form was sent; there is nothing left to keep."""


@dataclass(frozen=True)
class Outcome:
    url: str
    repeated: bool


@transaction.atomic
def keep(*, form_id: UUID, by, kind: str, key: str, data: dict[str, list[str]]) -> Draft:
    """Save what was typed so far. Raises NotYours, AlreadySent."""
    refuse_strangers(form_id, by)
    if Submission.objects.filter(form_id=form_id).exists():
        raise AlreadySent(form_id)
    draft, _ = Draft.objects.update_or_create(
        form_id=form_id,
        author=by,
        defaults={"kind": kind, "key": key, "data": data, "saved_at": moment.now()},
    )
    return draft


def forget(*, form_id: UUID, by) -> None:
    """Throw away the draft of a form, and what was rescued of it."""
    rescued = Q(kind=TYPED, key=str(form_id))
    Draft.objects.filter(Q(form_id=form_id) | rescued, author=by).delete()


@transaction.atomic
def submit_once(form, *, by, do: Callable) -> Outcome:
    """Run `do` once for this form, in one transaction, and forget its draft.

    `do` returns a record with get_absolute_url, or an address. When the same form comes again,
    also at the same moment, the first result is returned with `repeated`. What `do` raises
    passes through and leaves nothing behind.
    """
    refuse_strangers(form.form_id, by)
    # The unique row is the lock: a second sending waits here for the first to end.
    submission, first = Submission.objects.get_or_create(
        form_id=form.form_id, defaults={"author": by, "at": moment.now()}
    )
    if not first:
        return Outcome(submission.url, repeated=True)
    submission.url = resolve_url(do())
    submission.save(update_fields=["url"])
    forget(form_id=form.form_id, by=by)
    return Outcome(submission.url, repeated=False)


def refuse_strangers(form_id: UUID, by) -> None:
    """Raise NotYours if somebody else began or sent the form of this number."""
    for model in (Draft, Submission):
        if model.objects.filter(form_id=form_id).exclude(author=by).exists():
            raise NotYours("This form was not found.")


def tidy() -> int:
    """Throw away what is older than 30 days, and drafts of forms that were sent. Counts them."""
    before = moment.now() - timedelta(days=DAYS_KEPT)
    sent = Q(form_id__in=Submission.objects.values("form_id"))
    gone, _ = Draft.objects.filter(Q(saved_at__lt=before) | sent).delete()
    Submission.objects.filter(at__lt=before).delete()
    return gone
