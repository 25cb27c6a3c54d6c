"""`python -m needlewise.serve` as somebody who types `make run` has it."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Callable, Dict, List, Set

from needlewise import ROOT

#: Rasa takes some 20 s to import; two of them on a busy machine take their time.
START_TIMEOUT = 180
STOP_TIMEOUT = 30
PROC = Path("/proc")  # elsewhere than on Linux nobody says who started whom


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def descendants(pid: int) -> Set[int]:
    """The processes that this one started, and those that they started, and so on."""
    parents: Dict[int, int] = {}
    for stat in PROC.glob("[0-9]*/stat"):
        try:
            after_name = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        if after_name[0] != "Z":
            parents[int(stat.parent.name)] = int(after_name[1])
    found: Set[int] = set()
    while True:
        more = {child for child, parent in parents.items() if parent in found | {pid}} - found
        if not more:
            return found
        found |= more


def alive(pids: Set[int]) -> List[str]:
    """The command lines of those that still run."""
    running = []
    for pid in pids:
        try:
            state = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[0]
            command = (PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if state != "Z":
            running.append(f"{pid}: {command}")
    return running


class Served:
    """A started `python -m needlewise.serve` and what it prints."""

    def __init__(self, **environment: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "needlewise.serve"],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._lines: Dict[str, List[str]] = {"stdout": [], "stderr": []}
        self._readers = [
            threading.Thread(target=self._read, args=(name,), daemon=True) for name in self._lines
        ]
        for reader in self._readers:
            reader.start()

    def _read(self, name: str) -> None:
        for line in getattr(self.process, name):
            self._lines[name].append(line)

    @property
    def printed(self) -> str:
        return "".join(self._lines["stdout"])

    @property
    def complaints(self) -> str:
        return "".join(self._lines["stderr"])

    def wait_for(self, text: str, timeout: float = START_TIMEOUT) -> str:
        """Wait until a line with this text is printed; that line."""
        until(lambda: text in self.printed or self.process.poll() is not None, timeout)
        found = [line for line in self.printed.splitlines() if text in line]
        assert found, f"{text!r} was not printed:\n{self.printed}\n{self.complaints}"
        return found[0]

    def ended(self, timeout: float = STOP_TIMEOUT) -> int:
        """Wait for the end; the exit code."""
        code = self.process.wait(timeout=timeout)
        for reader in self._readers:
            reader.join(timeout=5)
        return code

    def close(self) -> None:
        """Stop it whatever happened, and all that it started."""
        started = descendants(self.process.pid)
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=STOP_TIMEOUT)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        for pid in started:
            if alive({pid}):
                os.kill(pid, signal.SIGKILL)
        for reader in self._readers:
            reader.join(timeout=5)
        for stream in (self.process.stdout, self.process.stderr):
            stream.close()


def until(holds: Callable[[], bool], timeout: float) -> bool:
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.1)
    return holds()
