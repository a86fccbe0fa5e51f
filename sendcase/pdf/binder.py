"""The child that reads papers from elsewhere: `python -m sendcase.pdf.binder INBOX SHELF`.

Started by binding.py, never by hand. Its two files have no name on any disk; a question is a line
of JSON, so is its answer. It has our environment nowhere, limits of memory and time, and leaves
when its owner does. Where a hostile paper ends it, the owner starts another for the next.
"""

import gc
import json
import os
import resource
import signal
import sys
from io import BytesIO

from pypdf import PdfReader

from sendcase.pdf import limits
from sendcase.pdf.failed import PdfFailed
from sendcase.pdf.fitting import BROKEN, fitted
from sendcase.pdf.stamping import Bound


class Shelf:
    """A file that only grows; a place on it is [from, how many bytes]."""

    def __init__(self, handle: int):
        self.handle = handle

    def read(self, place) -> bytes:
        start, size = place
        pieces = []
        while size and (piece := os.pread(self.handle, size, start)):
            pieces.append(piece)
            start, size = start + len(piece), size - len(piece)
        return b"".join(pieces)

    def put(self, data: bytes) -> list[int]:
        start = os.fstat(self.handle).st_size
        file = Tail(self.handle, start)
        file.write(data)
        return [start, file.tell()]


class Tail:
    """The end of the shelf, as a file to write."""

    def __init__(self, handle: int, start: int):
        self.handle, self.start, self.size = handle, start, 0

    def write(self, data) -> int:
        left = memoryview(data)
        while left:
            done = os.pwrite(self.handle, left, self.start + self.size)
            self.size += done
            left = left[done:]
        return len(data)

    def tell(self) -> int:
        return self.size


def take(inbox: Shelf, shelf: Shelf, asked: dict) -> dict:
    """One paper onto the shelf. ours: made by this site, so it stays as it is."""
    data = inbox.read([0, asked["size"]])
    if not asked["ours"]:
        data, shapes = fitted(data)
    else:
        boxes = [page.mediabox for page in PdfReader(BytesIO(data)).pages]
        shapes = ["wide" if box.width > box.height else "tall" for box in boxes]
    return {"place": shelf.put(data), "shapes": shapes}


def bind(inbox: Shelf, shelf: Shelf, asked: dict) -> dict:
    out = Tail(shelf.handle, os.fstat(shelf.handle).st_size)
    readers = (PdfReader(BytesIO(shelf.read(place))) for place in asked["pieces"])
    stamps = (PdfReader(BytesIO(shelf.read(place))) for place in asked["stamps"])
    bound = Bound(next(readers), out, stamps=stamps, outline=asked["outline"])
    for reader in readers:
        bound.add(reader)
        del reader
        gc.collect()  # what was read points at itself in circles
    bound.end()
    return {"place": [out.start, out.size], "pages": bound.count}


DOING = {"take": (take, limits.SECONDS), "bind": (bind, limits.BIND_SECONDS)}


def answer(inbox: Shelf, shelf: Shelf, asked: dict) -> dict:
    do, seconds = DOING[asked["do"]]
    signal.alarm(seconds)
    try:
        return do(inbox, shelf, asked)
    except PdfFailed as failed:
        return {"failed": str(failed)}
    except MemoryError:
        return {"failed": "It needs more memory than a document may use."}
    except Exception:  # its text may hold words of the document
        return {"failed": BROKEN}
    finally:
        signal.alarm(0)
        gc.collect()


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the owner: its end is ours
    resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY, limits.MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(10)
    inbox, shelf = (Shelf(int(each)) for each in sys.argv[1:3])
    for line in sys.stdin:
        print(json.dumps(answer(inbox, shelf, json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
