"""What the records say of one child today, for a wording that is tried on them. Writes nothing.

Rooms that know facts of letters add a source in AppConfig.ready(): source(pupil) → {fact: text}.
"""

from collections.abc import Callable
from contextlib import suppress

from letters.choosing import CannotPrepare
from letters.purposes import purposes

sources: list[Callable[[object], dict[str, str]]] = []


def facts_of(purpose_key, pupil) -> dict[str, str]:
    """Those of the purpose that are on file; what a person would type is not."""
    purpose, found = purposes[purpose_key], {}
    for source in sources:
        found |= source(pupil)
    with suppress(CannotPrepare):  # no such letter yet: what the sources know is shown
        found |= purpose.gather(pupil).facts
    return {name: text for name, text in found.items() if text and name in purpose.facts}
