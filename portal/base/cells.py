"""Cells of sheets (CSV) that people open with a spreadsheet: no words of anybody become a formula there (OWASP: CSV injection)."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""With these a spreadsheet begins a formula."""
_MARKED = (*FORMULA, "'")


def harmless(cell: object) -> str:
    """A cell that no spreadsheet runs: an apostrophe stands before what could be a formula, and before an apostrophe, so that `literal` gives the words back."""
    text = str(cell)
    return "'" + text if text.startswith(_MARKED) else text


def literal(cell: str) -> str:
    """The words of a cell, without the apostrophe that `harmless` put there."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_MARKED) else cell
