"""Making a version, and proving that it is what went out."""

import hashlib
import json

from django.db import transaction
from django.db.models import Max

from audit.log import canonical
from sendcase.frozen.models import Version


@transaction.atomic
def freeze(model, *, owner: dict, content: dict, schema: int, by, document=None, **said) -> Version:
    """The next version of a record, in the caller's transaction.

    model: a subclass of Version; owner: {name of its key: the live row}; content: JSON, dates
    allowed; schema: the number of the shape of `content`; document: the PDF that goes out, where it
    is about a pupil; said: what else this kind of version keeps.
    """
    [live] = owner.values()
    # Two at once: the second waits here. On SQLite the IMMEDIATE transaction is the lock.
    type(live)._base_manager.select_for_update().get(pk=live.pk)
    last = model._base_manager.filter(**owner).aggregate(last=Max("number"))["last"]
    text = canonical(content)
    if document is not None:
        said["document"] = document
    return model._base_manager.create(
        **owner,
        number=(last or 0) + 1,
        content=text,
        sha256=digest(text),
        schema=schema,
        made_by=by,
        **said,
    )


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def content_of(version: Version) -> dict:
    return json.loads(version.content)


def is_whole(version: Version) -> bool:
    """Whether the content still has the digest it was frozen with."""
    return digest(version.content) == version.sha256
