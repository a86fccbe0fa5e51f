"""The Unique Pupil Number: its check letter, temporary ones, authorities not on the list.

A letter, the authority (3), the school (4), the year (2), a serial (3). A temporary number ends
in a letter. Source: DfE UPN guide, as carried by python-stdnum's stdnum.gb.upn.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from stdnum.exceptions import InvalidChecksum, InvalidComponent, InvalidFormat, InvalidLength
from stdnum.gb import upn as stdnum_upn


@dataclass(frozen=True)
class Upn:
    """A number whose check letter is right. `warning` is a sentence, empty where all is usual."""

    number: str
    is_temporary: bool
    warning: str = ""


def checked(value: str) -> Upn:
    """The number, compact and in capitals. Raises ValidationError with what to do.

    An authority missing from the library's list (a new one, a Welsh one) is only a warning.
    """
    number = stdnum_upn.compact(value)
    warning = ""
    try:
        stdnum_upn.validate(number)
    except InvalidLength:
        raise ValidationError(
            f"A UPN has 13 characters; this one has {len(number)}.", code="upn-length"
        ) from None
    except InvalidFormat:
        raise _shape(number) from None
    except InvalidChecksum:
        raise _letter(number) from None
    except InvalidComponent:
        # The library stops at the authority, before it has looked at the letter.
        if stdnum_upn.calc_check_digit(number[1:]) != number[0]:
            raise _letter(number) from None
        warning = f"We do not know the authority {number[1:4]} in this UPN. Check it."
    return Upn(number, number[-1].isalpha(), warning)


def is_temporary(number: str) -> bool:
    """Whether a number already checked is a temporary one."""
    return number[-1:].isalpha()


def _letter(number) -> ValidationError:
    expected = stdnum_upn.calc_check_digit(number[1:])
    return ValidationError(
        f"The first letter of this UPN should be {expected}, not {number[0]}. "
        "Check the number for a slip.",
        code="upn-letter",
    )


def _shape(number) -> ValidationError:
    return ValidationError(
        "A UPN is a letter and 12 figures, or a letter, 11 figures and a letter "
        "if it is temporary.",
        code="upn-shape",
    )
