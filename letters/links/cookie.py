"""Who gave the right code, remembered by their browser for a while: signed, for this link alone.

No session: whoever is signed in on this computer stays apart from it, and nothing is kept here.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing

from sendcase import moment

NAME = "letter"
SALT = "letters.links.cookie"
READ = timedelta(minutes=30)
# The form shows nothing of a letter: a long answer must not be lost for want of a second code.
ANSWER = timedelta(hours=2)


def put(response, link, path: str) -> None:
    """path: of the link, so that no other page is told."""
    value = signing.dumps({"link": str(link.uid), "at": moment.now().isoformat()}, salt=SALT)
    response.set_cookie(
        NAME, value, max_age=int(ANSWER.total_seconds()), path=path, httponly=True,
        secure=settings.SESSION_COOKIE_SECURE, samesite="Lax",
    )  # fmt: skip


def is_open(request, link, within: timedelta) -> bool:
    """Whether this browser gave this link's code within that time."""
    try:
        said = signing.loads(request.COOKIES.get(NAME, ""), salt=SALT)
    except signing.BadSignature:
        return False
    age = moment.now() - datetime.fromisoformat(said["at"])
    return said["link"] == str(link.uid) and timedelta() <= age < within
