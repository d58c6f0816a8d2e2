"""The browser of the tests: no JavaScript, and strict about every page it sees.

    visitor.get("/en/"), visitor.follow("How it works"), visitor.press("Send my answer", text="…"), visitor.post("/en/track", {"code": "…"})

Every HTML answer must be valid for a strict HTML5 parser, have one h1, a title that begins with it (after "Error: "), a
language, one main, labelled fields, unique ids, no inline script or handler, a token in every form that is sent, and the
security headers.
"""

import asyncio
import re
import threading
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

import html5lib
import httpx

HTML = "{http://www.w3.org/1999/xhtml}"
BASE = "http://127.0.0.1:8000"
BOUNDARY = "a-boundary-of-the-tests"
Attached = list[tuple[str, str, bytes]]


class Loop:
    """One event loop in a thread, for all visitors of a run."""

    _loop: asyncio.AbstractEventLoop | None = None

    @classmethod
    def run(cls, coroutine: Any) -> Any:
        """Run a coroutine and wait for it."""
        if cls._loop is None:
            cls._loop = asyncio.new_event_loop()
            threading.Thread(target=cls._loop.run_forever, daemon=True).start()
        return asyncio.run_coroutine_threadsafe(coroutine, cls._loop).result(60)


@dataclass
class Form:
    """A form as the page holds it."""

    action: str
    method: str
    fields: list[tuple[str, str]]
    buttons: list[tuple[str, str, str]] = field(default_factory=list)  # label, name, value
    multipart: bool = False


@dataclass
class Seen:
    """An answer, looked at closely."""

    status: int
    url: str
    headers: httpx.Headers
    text: str
    body: bytes
    tree: Any = None

    @property
    def h1(self) -> str:
        """The main heading."""
        return words(self.tree.find(f".//{HTML}h1"))

    @property
    def main(self) -> str:
        """The words of the main part."""
        return words(self.tree.find(f".//{HTML}main"))

    @property
    def links(self) -> list[tuple[str, str]]:
        """(words, address) of every link."""
        return [(words(link), link.get("href", "")) for link in self.tree.iter(f"{HTML}a")]

    @property
    def faults(self) -> list[str]:
        """The sentences of the list of faults."""
        return [words(link) for box in self.tree.iter(f"{HTML}div") if box.get("id") == "faults" for link in box.iter(f"{HTML}a")]

    def forms(self) -> list[Form]:
        """Every form of the page with what it would send."""
        return [_form(element, self.url) for element in self.tree.iter(f"{HTML}form")]


def words(element: Any) -> str:
    """The words inside an element, blanks folded."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _form(element: Any, base: str) -> Form:
    form = Form(urljoin(base, element.get("action", "")), element.get("method", "get").lower(), [], multipart=element.get("enctype") == "multipart/form-data")
    for one in element.iter():
        tag, name = str(one.tag).removeprefix(HTML), one.get("name")
        if tag == "button" and one.get("type", "submit") == "submit":
            form.buttons.append((words(one), name or "", one.get("value", "")))
        elif not name:
            continue
        elif tag == "textarea":
            form.fields.append((name, "".join(one.itertext()).removeprefix("\n")))
        elif tag == "select":
            options = list(one.iter(f"{HTML}option"))
            chosen = [option for option in options if option.get("selected") is not None] or options[:1]
            form.fields += [(name, option.get("value", words(option))) for option in chosen]
        elif tag == "input":
            kind = one.get("type", "text")
            if kind == "file" or (kind in ("radio", "checkbox") and one.get("checked") is None):
                continue
            form.fields.append((name, one.get("value", "on" if kind == "checkbox" else "")))
    return form


def _multipart(data: list[tuple[str, str]], attached: Attached) -> bytes:
    """Fields and files as a browser sends them (RFC 7578)."""
    parts = [(f'form-data; name="{name}"', value.encode()) for name, value in data]
    parts += [(f'form-data; name="{name}"; filename="{file}"\r\nContent-Type: application/octet-stream', body) for name, file, body in attached]
    return b"".join(f"--{BOUNDARY}\r\nContent-Disposition: {head}\r\n\r\n".encode() + body + b"\r\n" for head, body in parts) + f"--{BOUNDARY}--\r\n".encode()


class Visitor:
    """A person at the portal."""

    def __init__(self, portal: Any, *, language: str = "en", headers: dict[str, str] | None = None) -> None:
        transport = httpx.ASGITransport(app=portal)
        self.client = httpx.AsyncClient(transport=transport, base_url=BASE, follow_redirects=False, headers={"accept-encoding": "identity", **(headers or {})})
        self.language = language
        self.page: Seen | None = None

    def leave(self) -> None:
        """Close the browser."""
        Loop.run(self.client.aclose())

    def get(self, path: str, *, status: int = 200, headers: dict[str, str] | None = None) -> Seen:
        """Open an address; follows See Other."""
        return self._look("GET", path, status=status, headers=headers)

    def glance(self, path: str) -> httpx.Response:
        """Open an address without looking closely, for whoever opens all of them and asks one thing: test_ways.py looks closely at each."""
        return Loop.run(self.client.get(path))

    def post(
        self, path: str, data: dict[str, Any] | list[tuple[str, str]] | None = None, *, status: int = 200, headers: dict[str, str] | None = None, attached: Attached | None = None
    ) -> Seen:
        """Send raw fields, without a page that holds the form; `attached` are (field, file's name, bytes)."""
        pairs = list(data.items()) if isinstance(data, dict) else data or []
        return self._look("POST", path, status=status, data=pairs, headers=headers, attached=attached)

    def follow(self, label: str, *, status: int = 200) -> Seen:
        """Follow the link with these words on the present page."""
        found = [address for text, address in self._page().links if label in text]
        assert found, f"no link {label!r} on {self._page().url}; there are {[text for text, _ in self._page().links]}"
        return self.get(urljoin(self._page().url, found[0]), status=status)

    def press(self, button: str, *, status: int = 200, attached: Attached | None = None, **typed: str) -> Seen:
        """Fill the fields of the form that has this button, and press it; `attached` are (field, file's name, bytes)."""
        for form in self._page().forms():
            for label, name, value in form.buttons:
                if button == label:
                    return self._send(form, name, value, typed, status, attached)
        raise AssertionError(f"no button {button!r} on {self._page().url}; there are {[b[0] for f in self._page().forms() for b in f.buttons]}")

    def _send(self, form: Form, name: str, value: str, typed: dict[str, str], status: int, attached: Attached | None) -> Seen:
        fields = [(key, old) for key, old in form.fields if key not in typed] + [(key, new) for key, new in typed.items() if new is not None]
        if name:
            fields.append((name, value))
        if form.method == "get":
            return self._look("GET", form.action.split("?")[0] + "?" + str(httpx.QueryParams(fields)), status=status)
        assert form.multipart or not attached, "this form takes no files"
        return self._look("POST", form.action, status=status, data=fields, attached=(attached or []) if form.multipart else None)

    def _page(self) -> Seen:
        assert self.page is not None, "no page was opened yet"
        return self.page

    def _look(
        self,
        method: str,
        path: str,
        *,
        status: int,
        data: list[tuple[str, str]] | None = None,
        headers: dict[str, str] | None = None,
        attached: Attached | None = None,
    ) -> Seen:
        content = str(httpx.QueryParams(data)).encode() if data is not None else None
        more = {"content-type": "application/x-www-form-urlencoded"} if data is not None else {}
        if data is not None and attached is not None:
            content, more = _multipart(data, attached), {"content-type": f"multipart/form-data; boundary={BOUNDARY}"}
        answer = Loop.run(self.client.request(method, path.split("#")[0], content=content, headers={**more, **(headers or {})}))
        hops = 0
        while answer.status_code == 303 and status != 303 and hops < 5:
            answer = Loop.run(self.client.get(urljoin(str(answer.url), answer.headers["location"].split("#")[0])))
            hops += 1
        seen = Seen(
            answer.status_code,
            str(answer.url),
            answer.headers,
            answer.text if "charset" in answer.headers.get("content-type", "") or answer.headers.get("content-type", "").startswith("text/") else "",
            answer.content,
        )
        if answer.headers.get("content-type", "").startswith("text/html") and answer.content:
            seen.tree = look_closely(seen, fragment="hx-request" in {name.lower() for name in headers or {}})
        self.page = seen
        assert seen.status == status, f"{method} {path}: {seen.status} instead of {status}: {seen.main if seen.tree is not None else seen.text[:300]}"
        return seen


def look_closely(seen: Seen, *, fragment: bool = False) -> Any:
    """Parse strictly and check what every page must have; returns the tree."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=True)
    where = seen.url
    tree = parser.parseFragment(seen.text) if fragment else parser.parse(seen.text)
    assert not parser.errors, f"{where}: not valid HTML: {[(place, fault) for place, fault, _ in parser.errors[:5]]} {_around(seen.text, parser.errors)}"
    for name in ("content-security-policy", "x-content-type-options", "referrer-policy", "cross-origin-opener-policy", "permissions-policy"):
        assert name in seen.headers, f"{where}: no {name}"
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids)), f"{where}: ids twice: {sorted({i for i in ids if ids.count(i) > 1})}"
    labelled = {element.get("for") for element in tree.iter(f"{HTML}label")}
    inside = {id(field) for label in tree.iter(f"{HTML}label") for field in label.iter()}
    for element in tree.iter():
        tag = str(element.tag).removeprefix(HTML)
        assert not any(name.startswith("on") for name in element.attrib), f"{where}: inline handler on {tag}"
        assert "style" not in element.attrib, f"{where}: inline style on {tag}"
        if tag == "script":
            assert element.get("src") and not (element.text or "").strip(), f"{where}: inline script"
        if tag in ("input", "textarea", "select") and element.get("type") not in ("hidden", "submit") and element.get("hidden") is None:
            assert element.get("id") in labelled or id(element) in inside or element.get("aria-label") or element.get("aria-labelledby"), (
                f"{where}: field {element.get('name')} has no label"
            )
        for reference in (element.get("aria-describedby") or "").split() + (element.get("aria-labelledby") or "").split():
            assert reference in ids, f"{where}: {reference} is described nowhere"
        if tag == "form" and element.get("method", "get").lower() == "post":
            assert any(field.get("name") == "token" and field.get("value") for field in element.iter(f"{HTML}input")), f"{where}: form without a token"
        if tag == "img":
            assert element.get("alt") is not None, f"{where}: picture without words"
    if fragment:
        return tree
    root = tree
    assert root.get("lang") and root.get("dir"), f"{where}: no language or direction"
    headings = list(tree.iter(f"{HTML}h1"))
    assert len(headings) == 1, f"{where}: {len(headings)} main headings"
    title = words(tree.find(f".//{HTML}title"))
    error = re.sub(r"^[^:：]{2,12}[:：] ", "", title) if seen.status in (422, 503) else title
    assert error.startswith(words(headings[0])) or title.startswith(words(headings[0])), f"{where}: title {title!r} does not begin with {words(headings[0])!r}"
    assert len(list(tree.iter(f"{HTML}main"))) == 1, f"{where}: not one main part"
    return tree


def _around(text: str, errors: list[Any]) -> str:
    if not errors:
        return ""
    line, column = errors[0][0]
    lines = text.splitlines()
    return lines[line - 1][max(0, column - 80) : column + 40] if line - 1 < len(lines) else ""


def query_of(address: str) -> dict[str, str]:
    """The query of an address."""
    return dict(parse_qsl(urlsplit(address).query))
