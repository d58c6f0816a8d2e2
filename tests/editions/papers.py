"""Looks at a PDF as PDF/UA-1 does (ISO 14289-1), independently of what made it."""

import io
import re
from collections import Counter
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

HEADING = re.compile(r"H([1-6])")
DRAWS = {"Tj", "TJ", "'", '"', "Do", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "BI", "INLINE IMAGE"}
"""Operators that put something on the page."""


def faults(data: bytes, *, language: str, title: str) -> list[str]:
    """What is wrong, one sentence each."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [*_document(pdf, language, title), *_pages(pdf), *_structure(pdf), *_fonts(pdf)]


def _document(pdf: Any, language: str, title: str) -> list[str]:
    root = pdf.Root
    found = []
    if not root.get("/MarkInfo", {}).get("/Marked", False):
        found.append("not marked as tagged")
    if str(root.get("/Lang", "")).split("-")[0] != language.split("-")[0]:
        found.append(f"the language is {root.get('/Lang')}")
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        found.append("the title is not shown")
    with pdf.open_metadata() as told:
        if str(told.get("{http://www.aiim.org/pdfua/ns/id/}part", "")) != "1":
            found.append("does not say that it is PDF/UA-1")
        if not told.get("dc:title") or told.get("dc:title")[:20] != title[:20]:
            found.append(f"the title is {told.get('dc:title')}")
    if pdf.is_encrypted:
        found.append("is encrypted")
    return found


def _pages(pdf: Any) -> list[str]:
    found = []
    for number, page in enumerate(pdf.pages, 1):
        if page.get("/Annots") is not None and page.get("/Tabs") != Name.S:
            found.append(f"page {number}: tabs do not follow the structure")
        depth = 0
        for operands, operator in pikepdf.parse_content_stream(page):
            said = str(operator)
            if said in ("BMC", "BDC"):
                depth += 1
                if (
                    said == "BDC"
                    and operands[0] != Name.Artifact
                    and "/MCID" not in (operands[1] if isinstance(operands[1], Dictionary) else page.Resources.Properties[operands[1]])
                    and operands[0] != Name.Span
                ):
                    found.append(f"page {number}: {operands[0]} is bound to nothing")
            elif said == "EMC":
                depth -= 1
            elif said in DRAWS and depth < 1:
                found.append(f"page {number}: {said} is neither content nor artifact")
        for note in page.get("/Annots", []):
            if note.get("/Subtype") == Name.Link and (not note.get("/Contents") or "/StructParent" not in note):
                found.append(f"page {number}: a link has no words or no place in the structure")
    return found


def elements(pdf: Any) -> list[Any]:
    """Every element of the structure, in reading order."""
    if "/StructTreeRoot" not in pdf.Root:
        return []
    found: list[Any] = []

    def walk(one: Any) -> None:
        if isinstance(one, pikepdf.Array):
            for child in one:
                walk(child)
        elif isinstance(one, Dictionary) and "/S" in one:
            found.append(one)
            walk(one.get("/K", pikepdf.Array()))

    walk(pdf.Root.StructTreeRoot.get("/K", pikepdf.Array()))
    return found


def _kind(pdf: Any, one: Any) -> str:
    roles = pdf.Root.StructTreeRoot.get("/RoleMap", {})
    return str(roles.get(one.S, one.S)).lstrip("/")


def _structure(pdf: Any) -> list[str]:
    found, last = [], 0
    every = elements(pdf)
    if not every:
        return ["no structure"]
    for one in every:
        kind = _kind(pdf, one)
        if level := HEADING.fullmatch(kind):
            if int(level[1]) > last + 1:
                found.append(f"heading {kind} after level {last}")
            last = int(level[1])
        if kind == "Figure" and not one.get("/Alt"):
            found.append("a picture without words")
        if kind == "TH" and not any("/Scope" in of for of in _attributes(one)):
            found.append("a heading of a table without scope")
        if kind == "Link" and "/K" not in one:
            found.append("a link without content")
    tables = [one for one in every if _kind(pdf, one) == "Table"]
    if tables and not any(_kind(pdf, one) == "TH" for one in every):
        found.append("a table without headings")
    return found


def _attributes(one: Any) -> list[Any]:
    given = one.get("/A", pikepdf.Array())
    return [given] if isinstance(given, Dictionary) else [of for of in given if isinstance(of, Dictionary)]


def _fonts(pdf: Any) -> list[str]:
    found = []
    for thing in pdf.objects:
        if not isinstance(thing, Dictionary) or thing.get("/Type") != Name.Font or thing.get("/Subtype") in (Name.CIDFontType0, Name.CIDFontType2):
            continue
        inner = thing.DescendantFonts[0] if "/DescendantFonts" in thing else thing
        about = inner.get("/FontDescriptor", {})
        if not any(name in about for name in ("/FontFile", "/FontFile2", "/FontFile3")):
            found.append(f"{thing.get('/BaseFont')} is not embedded")
        if "/ToUnicode" not in thing:
            found.append(f"{thing.get('/BaseFont')} cannot be read out")
    return found


def tree_of(pdf: Any) -> Counter:
    """How often each kind of element is there."""
    return Counter(_kind(pdf, one) for one in elements(pdf))


def languages_in(data: bytes) -> set[str]:
    """Every language that is named: of the document, of elements and of pieces of a line."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        named = {str(pdf.Root.get("/Lang"))} | {str(one.Lang) for one in elements(pdf) if "/Lang" in one}
        for page in pdf.pages:
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "BDC" and isinstance(operands[1], Dictionary) and "/Lang" in operands[1]:
                    named.add(str(operands[1].Lang))
        return named
