"""Binding papers of every origin into one PDF: `with Binder() as binder: …`.

What comes from elsewhere is read by a child under limits (binder.py). Both share two files without
a name: nothing is left behind, whoever is killed. In memory is one paper at a time.
"""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass

from sendcase.pdf.client import ROOT, _bare_environment, render_pdf
from sendcase.pdf.failed import PdfFailed

STAMPS = 30  # pages of numbers laid out at once
STOPPED = "It could not be read: it is too large, or made to do harm."
_PAGE = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Pages</title>
<link rel="stylesheet" href="asset:print.css"><link rel="stylesheet" href="asset:numbers.css">
<link rel="stylesheet" href="asset:stamps.css"></head><body>{pages}</body></html>"""


@dataclass(frozen=True)
class Piece:
    """A paper on the shelf: where, and of each of its pages whether it is "tall" or "wide"."""

    place: tuple[int, int]
    shapes: tuple[str, ...]

    @property
    def pages(self) -> int:
        return len(self.shapes)


class Binder:
    def __enter__(self) -> "Binder":
        self.inbox, self.shelf = tempfile.TemporaryFile(), tempfile.TemporaryFile()
        self.child: subprocess.Popen | None = None
        return self

    def __exit__(self, *raised) -> None:
        self._end()
        self.inbox.close()
        self.shelf.close()

    def take(self, data: bytes, *, ours: bool) -> Piece:
        """Lay a paper on the shelf. ours: made by this site, with tags. Raises PdfFailed."""
        os.ftruncate(self.inbox.fileno(), 0)
        self.inbox.seek(0)
        self.inbox.write(data)
        self.inbox.flush()
        found = self._ask({"do": "take", "size": len(data), "ours": ours})
        return Piece(tuple(found["place"]), tuple(found["shapes"]))

    def bind(self, pieces: list[Piece]) -> bytes:
        """One after the other, their own numbers and no outline. Raises PdfFailed."""
        return self._bound(pieces, [], [])

    def bind_numbered(self, pieces: list[Piece], outline: list) -> bytes:
        """With "Page X of Y" on every page; title and language of the first.

        outline: [title, page counted from 0, [the same below it]]. Raises PdfFailed.
        """
        shapes = [shape for piece in pieces for shape in piece.shapes]
        numbered = list(enumerate(shapes, 1))
        stamps = [
            self.take(_numbers(numbered[at : at + STAMPS], len(shapes)), ours=True)
            for at in range(0, len(shapes), STAMPS)
        ]
        return self._bound(pieces, stamps, outline)

    def _bound(self, pieces, stamps, outline) -> bytes:
        found = self._ask({
            "do": "bind", "pieces": [piece.place for piece in pieces],
            "stamps": [stamp.place for stamp in stamps], "outline": outline,
        })  # fmt: skip
        start, size = found["place"]
        return os.pread(self.shelf.fileno(), size, start)

    def _ask(self, question: dict) -> dict:
        """Raises PdfFailed with what the child says, or where it stopped."""
        child = self._running()
        try:
            child.stdin.write(json.dumps(question) + "\n")
            child.stdin.flush()
            line = child.stdout.readline()
        except OSError:
            line = ""
        if not line:
            self._end()
            raise PdfFailed(STOPPED)
        answer = json.loads(line)
        if "failed" in answer:
            raise PdfFailed(answer["failed"])
        return answer

    def _running(self) -> subprocess.Popen:
        if self.child is None:
            files = (self.inbox.fileno(), self.shelf.fileno())
            self.child = subprocess.Popen(
                [sys.executable, "-m", "sendcase.pdf.binder", *map(str, files)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                cwd=ROOT, env=_bare_environment(), pass_fds=files, text=True,
            )  # fmt: skip
        return self.child

    def _end(self) -> None:
        child, self.child = self.child, None
        if child is not None:
            child.kill()
            child.communicate()


def _numbers(numbered: list[tuple[int, str]], pages: int) -> bytes:
    """Sheets with nothing on them but their number. Raises PdfFailed."""
    sheets = "".join(
        f'<div class="{shape}"><p class="foot">Page {number} of {pages}</p></div>'
        for number, shape in numbered
    )
    return render_pdf(_PAGE.format(pages=sheets))
