"""Which pupil a row speaks of: by UPN, else by admission number, never by names alone."""

from collections import Counter, defaultdict

from pupils.upn import is_temporary
from pupils.wording import words


class Matcher:
    """Knows every pupil of one school and every number in the file."""

    def __init__(self, pupils, rows):
        self.by_upn = {pupil.upn: pupil for pupil in pupils if pupil.upn}
        self.by_number = defaultdict(list)
        self.by_person = defaultdict(list)
        for pupil in pupils:
            if pupil.admission_number:
                self.by_number[pupil.admission_number.casefold()].append(pupil)
            self.by_person[_person(pupil.legal_name, pupil.born_on)].append(pupil)
        self.upns = Counter(row.values.get("upn") for row in rows)
        self.numbers = Counter(_number(row) for row in rows)
        self.taken = {}  # pupil → the line that speaks of them

    def match(self, row):
        """The pupil, or None for a new one. Notes on the row what stands in the way."""
        self._repeated(row)
        upn, number = row.values.get("upn"), _number(row)
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
        if row.values.get("upn") and self.upns[row.values["upn"]] > 1:
            row.wrong("upn", "Two rows of this file have this UPN.")
        if _number(row) and self.numbers[_number(row)] > 1:
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
            missing = _cannot_tell(pupil, said.get("upn"), _number(row))
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


def _number(row) -> str:
    return row.values.get("admission_number", "").casefold()


def _person(name, born_on) -> tuple:
    return tuple(words(name)), born_on
