"""Files that come with a form stay in memory and never touch the disk, not even for a moment.

The form is read piece by piece. What is too large is thrown away while it comes in, so that the words around it are kept
and the answer can say which file it was.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from multidict import MultiDict
from multipart import MultipartError, MultipartSegment, ParserLimitReached, PushMultipartParser

from portal.base.errors import Refused, TooMuch, Unready
from portal.base.languages import _

MEGABYTE = 1_000_000
BIGGEST_FILE = 10 * MEGABYTE
MOST_FILES = 5
MOST_WORDS = 3 * MEGABYTE  # 200,000 signs of the widest script, written as %F0%9F…, are 2.4
MOST_PARTS = 1000
MOST_READ = 200 * MEGABYTE
"""So much is read, most of it to be thrown away, so that whoever picked a film is told in words and keeps what they typed."""
MOST_HELD = 300 * MEGABYTE
"""What all files that are being sent at this moment may take together."""


@dataclass
class File:
    """One file as it was sent: its name there, and its bytes as long as there was room for them."""

    name: str
    data: bytearray = field(default_factory=bytearray, repr=False)
    surplus: bool = False
    large: bool = False
    crowded: bool = False

    def take(self, part: bytes | bytearray) -> None:
        """Some more of it."""
        self.large = self.large or len(self.data) + len(part) > BIGGEST_FILE
        self.crowded = self.crowded or _held.size + len(part) > MOST_HELD
        if self.surplus or self.large or self.crowded:
            self.drop()
        else:
            self.data += part
            _held.size += len(part)

    def drop(self) -> None:
        """Forget its bytes; nobody takes it for an empty one afterwards."""
        _held.size -= len(self.data)
        self.data, self.crowded = bytearray(), True


@dataclass
class _Held:
    size: int = 0


_held = _Held()


@dataclass
class Sent:
    """A form as it was sent."""

    words: MultiDict[str] = field(default_factory=MultiDict)
    files: dict[str, list[File]] = field(default_factory=dict)

    def drop(self) -> None:
        """Forget the bytes of every file."""
        for files in self.files.values():
            for file in files:
                file.drop()


async def read(stream: AsyncIterator[bytes], boundary: str, *, keep: bool) -> Sent:
    """Take a multipart form in (RFC 7578); without `keep` its files are thrown away."""
    sent = Sent()
    try:
        with PushMultipartParser(boundary.encode(), max_segment_count=MOST_PARTS) as parser:
            part = _Part(sent, keep=keep)
            async for chunk in stream:
                for event in parser.parse(chunk):
                    part.hear(event)
    except MultipartError as fault:
        sent.drop()
        if isinstance(fault, ParserLimitReached):
            raise TooMuch(_("The form has too many fields.")) from None
        raise Refused(_("The form did not arrive whole. Please go back and send it once more.")) from None
    except BaseException:
        sent.drop()
        raise
    return sent


class _Part:
    """The part of the form that is coming in just now."""

    def __init__(self, sent: Sent, *, keep: bool) -> None:
        self.sent = sent
        self.keep = keep
        self.name = ""
        self.word = bytearray()
        self.file: File | None = None
        self.size = self.files = 0

    def hear(self, event: MultipartSegment | bytearray | bytes | None) -> None:
        """A head, some more of the body, or the end of it (None)."""
        if isinstance(event, MultipartSegment):
            self._begin(event.name or "", event.filename)
        elif event is not None:
            self._more(event)
        elif self.file is None:
            self.sent.words.add(self.name, self.word.decode("utf-8", "replace"))

    def _begin(self, name: str, file: str | None) -> None:
        self.name, self.word = name, bytearray()
        self.file = None if file is None else File(file, surplus=self.files >= MOST_FILES)
        if self.file and self.file.name and self.keep:  # without a name none was chosen
            self.sent.files.setdefault(name, []).append(self.file)
            self.files += 1

    def _more(self, part: bytes | bytearray) -> None:
        if self.file is None:
            self.size += len(part)
            if self.size > MOST_WORDS:
                raise TooMuch
            self.word += part
        elif self.keep and self.file.name:
            self.file.take(part)


def checked(files: list[File]) -> list[tuple[str, bytes]]:
    """Name and bytes of the files that a field holds. Raises what a person can mend."""
    for file in files:
        if file.surplus:
            raise Refused(_("You can send %(most)s files at once. Please choose fewer.", most=MOST_FILES))
        if file.large:
            raise Refused(_("The file %(name)s is larger than %(most)s MB. Please choose a smaller one.", name=file.name, most=BIGGEST_FILE // MEGABYTE))
        if file.crowded:
            raise Unready(_("Too many files are being sent just now. Please try again in some minutes."))
    return [(file.name, bytes(file.data)) for file in files]
