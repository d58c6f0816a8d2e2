"""Giving a whole consultation out, and what of it is open to everybody."""

from portal.exchange.export import export_consultation
from portal.exchange.opendata import OpenData, how_many, open_data

__all__ = ["OpenData", "export_consultation", "how_many", "open_data"]
