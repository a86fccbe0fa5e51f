"""Lists of words in files beside this one, a blank between."""

from pathlib import Path


def _read(name: str) -> set[str]:
    return set((Path(__file__).resolve().parent / name).read_text(encoding="utf-8").split())


# What plans write in capitals: nobody's name or initials.
IN_CAPITALS = _read("in_capitals.txt")
# Words that begin sentences before “is”, “has” or “helps”: nobody's name.
BEGIN = _read("begin_sentences.txt")
