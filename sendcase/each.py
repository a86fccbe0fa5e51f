"""A piece of work for each of many: one that fails does not keep the others from theirs."""

import logging
from collections.abc import Callable, Iterable

log = logging.getLogger(__name__)


def each_of(do: Callable[[int], object], numbers: Iterable[int], what: str) -> int:
    """do(number) for each, in order; returns for how many it went well. What fails is logged and
    tried again when the task comes round. what: of which the numbers are, for the log.
    """
    well, name = 0, name_of(do)
    for number in numbers:
        try:
            do(number)
        except Exception:
            log.exception("%s failed for %s %s", name, what, number)
        else:
            well += 1
    return well


def name_of(do: Callable) -> str:
    """With its module; of a partial, of what it calls."""
    do = getattr(do, "func", do)
    return f"{do.__module__}.{do.__name__}"
