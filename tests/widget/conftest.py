"""What the widget is tested with, each made once: packages, a built widget, Chromium, a server."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Callable, Iterator, Tuple

import pytest

from needlewise import ROOT, model
from tests.end_to_end.served import Served, free_port

WIDGET = ROOT / "widget"
NODE = (20, 19)
#: Seconds for one command; a busy machine takes its time.
TIMEOUT = 600

Npm = Callable[..., str]


def run(*command: str, **environment: str) -> str:
    """What a command prints, in `widget/`; fails with it where the command does."""
    done = subprocess.run(
        command,
        cwd=WIDGET,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=TIMEOUT,
    )
    if done.returncode:
        pytest.fail(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}", False)
    return done.stdout


def _version(node: str) -> Tuple[int, ...]:
    printed = subprocess.run([node, "--version"], stdout=subprocess.PIPE, text=True).stdout
    return tuple(int(number) for number in re.findall(r"\d+", printed)[:2])


@pytest.fixture(scope="session")
def npm() -> Npm:
    """Runs npm in `widget/`, with the packages of its lock installed."""
    node, tool = shutil.which("node"), shutil.which("npm")
    wanted = ".".join(map(str, NODE))
    if not node or not tool or _version(node) < NODE:
        pytest.skip(f"The widget is tested with node of at least {wanted} and npm.")
    installed = WIDGET / "node_modules" / ".package-lock.json"
    lock = WIDGET / "package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        run(tool, "ci")
    return lambda *arguments, **environment: run(str(tool), *arguments, **environment)


@pytest.fixture(scope="session")
def built(npm: Npm) -> Path:
    """The widget, built from what is there now."""
    npm("run", "build")
    return WIDGET / "dist" / "needlewise.js"


@pytest.fixture(scope="session")
def chromium() -> str:
    """Chromium's path; Debian's own is installed where that is possible."""
    found = _chromium()
    if not found and shutil.which("apt-get") and os.geteuid() == 0:
        quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for arguments in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
            subprocess.run(
                ["apt-get", "--quiet", "--quiet", *arguments],
                env=quietly,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=TIMEOUT,
            )
        found = _chromium()
    if not found:
        pytest.skip("The widget is tried in chromium: install it (Debian: apt install chromium).")
    return found


def _chromium() -> str:
    usual = Path("/usr/bin/chromium")
    return str(usual) if usual.exists() else shutil.which("chromium") or ""


@pytest.fixture(scope="session")
def served(built: Path) -> Iterator[str]:
    """The address of the demo page of a real assistant, as `make run` starts it."""
    if not model.is_current():
        pytest.fail("No model matches the content: run make train.", pytrace=False)
    running = Served(PORT=str(free_port()), ACTIONS_PORT=str(free_port()))
    try:
        found = re.search(r"http://\S+", running.wait_for("Open http"))
        assert found, running.printed
        yield found.group()
    finally:
        running.close()
