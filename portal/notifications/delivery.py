"""The way out: a mail server, or a folder while none is set. What is written here never tells this machine's name or the hour."""

import asyncio
import ipaddress
import os
from contextlib import suppress
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from email.utils import format_datetime, parseaddr
from pathlib import Path
from urllib.parse import unquote, urlsplit

import aiosmtplib

from portal.base.secrets import keyed_hash
from portal.base.settings import settings
from portal.notifications.mails import Post

SLOWEST = 60.0  # seconds for one letter, with the way to the server


class Undelivered(Exception):
    """The letter did not leave. `status` is a number or a kind of fault, never the server's words: they may hold the address."""

    def __init__(self, status: str, *, for_good: bool = False) -> None:
        super().__init__(status)
        self.status = status
        self.for_good = for_good


def sender() -> str:
    """The address that letters come from."""
    return parseaddr(settings().mail_from)[1] or f"portal@{urlsplit(settings().address).hostname}"


def domain() -> str:
    """The domain in every Message-ID and greeting: the sender's, never this machine's."""
    return sender().rpartition("@")[2]


def is_this_machine(host: str) -> bool:
    """Whether a mail server runs beside the portal, so that nobody can listen on the way."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def where_letters_go() -> tuple[bool, str]:
    """Whether letters leave this machine, and a sentence about it for `portal check` and the log."""
    if settings().mail:
        server = urlsplit(settings().mail)
        return True, f"Letters leave through {server.scheme}://{server.hostname}."
    return False, f"No mail server is set (HEARBACK_MAIL). Letters are laid into {settings().mail_folder} and reach nobody."


def as_bytes(post: Post) -> bytes:
    """The letter as it goes over the wire: plain text, dated at the hour of letters, named so that a second copy is known as one."""
    letter = EmailMessage(policy=WIRE)
    letter["From"] = settings().mail_from or sender()
    letter["To"] = post.to
    letter["Subject"] = post.subject
    letter["Date"] = format_datetime(post.dated)
    letter["Message-ID"] = f"<{keyed_hash('message name', post.once).hex()[:32]}@{domain()}>"
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(post.text, cte="quoted-printable")
    return _ending(post.end) + letter.as_bytes()


def _ending(address: str) -> bytes:
    """RFC 8058; written by hand, since the library would fold or encode a long address. One click needs https."""
    if not address:
        return b""
    lines = [f"List-Unsubscribe: <{address}>"]
    if address.startswith("https://"):
        lines.append("List-Unsubscribe-Post: List-Unsubscribe=One-Click")
    return "".join(f"{line}\r\n" for line in lines).encode()


class Folder:
    """Letters as files, for a portal without a mail server."""

    async def send(self, post: Post) -> None:
        """Lay the letter into the folder; a second copy takes the place of the first."""
        await asyncio.to_thread(self._lay, post)

    async def close(self) -> None:
        """Nothing is held open."""

    def _lay(self, post: Post) -> None:
        if not post.to:
            raise Undelivered("unsealable")
        folder = Path(settings().mail_folder)
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            path = folder / f"{post.dated:%Y-%m-%d}-{keyed_hash('message name', post.once).hex()[:16]}.eml"
            half = path.with_suffix(".half")
            half.unlink(missing_ok=True)
            with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(as_bytes(post))
            half.replace(path)
        except OSError as fault:
            raise Undelivered(type(fault).__name__) from fault


class Server:
    """One connection to the mail server, opened for the first letter and again after every fault."""

    def __init__(self) -> None:
        self.connection: aiosmtplib.SMTP | None = None

    async def send(self, post: Post) -> None:
        """Send one letter, or say what hindered it."""
        if not post.to:
            raise Undelivered("unsealable")
        try:
            async with asyncio.timeout(SLOWEST):
                connection = await self._connected()
                await connection.sendmail(sender(), [post.to], as_bytes(post))
        except (aiosmtplib.SMTPException, OSError, ValueError) as fault:
            await self.close()
            raise _undelivered(fault) from None

    async def close(self) -> None:
        """Say goodbye; a server that does not answer is left."""
        connection, self.connection = self.connection, None
        if connection is not None and connection.is_connected:
            with suppress(aiosmtplib.SMTPException, OSError):
                await connection.quit(timeout=2)
            connection.close()

    async def _connected(self) -> aiosmtplib.SMTP:
        if self.connection is None or not self.connection.is_connected:
            self.connection = _connection()
            await self.connection.connect()
        return self.connection


def _connection() -> aiosmtplib.SMTP:
    server = urlsplit(settings().mail)
    host = server.hostname or "localhost"
    wrapped = server.scheme == "smtps"
    return aiosmtplib.SMTP(
        hostname=host,
        port=server.port or (465 if wrapped else 587),
        username=unquote(server.username) if server.username else None,
        password=unquote(server.password) if server.password else None,
        local_hostname=_greeting(domain()),
        use_tls=wrapped,
        # The library's own default falls back to plain text without a word.
        start_tls=not wrapped and not is_this_machine(host),
        timeout=SLOWEST / 2,
    )


def _greeting(name: str) -> str:
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return name
    return f"[IPv6:{address}]" if address.version == 6 else f"[{address}]"  # noqa: PLR2004  IPv6


def _undelivered(fault: Exception) -> Undelivered:
    """For good is only what the server says about this recipient or these words; a wrong password mends itself one day."""
    if isinstance(fault, aiosmtplib.SMTPRecipientsRefused):
        code = fault.recipients[0].code
        return Undelivered(str(code), for_good=_permanent(code))
    if isinstance(fault, aiosmtplib.SMTPResponseException):
        about_letter = isinstance(fault, (aiosmtplib.SMTPDataError, aiosmtplib.SMTPRecipientRefused))
        return Undelivered(str(fault.code), for_good=about_letter and _permanent(fault.code))
    if type(fault) is aiosmtplib.SMTPException:
        return Undelivered("STARTTLS or sign-in not offered")  # the library has no name for it
    return Undelivered(type(fault).__name__)


def _permanent(code: int) -> bool:
    return 500 <= code < 600  # noqa: PLR2004  RFC 5321, 4.2.1
