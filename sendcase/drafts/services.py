"""Keeping what is typed, and letting one form have one effect."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import Http404
from django.shortcuts import resolve_url
from django.utils.crypto import salted_hmac

from sendcase import moment
from sendcase.drafts.models import DAYS_KEPT, Draft, Submission
from sendcase.drafts.typed import OWN_NAMES

TYPED = "typed"  # kind of a draft that was rescued from a time-out; its key is the form's form_id


class NotYours(Http404):
    """The form_id belongs to somebody else: for this person there is no such form."""


class AlreadySent(Exception):
    """The form was sent; there is nothing left to keep."""


@dataclass(frozen=True)
class Outcome:
    """Where a form led. repeated: it was sent before, so nothing was done now; other_words: that
    time it held something else, which is not saved.
    """

    url: str
    repeated: bool
    other_words: bool = False


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
def submit_once(form, *, by, do: Callable, leads_to: str = "") -> Outcome:
    """Run `do` once for this form, in one transaction, and forget its draft.

    `do` returns a record with get_absolute_url, or an address; leads_to: that address where it is
    known before, which saves a write. When the same form comes again, also at the same moment, the
    first result is returned with `repeated`. A form that guards a version and comes again with
    other words is done again: its version decides. What `do` raises passes through and leaves
    nothing behind. Raises NotYours.
    """
    drafts = own_drafts(form.form_id, by)
    digest = digest_of(form.data)
    submission, is_first = begin(form.form_id, by=by, digest=digest, url=leads_to)
    if not is_first and submission.digest == digest:
        return Outcome(submission.url, repeated=True)
    if not is_first and not form.guards_version:
        return Outcome(submission.url, repeated=True, other_words=True)
    url = resolve_url(do())
    if (submission.url, submission.digest) != (url, digest):
        submission.url, submission.digest = url, digest
        submission.save(update_fields=["url", "digest"])
    if drafts:
        Draft.objects.filter(pk__in=drafts).delete()
    return Outcome(url, repeated=False)


def own_drafts(form_id: UUID, by) -> list[int]:
    """Numbers of what is kept of a form, and of what was rescued of it. Raises NotYours."""
    rescued = Q(kind=TYPED, key=str(form_id), author=by)
    found = Draft.objects.filter(Q(form_id=form_id) | rescued).values_list("pk", "author_id")
    if any(author != by.pk for _, author in found):
        raise NotYours("This form was not found.")
    return [pk for pk, _ in found]


def begin(form_id: UUID, *, by, digest: str, url: str) -> tuple[Submission, bool]:
    """(the form's submission, whether this is the first). Raises NotYours.

    The unique row is the lock: a second sending waits here for the first to end.
    """
    facts = {"author_id": by.pk, "digest": digest, "url": url, "at": moment.now()}
    try:
        with transaction.atomic():
            return Submission.objects.create(form_id=form_id, **facts), True
    except IntegrityError:
        submission = Submission.objects.get(form_id=form_id)
    if submission.author_id != by.pk:
        raise NotYours("This form was not found.")
    return submission, False


def digest_of(data) -> str:
    """Tells whether two sendings say the same, without telling what. Keyed: few words could be
    guessed from a plain one.
    """
    if hasattr(data, "lists"):
        data = dict(data.lists())
    own = OWN_NAMES | {"csrfmiddlewaretoken"}
    said = sorted((name, values) for name, values in data.items() if name not in own)
    return salted_hmac("sendcase.drafts.sent", repr(said), algorithm="sha256").hexdigest()


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
