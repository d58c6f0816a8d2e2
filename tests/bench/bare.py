"""The limit to compare with: a Litestar handler that answers with given bytes and does nothing else."""

import os
from pathlib import Path

from litestar import Litestar, get
from litestar.response import Response

BODY = Path(os.environ["BARE_BODY"]).read_bytes()


@get("/")
async def bare() -> Response[bytes]:
    """The same bytes as the portal's page, compressed as it sends them."""
    return Response(BODY, media_type="text/html; charset=utf-8", headers={"content-encoding": "br"})


app = Litestar([bare], openapi_config=None, logging_config=None)
