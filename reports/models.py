"""The records of this app, each beside the room that keeps it."""

from reports.board.models import BoardEdition, BoardVersion  # noqa: F401
