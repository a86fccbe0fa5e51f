"""The age format (age-encryption.org/v1), streamed: any age tool opens what is written here.

The library pulls from one file into another; a thread and a pipe let us write and read as we go.
"""

import os
import threading

import pyrage
from pyrage import x25519

from sendcase.backup import Refused

PIECE = 1 << 16


def new_pair() -> tuple[str, str]:
    """(secret key, public key)."""
    secret = x25519.Identity.generate()
    return str(secret), str(secret.to_public())


def recipients(keys: list[str]) -> list[x25519.Recipient]:
    if not keys:
        raise Refused(
            "Nobody could open a backup: BACKUP_RECIPIENTS is empty. Make a pair of keys with "
            "manage.py backup_key and write the public one (age1…) there."
        )
    try:
        return [x25519.Recipient.from_str(key) for key in keys]
    except pyrage.RecipientError as error:
        raise Refused("BACKUP_RECIPIENTS holds something that is no age1… key.") from error


def identities(text: str) -> list[x25519.Identity]:
    """The secret keys in a key file; lines that begin with # are remarks."""
    keys = [line.strip() for line in text.splitlines() if line.strip()]
    try:
        found = [x25519.Identity.from_str(key) for key in keys if not key.startswith("#")]
    except pyrage.IdentityError as error:
        raise Refused("The key file holds something that is no AGE-SECRET-KEY-… line.") from error
    if not found:
        raise Refused("The key file holds no key: a line that begins with AGE-SECRET-KEY-1.")
    return found


class _Piped:
    """One end of a pipe is `file`; a thread works at the other."""

    def __init__(self):
        self.error = None
        self.thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, kind, error, trace):
        if error is None:
            self.finish()
        # What went wrong over there before we closed our end made ours go wrong, too.
        first = self.error
        self._close()
        self.thread.join()
        if wrong := (self.error if error is None else first):
            raise wrong

    def _run(self):
        try:
            self.work()
        except Exception as error:
            self.error = error
        finally:
            self._leave()

    def finish(self):
        """The last step, where all went well."""


class _Noticed:
    """Remembers a write that failed: the library (pyrage 1.4) keeps silent about the very last."""

    def __init__(self, target):
        self.target, self.error = target, None

    def write(self, data) -> int:
        try:
            return self.target.write(data)
        except OSError as error:
            self.error = error
            raise

    def flush(self):
        self.target.flush()


class Sealing(_Piped):
    """with Sealing(target, recipients) as sealing: sealing.file.write(…)"""

    def __init__(self, target, keys):
        super().__init__()
        ours, theirs = os.pipe()
        self.source, self.file = os.fdopen(ours, "rb"), os.fdopen(theirs, "wb", PIECE)
        self.target, self.keys = _Noticed(target), keys

    def work(self):
        try:
            pyrage.encrypt_io(self.source, self.target, self.keys)
        finally:
            if self.target.error is not None:
                raise self.target.error

    def finish(self):
        try:
            self.file.flush()
        except BrokenPipeError:  # the other side says why
            return

    def _close(self):
        try:
            self.file.close()
        except BrokenPipeError:
            return

    def _leave(self):
        self.source.close()


class Opening(_Piped):
    """with Opening(source, identities) as opening: opening.file.read(…)

    Leaving it well reads to the end: only there a file that was cut off is found out.
    """

    def __init__(self, source, keys):
        super().__init__()
        ours, theirs = os.pipe()
        self.file, self.target = os.fdopen(ours, "rb", PIECE), os.fdopen(theirs, "wb", PIECE)
        self.source, self.keys = source, keys

    def work(self):
        try:
            pyrage.decrypt_io(self.source, self.target, self.keys)
            self.target.flush()
        except pyrage.DecryptError as error:
            raise Refused(
                "This key does not open this file, or the file is no backup, or it is damaged."
            ) from error
        except BrokenPipeError:  # we stopped reading: our own error says why
            return
        except OSError as error:
            raise Refused("The file is damaged or was cut off.") from error

    def finish(self):
        while self.file.read(PIECE):
            pass

    def _close(self):
        self.file.close()

    def _leave(self):
        try:
            self.target.close()
        except BrokenPipeError:
            return
