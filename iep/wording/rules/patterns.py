"""Regular expressions of the rules, compiled when first asked.

Compiling them all takes a third of a second, which each worker and each command would spend at its
start, though most check no wording.
"""

import re
from functools import cached_property


class Pattern:
    """Asked like what re.compile gives."""

    def __init__(self, source: str, flags: int = 0):
        self.source, self.flags = source, flags

    @cached_property
    def compiled(self) -> re.Pattern:
        return re.compile(self.source, self.flags)

    def __getattr__(self, name):
        return getattr(self.compiled, name)
