"""A small mail server for trials: it keeps every mail in a folder and sends none on.

By hand: python -m sendcase.mailcatcher FOLDER PORT
"""

import sys
import threading
import time
from pathlib import Path

from aiosmtpd.controller import Controller


class KeepInFolder:
    def __init__(self, folder: Path):
        self.folder = folder
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        name = f"{time.time_ns()}-{envelope.rcpt_tos[0].replace('/', '_')}.eml"
        (self.folder / name).write_bytes(envelope.original_content)
        return "250 kept"


def catch_mail(folder: Path, port: int, host: str = "127.0.0.1") -> Controller:
    """Start catching on host:port in a thread. Call stop() on what comes back."""
    controller = Controller(KeepInFolder(folder), hostname=host, port=port)
    controller.start()
    return controller


if __name__ == "__main__":
    catch_mail(Path(sys.argv[1]), int(sys.argv[2]), host="0.0.0.0")
    threading.Event().wait()
