"""What the clock demands of this room."""

from portal.base.database import Session  # noqa: F401

JOBS: list = []  # type: ignore[type-arg]
