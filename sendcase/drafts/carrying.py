"""From the right password to the second factor, text from a time-out waits in the session.

It becomes a draft only with the second factor: whoever knows a password alone leaves nothing
with its owner, and what waits for one person is never another's.
"""

import uuid

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import authentication_step_completed
from django.conf import settings
from django.dispatch import receiver
from django.urls import reverse

from sendcase.drafts import timeouts

WAITING = "typed_before_sign_in"
MOST = 5  # forms open in as many tabs


def carry(request, kept: str, *, user) -> str:
    """Let it wait in this session. Returns where the text will be, or the start page for none."""
    if timeouts.unpack(kept) is None:
        return "/"
    item = {"kept": kept, "form_id": str(uuid.uuid4()), "user": user.pk}
    request.session[WAITING] = [*request.session.get(WAITING, []), item][-MOST:]
    return reverse("drafts:typed", args=[item["form_id"]])


def is_proved(request) -> bool:
    """Whether the person signed in here gave the second factor, where there is one."""
    records = get_authentication_records(request, request.user)
    return not settings.SECOND_FACTOR or any(one.get("method") == "mfa" for one in records)


def bind(request, user) -> None:
    """What waits for this person becomes their drafts; what waits for another goes."""
    for item in request.session.pop(WAITING, []):
        if item["user"] == user.pk:
            timeouts.rescue(item["kept"], by=user, form_id=item["form_id"])


@receiver(authentication_step_completed)
def on_step(sender, request, user, method, **kwargs):
    if method == "mfa" or not settings.SECOND_FACTOR:
        bind(request, user)
