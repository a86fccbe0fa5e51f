"""A piece of work for every school: one that fails does not keep the others from theirs."""

import logging
from collections.abc import Callable, Iterable

from schools.models import School

log = logging.getLogger(__name__)


def each_school(do: Callable[[int], object], numbers: Iterable[int] | None = None) -> int:
    """do(number) for each, in order; returns for how many it went well. What fails is logged and
    tried again when the task comes round.
    """
    if numbers is None:
        numbers = list(School.objects.order_by("pk").values_list("pk", flat=True))
    well = 0
    for number in numbers:
        try:
            do(number)
        except Exception:
            log.exception("%s failed for school %s", do.__name__, number)
        else:
            well += 1
    return well
