"""Exports made in a test, and the same with one thing wrong."""

import hashlib
import io
import json
import zipfile

from django.apps import apps

from reports.export import archive, writing
from sendcase.backup.numbers import go_on_after, last

AT = "2026-11-24T09:00:00+00:00"


def exported(school, one=None) -> bytes:
    """The whole file. In a test's own transaction: `one_moment` cannot begin a new one there."""
    target = io.BytesIO()
    writing.whole(school, target, AT, one or nothing)
    return target.getvalue()


class nothing:  # noqa: N801
    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def rows(data: bytes, label: str) -> list[dict]:
    return [json.loads(line) for line in members(data)[f"data/{label}.jsonl"].splitlines()]


def packed(found: dict[str, bytes], honest=True) -> bytes:
    """honest: with a manifest that says what is in it."""
    found = dict(found)
    if honest:
        manifest = json.loads(found[archive.MANIFEST])
        manifest["files"] = {
            name: {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in found.items()
            if name != archive.MANIFEST
        }
        found[archive.MANIFEST] = json.dumps(manifest).encode()
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in found.items():
            zipped.writestr(name, data)
    return target.getvalue()


def changed(data: bytes, label: str, change) -> bytes:
    """The file with one table's rows as `change(rows)` left them, and an honest manifest."""
    found, name = members(data), f"data/{label}.jsonl"
    lines = [json.loads(line) for line in found[name].splitlines()]
    change(lines)
    found[name] = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
    return packed(found)


def go_far_ahead() -> None:
    """From here on no row gets the number that it had in the school of before."""
    for number, model in enumerate(apps.get_models(include_auto_created=True), 1):
        if model._meta.managed and model._meta.auto_field is not None:
            go_on_after(model, last(model) + 1000 * number)
