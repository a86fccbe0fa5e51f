"""What a task does for every school goes through here, so that none is kept from its turn."""

from collections.abc import Callable, Iterable

from schools.models import School
from sendcase.each import each_of


def each_school(do: Callable[[int], object], numbers: Iterable[int] | None = None) -> int:
    """sendcase.each.each_of, of all schools or these."""
    if numbers is None:
        numbers = list(School.objects.order_by("pk").values_list("pk", flat=True))
    return each_of(do, numbers, "school")
