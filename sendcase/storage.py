"""Private files on disk: the whole of one, or none."""

from contextlib import suppress

from django.core.files.storage import FileSystemStorage


class WholeFiles(FileSystemStorage):
    """Django's storage leaves what it had written when the disk is full; this takes it away."""

    def _save(self, name, content):
        try:
            return super()._save(name, content)
        except OSError:
            # `name` was free a moment ago (get_available_name): what stands there is our half.
            with suppress(OSError):
                self.delete(name)
            raise
