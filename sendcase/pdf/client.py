"""Asking for PDFs. Safe from any thread and after a fork; starts the parent when first needed."""

import atexit
import contextlib
import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from sendcase.pdf import limits, wire
from sendcase.pdf.assets import FONTS
from sendcase.pdf.failed import PdfFailed
from sendcase.pdf.sheet import Sheet

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 30  # a cold parent on a busy machine
STOPPED = "It could not be laid out: the PDF writer stopped."
AT_ONCE = 2  # children of one owner at a time; the third caller waits


class Parent:
    """The warm process of this owner: at most one, made again when it died or after a fork."""

    def __init__(self):
        self.lock = threading.Lock()
        self.turns = threading.BoundedSemaphore(AT_ONCE)
        self.process: subprocess.Popen | None = None
        self.control: socket.socket | None = None

    def ask(self) -> socket.socket:
        """A connection to a fresh child."""
        ours, theirs = socket.socketpair()
        with theirs, self.lock:
            try:
                self._running()
                socket.send_fds(self.control, [b"?"], [theirs.fileno()])
            except OSError:  # it died since we looked
                self._end()
                self._running()
                socket.send_fds(self.control, [b"?"], [theirs.fileno()])
        return ours

    def is_dead(self) -> bool:
        """Whether the parent itself is gone. Its children go a breath before it can be seen."""
        process = self.process
        if process is None:
            return True
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=0.2)
        return process.returncode is not None

    def _running(self) -> None:
        if self.process is not None and self.process.poll() is None:
            return
        self._end()
        self.control, theirs = socket.socketpair(type=socket.SOCK_SEQPACKET)
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "sendcase.pdf.parent"],
                cwd=ROOT,
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=_bare_environment(),
            )

    def _end(self) -> None:
        """Let it go: closing the socket is what tells it."""
        if self.control is not None:
            self.control.close()
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.control = self.process = None

    def forget(self) -> None:
        """In a fork: the parent belongs to the other process. Close our copy of its socket."""
        if self.control is not None:
            self.control.close()
        if self.process is not None:
            self.process.returncode = 0  # not our child: nothing to wait for
        self.__init__()


def _bare_environment() -> dict[str, str]:
    """Nothing of ours: no secret, no database address. Only our own fonts."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    return kept | {"FONTCONFIG_FILE": str(FONTS), "LANG": "C.UTF-8", "HOME": "/nonexistent"}


parent = Parent()
os.register_at_fork(after_in_child=parent.forget)
atexit.register(parent._end)


def render_pdf(html: str, images: dict[str, bytes] | None = None) -> bytes:
    """One tagged PDF (PDF/UA-1). Raises PdfFailed with a sentence for the person."""
    return render_sheet(Sheet(html, images or {}))


def render_sheet(sheet: Sheet) -> bytes:
    """The same, for a sheet that says more than its HTML. Raises PdfFailed."""
    [result] = _rendered([sheet])
    if isinstance(result, PdfFailed):
        raise result
    return result


def render_many(sheets: list[str | Sheet]) -> list[bytes | PdfFailed]:
    """The PDFs in the same order; where one fails its PdfFailed, and the rest goes on.

    Give the documents of one school: up to 20 share a process.
    """
    every = [sheet if isinstance(sheet, Sheet) else Sheet(sheet) for sheet in sheets]
    results: list[bytes | PdfFailed] = []
    for start in range(0, len(every), limits.CHUNK):
        results += _rendered(every[start : start + limits.CHUNK])
    return results


def _rendered(sheets: list[Sheet]) -> list[bytes | PdfFailed]:
    """What one child gives; after a death each of the rest gets a child of its own."""
    if sum(map(_size, sheets)) > limits.SOURCE:
        if len(sheets) == 1:
            return [PdfFailed("It is too large to be made into a PDF.")]
        return [result for sheet in sheets for result in _rendered([sheet])]
    results, why = _asked(sheets)
    if why is None:
        return results
    if len(sheets) == 1 and why == STOPPED:  # once more: a native library may fall over by chance
        results, why = _asked(sheets)
    if len(sheets) == 1:
        return [PdfFailed(why)] if why else results
    return results + [r for sheet in sheets[len(results) :] for r in _rendered([sheet])]


def _size(sheet: Sheet) -> int:
    return len(sheet.html.encode()) + sum(map(len, sheet.images.values()))


def _asked(sheets: list[Sheet], again: bool = True) -> tuple[list[bytes | PdfFailed], str | None]:
    """Results so far, and why there are no more. A parent that died is replaced and asked again."""
    started, results = time.monotonic(), []
    with parent.turns, parent.ask() as connection:
        connection.settimeout(START_SECONDS + limits.SECONDS)
        try:
            wire.send(connection, wire.DONE, wire.packed(sheets, limits.SECONDS))
            for _ in sheets:
                results.append(_result(*wire.receive(connection)))
            return results, None
        except (wire.Broken, OSError):
            parent_died = parent.is_dead()
    if parent_died and again:
        return _asked(sheets, again=False)
    if time.monotonic() - started >= limits.SECONDS:
        return results, f"It took longer than {limits.SECONDS} seconds to lay out."
    return results, STOPPED


def _result(status: int, body: bytes) -> bytes | PdfFailed:
    return body if status == wire.DONE else PdfFailed(body.decode())
