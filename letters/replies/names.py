"""Whether a name somebody typed is one of those a letter names. Pure.

Case, accents, titles, hyphens, middle names and the order of the parts do not matter.
"""

from sendcase.text import sort_key

TITLES = {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "sir", "lady", "dame", "lord"}
MOST_MORE = 2  # names beyond those on file; not a list of guesses


def is_one_of(typed: str, names) -> bool:
    """names: as on file, each with every part that must be there."""
    said = _parts(typed)
    return any(_fits(said, _parts(name)) for name in names)


def _fits(said: set[str], known: set[str]) -> bool:
    return bool(known) and known <= said and len(said - known) <= MOST_MORE


def _parts(name: str) -> set[str]:
    plain = sort_key(name.replace("-", " ").replace(".", " "))
    return set(plain.split()) - TITLES
