"""Which pupil a row speaks of: by UPN, else by admission number, never by names alone."""

from collections import Counter, defaultdict

from pupils.upn import is_temporary
from pupils.wording import words


class Matcher:
    """Knows the pupils of one school whom the rows may speak of, and numbers that come twice.

    repeated: the UPNs and the admission numbers that more than one row of the file has.
    """

    def __init__(self, pupils, repeated: tuple[set, set]):
        self.by_upn = {pupil.upn: pupil for pupil in pupils if pupil.upn}
        self.by_number = defaultdict(list)
        self.by_person = defaultdict(list)
        for pupil in pupils:
            if pupil.admission_number:
                self.by_number[pupil.admission_number.casefold()].append(pupil)
            self.by_person[_person(pupil.legal_name, pupil.born_on)].append(pupil)
        self.upns, self.numbers = repeated
        self.taken = {}  # pupil → the line that speaks of them

    def match(self, row):
        """The pupil, or None for a new one. Notes on the row what stands in the way."""
        self._repeated(row)
        upn, number = row.values.get("upn"), number_of(row)
        by_upn = self.by_upn.get(upn)
        by_number = self.by_number.get(number, [])
        if len(by_number) > 1 and by_upn is None:
            names = " and ".join(pupil.name for pupil in by_number[:2])
            row.wrong("admission_number", f"{names} both have this admission number here.")
            return None
        pupil = by_upn or (by_number[0] if by_number else None)
        if pupil is None:
            self._looks_like(row)
            return None
        if by_upn and by_number and by_upn not in by_number:
            row.wrong(
                "admission_number",
                f"The UPN is {by_upn.name}'s, the admission number {by_number[0].name}'s.",
            )
        elif by_upn is None:
            self._other_upn(row, pupil)
        self._another_child(row, pupil)
        self._twice(row, pupil)
        return pupil

    def _repeated(self, row) -> None:
        if row.values.get("upn") in self.upns:
            row.wrong("upn", "Two rows of this file have this UPN.")
        if number_of(row) in self.numbers:
            row.wrong("admission_number", "Two rows of this file have this admission number.")

    def _other_upn(self, row, pupil) -> None:
        """Found by admission number: a permanent UPN is not replaced by another."""
        upn = row.values.get("upn")
        if upn and pupil.upn and upn != pupil.upn and not is_temporary(pupil.upn):
            row.wrong(
                "upn",
                f"This admission number is {pupil.name}'s, whose UPN here is {pupil.upn}.",
            )

    def _another_child(self, row, pupil) -> None:
        """A number may be mistyped: nobody changes names and date of birth at once."""
        said = row.values
        born = said.get("born_on")
        if not born or born == pupil.born_on:
            return
        names = set(words(f"{said.get('legal_first_name', '')} {said.get('legal_last_name', '')}"))
        if names and not names & set(words(f"{pupil.legal_name} {pupil.name}")):
            key = "upn" if said.get("upn") == pupil.upn and pupil.upn else "admission_number"
            row.wrong(key, f"This number is {pupil.name}'s here, another name and date of birth.")

    def _twice(self, row, pupil) -> None:
        first = self.taken.setdefault(pupil.pk, row.line)
        if first != row.line:
            row.wrong("upn", f"Line {first} speaks of {pupil.name} already.")

    def _looks_like(self, row) -> None:
        said = row.values
        name = f"{said.get('legal_first_name', '')} {said.get('legal_last_name', '')}"
        for pupil in self.by_person.get(_person(name, said.get("born_on")), []):
            missing = _cannot_tell(pupil, said.get("upn"), number_of(row))
            if missing:
                row.wrong(
                    "legal_last_name",
                    f"This looks like {pupil.name} on your roll, who has no {missing} here. "
                    f"Write the {missing} on their page, or in this row, and import again.",
                )
                return


def _cannot_tell(pupil, upn, number) -> str:
    """The number that would tell whether they are the same child; nothing if two differ."""
    if upn and pupil.upn or number and pupil.admission_number:
        return ""
    return "UPN" if upn else "admission number"


def number_of(row) -> str:
    return row.values.get("admission_number", "").casefold()


def _person(name, born_on) -> tuple:
    return tuple(words(name)), born_on


def repeated(upns, numbers) -> tuple[set, set]:
    """Of all UPNs and admission numbers of a file, those that come more than once."""
    return _twice(upns), _twice(numbers)


def _twice(values) -> set:
    return {value for value, times in Counter(filter(None, values)).items() if times > 1}
