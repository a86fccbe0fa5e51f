"""What the census takes of one child, and what the Department's checks would say to it. Pure.

Source: the Department's census rule list of an earlier year: rules 2115, 2160, 2166, 2170, 2175,
2230, 2250, 5049 and 5050. To be checked again against the guide of the year; the pages say so. That
Down syndrome may be returned since January 2025: schools press and the Department's data sets.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError

from pupils import upn
from register.models import NeedType
from reports.census.days import Term
from schools.models import Census, School

RETIRED = {"S": Census.E, "A": Census.K, "P": Census.K}  # statement; action, action plus
RANKS = (1, 2)  # rule 2166
WITHOUT_BASES = {School.Kind.SPECIAL, School.Kind.PRU}
DOWN_SYNDROME_SINCE = date(2025, 1, 1)
# Where a thing is put right.
REGISTER, PUPIL, SCHOOL, EHC, ROLL = "register", "pupil", "school", "ehc", "roll"


@dataclass(frozen=True)
class Setting:
    """What of the school the rules ask. None: nobody has said. authority: its three figures."""

    kind: str
    has_unit: bool | None = None
    has_resourced: bool | None = None
    authority: str = ""

    @property
    def returns_bases(self) -> bool:
        return self.kind not in WITHOUT_BASES


@dataclass(frozen=True)
class Said:
    """What the school holds of one child on the day. code: "" for none; needs: (type, rank)."""

    pupil: int
    upn: str
    last: str
    first: str
    born_on: date
    code: str = ""
    needs: tuple[tuple[str, int], ...] = ()
    in_unit: bool | None = None
    in_resourced: bool | None = None
    has_plan: bool = False  # an EHC plan was in force on the day, as far as it is kept here


@dataclass(frozen=True)
class Row:
    """What is returned of one child. types: (type, rank); a base that is not returned is None."""

    pupil: int
    upn: str
    last: str
    first: str
    born_on: date
    code: str
    types: tuple[tuple[str, int], ...] = ()
    in_unit: bool | None = None
    in_resourced: bool | None = None


@dataclass(frozen=True)
class Problem:
    """rule: the Department's number, "" for a check of ours. blocks: no file is ready with it.

    pupil: None where it is about the school.
    """

    rule: str
    words: str
    where: str
    pupil: int | None
    blocks: bool = True


NOBODY = Problem("", "Nobody was on roll that day, so the return is empty. Look at the day, and at "
                 "when your children came.", ROLL, None, blocks=False)  # fmt: skip


def provision(code: str) -> str:
    """N, K or E; what is retired by what took its place (rule 2115: S is E)."""
    return RETIRED.get(code, code or Census.N)


def row_of(said: Said, setting: Setting, term: Term) -> Row:
    code = provision(said.code)
    has_sen = code != Census.N
    types: tuple = ()
    if has_sen and term == Term.SPRING:  # the others do not collect types
        ranked = sorted(said.needs, key=lambda need: need[1])
        types = tuple(need for need in ranked if need[1] in RANKS)
    bases = has_sen and setting.returns_bases
    return Row(
        said.pupil, said.upn, said.last, said.first, said.born_on, code, types,
        in_unit=_base(said.in_unit, setting.has_unit) if bases else None,
        in_resourced=_base(said.in_resourced, setting.has_resourced) if bases else None,
    )  # fmt: skip


def _base(said: bool | None, school_has_one: bool | None) -> bool | None:
    """Where the school has none, no child is in it."""
    return False if school_has_one is False else said


def problems(said: Said, row: Row, setting: Setting, term: Term, day: date) -> list[Problem]:
    """All that stands against this child's row, what blocks first."""
    found = [*_number(row, setting), *_code(said, row), *_plan(said, row)]
    if row.code in (Census.K, Census.E):
        found += [*_types(row, term, day), *_bases(row, setting)]
    found += _not_bases(row, setting)
    return sorted(found, key=lambda each: not each.blocks)


def of_school(setting: Setting) -> list[Problem]:
    """Asked once, in place of once for each child."""
    if not setting.returns_bases:
        return []
    return [
        Problem(rule, f"Say whether the school has {what}.", SCHOOL, None)
        for rule, what, has in (
            ("2230", "an SEN unit", setting.has_unit),
            ("2250", "resourced provision", setting.has_resourced),
        )
        if has is None
    ]


def _number(row: Row, setting: Setting) -> Iterator[Problem]:
    """An authority that is on no list is no surprise where it is the school's own."""
    if not row.upn:
        yield Problem("UPN", "There is no UPN. Every child on roll needs one.", PUPIL, row.pupil)
        return
    try:
        found = upn.checked(row.upn)
    except ValidationError as wrong:
        yield Problem("UPN", " ".join(wrong.messages), PUPIL, row.pupil)
        return
    if found.is_temporary:
        yield Problem("UPN", "The UPN is a temporary one. Ask the last school for the lasting one.",
                      PUPIL, row.pupil, blocks=False)  # fmt: skip
    if found.warning and row.upn[1:4] != setting.authority:
        yield Problem("UPN", found.warning, PUPIL, row.pupil, blocks=False)


def _code(said: Said, row: Row) -> Iterator[Problem]:
    if said.code in RETIRED:
        words = f"Code {said.code} is no longer used. {provision(said.code)} is returned. Check it."
        yield Problem("2115", words, REGISTER, row.pupil, blocks=False)
    if row.code not in Census.values:
        words = f"Code {row.code} cannot be returned. Choose a stage with the code N, K or E."
        yield Problem("2115", words, REGISTER, row.pupil)


def _types(row: Row, term: Term, day: date) -> Iterator[Problem]:
    """Of a row with K or E."""
    if term != Term.SPRING:
        if row.types:
            yield Problem("2170", "Types of need are returned in spring only.", REGISTER, row.pupil)
        return
    kinds, ranks = [kind for kind, _ in row.types], [rank for _, rank in row.types]
    if not kinds:
        words = f"No type of need is recorded. With code {row.code} the census asks for one."
        yield Problem("2170", words, REGISTER, row.pupil)
    elif ranks.count(1) != 1:
        words = "No type of need is the main one. Say which comes first."
        yield Problem("2160", words, REGISTER, row.pupil)
    if len(kinds) > len(RANKS) or set(ranks) - set(RANKS):
        words = "More than two types of need would be returned. The census takes two."
        yield Problem("2166", words, REGISTER, row.pupil)
    if NeedType.NSA in kinds and row.code != Census.K:
        words = ("“No specialist assessment of type of need” (NSA) goes with SEN support (K) only. "
                 "Choose the type of need.")  # fmt: skip
        yield Problem("2175", words, REGISTER, row.pupil)
    if NeedType.DS in kinds and day < DOWN_SYNDROME_SINCE:
        words = "Down syndrome (DS) can be returned since January 2025 only. Choose another type."
        yield Problem("", words, REGISTER, row.pupil)


def _bases(row: Row, setting: Setting) -> Iterator[Problem]:
    """Of a row with K or E. Where the school has not said, it is asked once (of_school)."""
    if not setting.returns_bases:
        return
    for rule, what, said, has in (
        ("2230", "in the SEN unit", row.in_unit, setting.has_unit),
        ("2250", "in resourced provision", row.in_resourced, setting.has_resourced),
    ):
        if said is None and has:
            yield Problem(rule, f"Say whether the child is {what}.", PUPIL, row.pupil)


def _not_bases(row: Row, setting: Setting) -> Iterator[Problem]:
    if setting.returns_bases:
        return
    for rule, what, said in (
        ("5049", "an SEN unit", row.in_unit), ("5050", "resourced provision", row.in_resourced),
    ):  # fmt: skip
        if said is not None:
            words = f"A school of this kind does not say anything about {what}."
            yield Problem(rule, words, PUPIL, row.pupil)


def _plan(said: Said, row: Row) -> Iterator[Problem]:
    """Ours: the register beside the EHC plans kept here."""
    if said.has_plan and row.code != Census.E:
        words = f"An EHC plan was in force, and the register says {row.code}. One of them is wrong."
        yield Problem("", words, REGISTER, row.pupil)
    if row.code == Census.E and not said.has_plan:
        words = "Code E is returned, and no EHC plan in force on the day is kept here."
        yield Problem("", words, EHC, row.pupil, blocks=False)
