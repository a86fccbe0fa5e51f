"""What a school tells others of its work, as rows. Each room has its own file."""

from reports.export.models import SchoolExport

__all__ = ["SchoolExport"]
