"""The only code that writes public documents."""

from reports.public.services.approving import approve, change_again, record_governors
from reports.public.services.costing import change_line, new_line, remove_line
from reports.public.services.publishing import begin_next, printed, publish, take_down
from reports.public.services.writing import begin, save_section

__all__ = [
    "approve", "begin", "begin_next", "change_again", "change_line", "new_line", "printed",
    "publish", "record_governors", "remove_line", "save_section", "take_down",
]  # fmt: skip
