"""The files of a ZIP, one at a time. What no honest ZIP of photos does refuses the whole file."""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from schools.services.logo import MOST_BYTES

MOST_FILES = 2_000
MOST_ZIP = 100 * 1024 * 1024
MOST_UNPACKED = 100 * 1024 * 1024
MOST_RATIO = 150  # photos hardly shrink
SMALL = 1024 * 1024
USUAL = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # others may ask for gigabytes of memory
SUFFIXES = {".jpg", ".jpeg", ".png"}

NO_ZIP = "This is no ZIP file. Put the photos in one ZIP file and choose it."
TOO_MANY = "This file holds more than 2,000 files. Make smaller ones."
TOO_LARGE = "This file unpacks to more than 100 MB. Make smaller ones, or smaller photos."
LOCKED = "This ZIP file is locked with a password. Make one without."
ODD_NAMES = "This ZIP file has names that lead out of their folder. Make it again from the photos."
UNUSUAL = "This ZIP file is packed in an unusual way. Make a plain one: your computer can."
DAMAGED = "This ZIP file is damaged. Make it again and choose it once more."
PHOTO_TOO_LARGE = "Larger than 10 MB. Save it smaller."
WRONG_KIND = "Not a JPG or PNG picture by its name."


class Refused(ValueError):
    """The ZIP cannot be taken at all. Its text is for the person."""


def files(upload) -> Iterator[tuple[str, bytes | None, str]]:
    """(name without folders, bytes or None, why not) of each file. Raises Refused.

    upload: a binary file object. All names and sizes are judged before anything is unpacked, and
    zipfile never unpacks more of a part than the size it states.
    """
    try:
        with zipfile.ZipFile(upload) as parts:
            _check(parts.infolist())
            for info in parts.infolist():
                if not _is_beside_the_point(info):
                    yield _read(parts, info)
    except Refused:
        raise
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as broken:
        is_zip = getattr(broken, "args", ("",))[0] != "File is not a zip file"
        raise Refused(DAMAGED if is_zip else NO_ZIP) from broken


def _check(infos) -> None:
    if len(infos) > MOST_FILES:
        raise Refused(TOO_MANY)
    for info in infos:
        if info.flag_bits & 0x1:
            raise Refused(LOCKED)
        if _leads_out(info):
            raise Refused(ODD_NAMES)
        if info.compress_type not in USUAL:
            raise Refused(UNUSUAL)
        if info.file_size > SMALL and info.file_size > MOST_RATIO * info.compress_size:
            raise Refused(TOO_LARGE)
    if sum(info.file_size for info in infos) > MOST_UNPACKED:
        raise Refused(TOO_LARGE)


def _leads_out(info) -> bool:
    """Nothing is ever written under these names; a file that tries is not to be trusted."""
    name = info.orig_filename.replace("\\", "/")
    is_link = stat.S_ISLNK(info.external_attr >> 16)
    odd = name.startswith("/") or ".." in name.split("/") or ":" in name or "\x00" in name
    return odd or is_link


def _is_beside_the_point(info) -> bool:
    """Folders, and what computers add by themselves."""
    name = PurePosixPath(info.filename.replace("\\", "/"))
    own = name.name.startswith(".") or name.name.casefold() in {"thumbs.db", "desktop.ini"}
    return info.is_dir() or "__MACOSX" in name.parts or own


def _read(parts, info) -> tuple[str, bytes | None, str]:
    name = PurePosixPath(info.filename.replace("\\", "/")).name
    if PurePosixPath(name).suffix.casefold() not in SUFFIXES:
        return name, None, WRONG_KIND
    if info.file_size > MOST_BYTES:
        return name, None, PHOTO_TOO_LARGE
    try:
        return name, parts.read(info), ""
    except (zipfile.BadZipFile, zlib.error, EOFError) as broken:
        raise Refused(DAMAGED) from broken
