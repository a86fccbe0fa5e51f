"""A small mail server for trials: it keeps every mail in a folder and sends none on."""

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


def catch_mail(folder: Path, port: int) -> Controller:
    """Start catching on 127.0.0.1:port in a thread. Call stop() on what comes back."""
    controller = Controller(KeepInFolder(folder), hostname="127.0.0.1", port=port)
    controller.start()
    return controller
