"""The text in a POST that is worth keeping: never passwords, codes, tokens or files."""

import re

from django.http import QueryDict
from django.utils.http import url_has_allowed_host_and_scheme

# Files are not in request.POST at all.
SECRET_NAMES = re.compile(r"password|passphrase|secret|token|credential|otp|^code$", re.IGNORECASE)
OWN_NAMES = {"form_id", "kept_as", "kept_key", "save_draft", "next", "kept"}
# Forms about signing in hold only secrets.
NEVER_UNDER = "/accounts/"
# No keyboard makes a NUL and PostgreSQL keeps none: the rest of the text is worth keeping.
NUL, IN_ITS_PLACE = "\x00", "\ufffd"


def fields_of(post: QueryDict, *, without=frozenset()) -> dict[str, list[str]]:
    """{name: [values]} of what a person typed."""
    return {
        name.replace(NUL, IN_ITS_PLACE): [text.replace(NUL, IN_ITS_PLACE) for text in values]
        for name, values in post.lists()
        if not SECRET_NAMES.search(name) and name not in without
    }


def as_post(fields: dict[str, list[str]]) -> QueryDict:
    """The other way round: as a form's data."""
    post = QueryDict(mutable=True)
    for name, values in fields.items():
        post.setlist(name, values)
    return post


def own_path(path: str) -> bool:
    """Whether this is an address on this site, written from its root."""
    return path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
