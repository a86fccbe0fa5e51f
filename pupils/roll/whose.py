"""Which pupil a row about somebody around them speaks of: never by names alone."""

from collections import defaultdict

from pupils.wording import words

UNKNOWN = "No pupil here has this number. Import the roll first, or mend the number."
NOT_ENOUGH = (
    "An admission number alone may be mistyped: give the UPN, or the pupil's names and date of "
    "birth as well."
)


class Whose:
    """Knows every pupil of one school."""

    def __init__(self, pupils):
        self.by_upn = {pupil.upn: pupil for pupil in pupils if pupil.upn}
        self.by_number = defaultdict(list)
        for pupil in pupils:
            if pupil.admission_number:
                self.by_number[pupil.admission_number.casefold()].append(pupil)

    def find(self, row):
        """By UPN, else by an admission number that one pupil has; nothing is noted."""
        said = row.values
        if said.get("upn"):
            return self.by_upn.get(said["upn"])
        found = self.by_number.get(said.get("admission_number", "").casefold(), [])
        return found[0] if len(found) == 1 else None

    def match(self, row):
        """The pupil, or None. Notes on the row what stands in the way."""
        if any(row.raw.get(key) and key not in row.values for key in ("upn", "admission_number")):
            return None  # a number that cannot be read is a problem already
        pupil, said = self.find(row), row.values
        key = "upn" if said.get("upn") else "admission_number"
        if pupil is None:
            if said.get(key):
                row.wrong(key, UNKNOWN)
            return None
        if key == "upn" and not _contradicts(said, pupil) or _agrees(said, pupil):
            return pupil
        if _contradicts(said, pupil):
            row.wrong(key, f"This number is {pupil.name}'s here, another name or date of birth.")
        else:
            row.wrong(key, NOT_ENOUGH)
        return None


def _agrees(said, pupil) -> bool:
    """Name and date of birth are both given, and are this child's."""
    return bool(_name(said)) and said.get("born_on") == pupil.born_on and _named(said, pupil)


def _contradicts(said, pupil) -> bool:
    """Both are given and neither is this child's; without a UPN one of them is enough."""
    born = said.get("born_on")
    other_day, other_name = born and born != pupil.born_on, _name(said) and not _named(said, pupil)
    if said.get("upn"):
        return bool(other_day and other_name)
    return bool(other_day or other_name)


def _name(said) -> set[str]:
    return set(words(f"{said.get('legal_first_name', '')} {said.get('legal_last_name', '')}"))


def _named(said, pupil) -> bool:
    """Every part of a name that the row gives is a part of the child's, legal or preferred."""
    return _name(said) <= set(words(f"{pupil.legal_name} {pupil.name}"))
