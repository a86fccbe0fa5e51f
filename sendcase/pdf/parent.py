"""The warm parent: `python -m sendcase.pdf.parent`, started by the client, never by hand.

One thread. Standard input is a socket on which the client passes one connection per question.
For each it forks a child, which renders under limits and leaves. When the client goes away the
socket ends, the parent leaves, and the kernel kills the children with it.
"""

import ctypes
import gc
import logging
import os
import resource
import signal
import socket

from weasyprint.text.fonts import FontConfiguration

from sendcase.pdf import limits, wire
from sendcase.pdf.failed import PdfFailed
from sendcase.pdf.render import made
from sendcase.pdf.sheet import Sheet

SLOW_BUT_KIND = 10  # niceness of a batch: people at their pages come first
_KILL_ME_WITH_MY_PARENT = 1  # PR_SET_PDEATHSIG
_WARM_UP = """<!doctype html><html lang="en"><title>.</title>
<link rel="stylesheet" href="asset:print.css"><p class="foot">Foot</p><h1>Dear family</h1>
<h2>Second</h2><p>Šárka’s words, <b>strong</b> and <i>soft</i></p><ul><li>one</ul>
<table><tr><th>Head<td>cell</table>"""


def serve(control: socket.socket) -> None:
    """Answer until the client goes away."""
    fonts = FontConfiguration()
    made(Sheet(_WARM_UP), fonts)
    gc.collect()
    gc.freeze()  # what stands now is shared with every child instead of copied
    while True:
        word, handles, _, _ = socket.recv_fds(control, 1, 1)
        if not word:
            return
        if handles:
            _fork_for(handles[0], control, fonts)


def _fork_for(handle: int, control: socket.socket, fonts) -> None:
    parent = os.getpid()
    if os.fork():
        os.close(handle)
        return
    try:
        control.close()
        _fence(parent)
        _answer(socket.socket(fileno=handle), fonts)
    finally:
        os._exit(0)  # whatever happened, never the parent's loop


def _fence(parent: int) -> None:
    ctypes.CDLL(None, use_errno=True).prctl(_KILL_ME_WITH_MY_PARENT, signal.SIGKILL)
    if os.getppid() != parent:  # it went between the fork and the line above
        os._exit(1)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)  # ends the process, also inside C
    resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY, limits.MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it has nothing to write to a disk


def _answer(connection: socket.socket, fonts) -> None:
    """Render the sheets in turn, sending each as it is ready."""
    _, body = wire.receive(connection)
    sheets, seconds = wire.unpacked(body)
    if len(sheets) > 1:
        os.nice(SLOW_BUT_KIND)
    for sheet in sheets:
        signal.alarm(seconds)
        wire.send(connection, *_one(sheet, fonts))


def _one(sheet: Sheet, fonts) -> tuple[int, bytes]:
    try:
        return wire.DONE, made(sheet, fonts)
    except PdfFailed as failed:
        return wire.REFUSED, str(failed).encode()
    except MemoryError:
        return wire.REFUSED, b"It needs more memory than a document may use."
    except Exception as error:  # its text may hold words of the document: only its kind leaves
        return (
            wire.REFUSED,
            f"The document could not be laid out ({type(error).__name__}).".encode(),
        )


if __name__ == "__main__":
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel buries the children
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the owner: its end is ours
    for name in ("weasyprint", "weasyprint.progress", "fontTools"):
        logging.getLogger(name).disabled = True  # they would log words of the document
    serve(socket.socket(fileno=0))
