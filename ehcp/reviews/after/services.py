"""The only code that writes what follows a review meeting."""

from ehcp.reviews.after.closing import close, wait_again
from ehcp.reviews.after.deciding import (
    decide,
    final_plan,
    keep_after_all,
    put_right,
    say_why_late,
    serve_notice,
)
from ehcp.reviews.after.reporting import open_again, report
from ehcp.reviews.after.sending import prepare_letters, sent

__all__ = [
    "close", "decide", "final_plan", "keep_after_all", "open_again", "prepare_letters", "put_right",
    "report", "say_why_late", "sent", "serve_notice", "wait_again",
]  # fmt: skip
