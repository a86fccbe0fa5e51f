"""Lists of words in files beside this one, a blank between."""

from pathlib import Path

HERE = Path(__file__).resolve().parent


def _read(name: str) -> set[str]:
    return set((HERE / name).read_text(encoding="utf-8").split())


# What plans write in capitals: nobody's name or initials.
IN_CAPITALS = _read("in_capitals.txt")
# Words that begin sentences before “is”, “has” or “helps”: nobody's name.
BEGIN = _read("begin_sentences.txt")
# Feasts, programmes and tools that are written with a capital: nobody's name.
THINGS = _read("things.txt")
# Folded. What census records call languages, and whom one calls by a country.
LANGUAGES, PEOPLES = _read("languages.txt"), _read("peoples.txt")
# As they are written, a comma between: some are two words. The four of the United Kingdom, but
# England, among them.
COUNTRIES = {
    name for line in (HERE / "countries.txt").read_text(encoding="utf-8").splitlines()
    for name in line.split(",")
}  # fmt: skip
