"""The pages of the room."""

from portal.editions import drawing as _drawing  # noqa: F401  enters the parts that an edition has
from portal.editions.pages import formats as _formats  # noqa: F401
