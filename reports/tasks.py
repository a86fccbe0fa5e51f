"""The tasks of every room, where the worker looks for them."""

from reports.export.tasks import tidy

__all__ = ["tidy"]
