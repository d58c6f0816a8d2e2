"""The real server as a process of its own, as an operator starts it: `python -m portal serve`. It can be killed and started again."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx

from portal.base.settings import ROOT, Settings


class Process:
    """Serves on a loopback port until `stop()` or `kill()`; what it logs is at `log`."""

    def __init__(self, settings: Settings, folder: Path, **more: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        (folder / "tmp").mkdir(exist_ok=True)
        kept = {name: value for name, value in os.environ.items() if not name.startswith("HEARBACK_")}
        self.environment = {
            **kept,
            "HEARBACK_SECRET": settings.secret,
            "HEARBACK_ADDRESS": settings.address,
            "HEARBACK_DATABASE": settings.database,
            "HEARBACK_VAULT": settings.vault,
            "HEARBACK_MAIL_FOLDER": settings.mail_folder,
            "TMPDIR": str(folder / "tmp"),
            **more,
        }
        self.log = b""
        self.process: subprocess.Popen[bytes] | None = None
        self.readers: list[threading.Thread] = []

    def start(self) -> "Process":
        """Start, and wait until it answers."""
        command = [sys.executable, "-m", "portal", "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.readers.append(threading.Thread(target=self._listen, args=(self.process.stdout,), daemon=True))
        self.readers[-1].start()
        end = time.monotonic() + 60
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise RuntimeError(f"The server ended: {self.log.decode()[-2000:]}")
            try:
                if httpx.get(f"{self.address}/ready", timeout=2).status_code == 200:
                    return self
            except httpx.HTTPError:
                time.sleep(0.05)
        raise RuntimeError("The server does not answer.")

    def kill(self) -> None:
        """End it as a power cut does."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to end, and wait."""
        self._end(signal.SIGTERM)

    @property
    def pid(self) -> int:
        """The number of the running process."""
        assert self.process is not None
        return self.process.pid

    def _end(self, sign: signal.Signals) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(sign)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)
        self.readers[-1].join(10)

    def _listen(self, pipe) -> None:
        for line in pipe:
            self.log += line
