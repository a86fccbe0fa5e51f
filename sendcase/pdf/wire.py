"""How application, parent and child speak: lengths first, one socket per question."""

import base64
import json
import socket
import struct

from sendcase.pdf.sheet import Sheet

_HEAD = struct.Struct("!BI")  # status, length of what follows
DONE, REFUSED = 0, 1


class Broken(Exception):
    """The other side went away in the middle."""


def send(connection: socket.socket, status: int, body: bytes) -> None:
    connection.sendall(_HEAD.pack(status, len(body)) + body)


def receive(connection: socket.socket) -> tuple[int, bytes]:
    """One message. Raises Broken at the end of the stream, TimeoutError when none comes."""
    status, length = _HEAD.unpack(_exactly(connection, _HEAD.size))
    return status, _exactly(connection, length)


def _exactly(connection: socket.socket, count: int) -> bytes:
    pieces = bytearray()
    while len(pieces) < count:
        piece = connection.recv(min(count - len(pieces), 1 << 16))
        if not piece:
            raise Broken
        pieces += piece
    return bytes(pieces)


def packed(sheets: list[Sheet], seconds: int) -> bytes:
    """The question: what to lay out, and how long each may take."""
    rows = [
        {
            "html": sheet.html,
            "images": {n: base64.b64encode(d).decode() for n, d in sheet.images.items()},
            "fit": sheet.fit,
            "behind": sheet.behind,
        }
        for sheet in sheets
    ]
    return json.dumps({"seconds": seconds, "sheets": rows}).encode()


def unpacked(body: bytes) -> tuple[list[Sheet], int]:
    question = json.loads(body)
    sheets = [
        Sheet(
            row["html"],
            {n: base64.b64decode(d) for n, d in row["images"].items()},
            tuple(row["fit"]),
            row["behind"],
        )
        for row in question["sheets"]
    ]
    return sheets, question["seconds"]
