"""Run the whole assistant: `python -m needlewise.serve`, which is what `make run` calls.

`HOST` and `PORT` say where it listens (127.0.0.1:5005), `ACTIONS_PORT` where the action server
does (the first free port from 5055).
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Dict, List, Optional

from needlewise import ROOT, model
from needlewise.content.yaml_files import read_yaml
from needlewise.understanding import prepare_encoder

VAR = ROOT / "var"
#: Rasa needs some 20 s to import what it is made of; a slow disk takes its time.
START_TIMEOUT = 300
STOP_TIMEOUT = 15
_PROBE = {"sender": "needlewise-start-up", "message": "How does microneedling work?"}


class CannotServe(RuntimeError):
    """It cannot start; the message says why and what to do."""


class Processes:
    """The processes that were started, and how they are stopped."""

    def __init__(self) -> None:
        self._running: Dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, arguments: List[str]) -> None:
        """Start `python -m arguments...` with its output in `var/log/<name>.log`."""
        path = log_path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w") as log:
            self._running[name] = subprocess.Popen(
                [sys.executable, "-m", *arguments],
                cwd=ROOT,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=model.environment(),
                start_new_session=True,  # Ctrl-C reaches them from us, once
            )

    def ended(self) -> Optional[str]:
        """The name of one that has ended by itself, or None."""
        return next((n for n, p in self._running.items() if p.poll() is not None), None)

    def stop(self) -> None:
        """Ask all to stop, then make them."""
        for process in self._running.values():
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
        deadline = time.monotonic() + STOP_TIMEOUT
        for process in self._running.values():
            try:
                process.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def log_path(name: str) -> Path:
    return VAR / "log" / f"{name}.log"


def is_free(host: str, port: int) -> bool:
    """Whether a server could listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def free_port(first: int) -> int:
    """The first free port of this machine from `first` on."""
    return next(port for port in range(first, first + 100) if is_free("127.0.0.1", port))


def settings() -> Dict[str, object]:
    """Host and ports from the environment.

    Raises:
        CannotServe: a port is no number or is taken.
    """
    host = os.environ.get("HOST") or "127.0.0.1"
    try:
        port = int(os.environ.get("PORT") or 5005)
        wanted = os.environ.get("ACTIONS_PORT")
        actions = int(wanted) if wanted else free_port(5055)
    except ValueError:
        raise CannotServe("PORT and ACTIONS_PORT must be numbers.") from None
    if not (0 < port < 65_536 and 0 < actions < 65_536):
        raise CannotServe("PORT and ACTIONS_PORT must lie between 1 and 65535.")
    if not is_free("127.0.0.1", actions):
        raise CannotServe(
            f"Port {actions} is taken, and the action server needs it. Choose another: "
            "ACTIONS_PORT=5056 make run"
        )
    if not is_free(host, port):
        raise CannotServe(
            f"{host}:{port} is taken or not ours. Stop what listens there, or choose another "
            "port: PORT=5006 make run"
        )
    return {"host": host, "port": port, "actions": actions}


def endpoints_for(actions_port: int) -> Path:
    """endpoints.yml with the action server's port, written under `var/`."""
    endpoints = read_yaml(ROOT / "endpoints.yml")
    endpoints["action_endpoint"]["url"] = f"http://127.0.0.1:{actions_port}/webhook"
    VAR.mkdir(exist_ok=True)
    path = VAR / f"endpoints-{actions_port}.yml"
    path.write_text(json.dumps(endpoints, indent=1))  # JSON is YAML
    return path


def answers(url: str) -> bool:
    """Whether a real question gets a real answer."""
    request = urllib.request.Request(
        f"{url}/webhooks/rest/webhook",
        json.dumps(_PROBE).encode(),
        {"Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            replies = json.load(response)
    except (OSError, urllib.error.URLError, ValueError):
        return False
    return any("Source" in reply.get("text", "") for reply in replies)


def wait_until_answering(url: str, processes: Processes) -> None:
    """Wait for the first answer.

    Raises:
        CannotServe: a process ended, or none came in time.
    """
    start = time.monotonic()
    while not answers(url):
        name = processes.ended()
        if name:
            tail = "\n".join(log_path(name).read_text(errors="replace").splitlines()[-15:])
            raise CannotServe(f"{name} ended by itself. Its last lines:\n{tail}")
        if time.monotonic() - start > START_TIMEOUT:
            raise CannotServe(f"no answer after {START_TIMEOUT} s; see {log_path('rasa')}.")
        time.sleep(0.5)


def serve() -> None:
    """Start, wait for the first answer, say so, and stay until stopped.

    Raises:
        CannotServe: it cannot start, or a process ends by itself.
    """
    where = settings()
    start = time.monotonic()
    print("  starting: action server and Rasa", flush=True)
    processes = Processes()
    try:
        processes.start("actions", ["rasa", "run", "actions", "--port", str(where["actions"])])
        processes.start(
            "rasa",
            [
                *("rasa", "run", "--model", str(model.MODEL), "--credentials", "credentials.yml"),
                *("--endpoints", str(endpoints_for(int(str(where["actions"]))))),
                *("--interface", str(where["host"]), "--port", str(where["port"])),
            ],
        )
        shown = "127.0.0.1" if where["host"] == "0.0.0.0" else where["host"]
        url = f"http://{shown}:{where['port']}"
        wait_until_answering(url, processes)
        print(f"  starting: first answer after {time.monotonic() - start:.0f} s", flush=True)
        address = f"{url}/webhooks/rest/webhook"
        print(f"Needlewise answers at {address} (stop it with Ctrl-C)", flush=True)
        print(f"Open {url}/webhooks/web/ in a browser", flush=True)
        while processes.ended() is None:
            time.sleep(0.5)
        raise CannotServe(f"{processes.ended()} ended by itself; see {VAR / 'log'}.")
    finally:
        processes.stop()


def _stop(signum: int, frame: object) -> None:
    raise KeyboardInterrupt


def main() -> int:
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)  # even where a shell started us with it ignored
    try:
        code = prepare_encoder.main() or model.main()
        if code:
            return code
        serve()
    except KeyboardInterrupt:
        print("\nNeedlewise has stopped.", flush=True)
        return 0
    except CannotServe as error:
        print(f"Needlewise cannot run: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
