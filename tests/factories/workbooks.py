"""Workbooks that are wrong or hostile: a good one with its parts changed."""

import io
import zipfile


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def zipped(parts: dict[str, bytes], method=zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def changed(data: bytes, *without: str, **added: bytes) -> bytes:
    """added: name of a part, with __ for / and _dot_ for the point."""
    parts = parts_of(data)
    for name in without:
        del parts[name]
    names = {key: key.replace("__", "/").replace("_dot_", ".") for key in added}
    return zipped(parts | {names[key]: content for key, content in added.items()})


def replaced(data: bytes, name: str, before: bytes, after: bytes) -> bytes:
    parts = parts_of(data)
    if before not in parts[name]:
        raise AssertionError(f"{name} has no {before!r}")
    return zipped(parts | {name: parts[name].replace(before, after, 1)})


def locked(data: bytes) -> bytes:
    """A zip file whose parts say they are encrypted."""
    out = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = out.find(mark)
        while start >= 0:
            out[start + at] |= 1
            start = out.find(mark, start + 4)
    return bytes(out)
