"""A narrow wire to services of others: answers are counted while they come in, and packed ones are refused.

A few bytes can unpack to many, and a length that is announced is no promise.
"""

from collections.abc import AsyncIterator
from typing import Any

import httpx2


class TooLarge(Exception):
    """The answer is larger than anything that was asked for."""


class _Counted(httpx2.AsyncByteStream):
    """An answer that is cut off when it grows too large, whatever length it announced."""

    def __init__(self, inner: Any, most: int) -> None:
        self.inner, self.most = inner, most

    async def __aiter__(self) -> AsyncIterator[bytes]:
        size = 0
        async for part in self.inner:
            size += len(part)
            if size > self.most:
                raise TooLarge
            yield part

    async def aclose(self) -> None:
        await self.inner.aclose()


class Narrow(httpx2.AsyncHTTPTransport):
    """Lets at most `most` bytes of an answer through; raises TooLarge."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """The answer, to be read while it is counted."""
        answer = await super().handle_async_request(request)
        if answer.headers.get("content-encoding", "identity") != "identity":
            await answer.aclose()
            raise TooLarge
        return httpx2.Response(answer.status_code, headers=answer.headers, stream=_Counted(answer.stream, self.most), extensions=answer.extensions)
