"""Pages of the directory: finding help and suggesting for everybody, the desk for editors."""

from portal.directory import searching
from portal.directory.pages import entries, finding, sheet, staff, suggesting

__all__ = ["entries", "finding", "searching", "sheet", "staff", "suggesting"]
