"""A real server on loopback, in a thread of the test, so that builders and browsers meet the same database."""

import asyncio
import socket
import threading
import time
from typing import Any

import uvicorn


class Live:
    """Serves until `stop()`."""

    def __init__(self, portal: Any) -> None:
        self.socket = socket.socket()
        self.socket.bind(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        self.server = uvicorn.Server(uvicorn.Config(portal, log_config=None, log_level="critical", access_log=False, server_header=False, lifespan="off", loop="asyncio"))
        self.thread = threading.Thread(target=lambda: asyncio.run(self.server.serve([self.socket])), daemon=True)
        self.thread.start()
        while not self.server.started:
            time.sleep(0.01)

    def stop(self) -> None:
        """End the server and wait for its thread."""
        self.server.should_exit = True
        self.thread.join(10)
        self.socket.close()
