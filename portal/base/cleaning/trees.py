"""XML of documents as a tree that keeps every prefix as it stands, since Word looks at prefixes. No part may bring a DTD along."""

import re
from collections.abc import Iterator
from xml.dom import minidom
from xml.dom.minidom import Attr, Comment, Document, Element, ProcessingInstruction, Text
from xml.parsers import expat

from portal.base.cleaning.kinds import Fault, Unclean

DEEPEST = 400
MOST_NODES = 400_000  # a thousand pages; a tree takes some 2 KB for each
FILE_NAME = re.compile(r"[\\/]|\.\w{2,5}$")


def tree_of(data: bytes) -> Document:
    """The tree of one part. Raises Unclean."""
    _look(data)
    try:
        return minidom.parseString(data)  # noqa: S318 - without a DTD there is nothing to expand
    except (expat.ExpatError, ValueError, LookupError):
        raise Unclean(Fault.BROKEN) from None


def _look(data: bytes) -> None:
    """Read it once without building anything: no DTD, not too deep, not too much."""
    depth = nodes = 0

    def begin(*_args: object) -> None:
        nonlocal depth, nodes
        depth, nodes = depth + 1, nodes + 1
        if depth > DEEPEST or nodes > MOST_NODES:
            raise Unclean(Fault.BOMB)

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def refuse(*_args: object) -> None:
        raise Unclean(Fault.BROKEN)

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler, parser.StartDoctypeDeclHandler = begin, end, refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise Unclean(Fault.BROKEN) from None


def written(tree: Document) -> bytes:
    """The tree as a part again; remarks and instructions to programs stay out."""
    for node in list(tree.childNodes):
        if node.nodeType != node.ELEMENT_NODE:
            tree.removeChild(node)
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + root_of(tree).toxml(encoding=None).encode()


def root_of(tree: Document) -> Element:
    """The element around all others."""
    if tree.documentElement is None:
        raise Unclean(Fault.BROKEN)
    return tree.documentElement


def elements(tree: Document) -> Iterator[Element]:
    """Every element, parents first; the list is made before anything is taken out. Remarks go on the way."""
    waiting, found = [root_of(tree)], []
    while waiting:
        element = waiting.pop()
        found.append(element)
        for child in list(element.childNodes):
            if isinstance(child, Element):
                waiting.append(child)
            elif isinstance(child, Comment | ProcessingInstruction):
                element.removeChild(child)
    return iter(found)


def take_out(element: Element) -> None:
    """Remove an element with all that is in it."""
    if element.parentNode is not None and element.parentNode.nodeType == element.ELEMENT_NODE:
        element.parentNode.removeChild(element)


def attributes(element: Element) -> list[tuple[str, str, str, str]]:
    """(qualified name, namespace, local name, value) of each attribute, the declarations of prefixes left out."""
    found = []
    for place in range(element.attributes.length):
        one = element.attributes.item(place)
        if isinstance(one, Attr) and one.prefix != "xmlns" and one.name != "xmlns":
            found.append((one.name, one.namespaceURI or "", one.localName or one.name, one.value))
    return found


def say(element: Element, words: str) -> None:
    """Put these words in place of all that is in an element."""
    for child in list(element.childNodes):
        element.removeChild(child)
    if words:
        text = Text()
        text.data, text.ownerDocument = words, element.ownerDocument
        element.appendChild(text)


def is_public_link(target: str) -> bool:
    """Whether a link leads to a page or an address, and not into somebody's folders."""
    return target.startswith(("http://", "https://", "mailto:", "tel:", "#"))
