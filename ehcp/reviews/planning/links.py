"""A link by which somebody invited sends advice for one review, without an account.

128 random bits of which only the hash is kept; good until the meeting, once. It opens an empty
form and shows nothing of a child: whoever finds the mail can send us words, and read none.
"""

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from ehcp.reviews import states
from ehcp.reviews.models import AdviceLink
from letters.links import tokens
from sendcase import moment


def make(person, by) -> str:
    """The token of a new link, in the caller's transaction; older ones of this person end."""
    end_all(person)
    token = tokens.new_token()
    AdviceLink.objects.create(
        invitation=person, token_hash=tokens.hashed(token), until_on=person.review.meeting_on,
        made_by=by,
    )  # fmt: skip
    return token


def newest_of(row) -> dict[int, int]:
    """Invitation → the number of its newest link, of those that ever had one. No secret."""
    rows = AdviceLink.objects.filter(invitation__review=row).order_by("pk")
    return dict(rows.values_list("invitation", "pk"))


def end_all(person) -> int:
    return person.links.filter(ended_at=None).update(ended_at=moment.now())


def address(token: str) -> str:
    return settings.SITE_URL + reverse("ehc_advice:link", args=[token])


def find(token: str) -> AdviceLink | None:
    """The link if it still takes advice. An unknown one, one that is used and one that is over are
    alike to whoever asks.
    """
    if not tokens.is_token(token):
        return None
    return _taking().filter(token_hash=tokens.hashed(token)).first()


def numbered(pk: int) -> AdviceLink | None:
    """The same for a browser that has given the token up for a cookie. The number is no secret."""
    return _taking().filter(pk=pk).first()


def _taking():
    rows = AdviceLink.objects.filter(
        ended_at=None, used_at=None, until_on__gte=moment.today(),
        invitation__review__state__in=states.BEFORE,
    )  # fmt: skip
    return rows.select_related("invitation__review__school", "made_by")


@transaction.atomic
def use(link) -> bool:
    """Whether it was still free; from now on it is used."""
    rows = AdviceLink.objects.filter(pk=link.pk, used_at=None, ended_at=None)
    return rows.update(used_at=moment.now()) == 1
