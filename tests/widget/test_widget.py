"""The website widget: its own tests, its weight, and what it does in a real browser."""

import json
import re

from tests.widget.conftest import WIDGET, run

BROWSER_TESTS = WIDGET / "tests" / "browser"
#: What is looked at in a browser, a file each.
NOUNS = [
    "axe",
    "connection",
    "injections",
    "keyboard",
    "live",
    "policy",
    "real",
    "sheet",
    "states",
]


def passed(printed: str) -> int:
    """How many tests node's runner says have passed."""
    found = re.search(r"^(?:#|ℹ) pass (\d+)$", printed, re.MULTILINE)
    assert found, printed
    return int(found.group(1))


def test_its_parts_hold(npm):
    assert "passed" in npm("test")


def test_its_types_are_right(npm):
    npm("run", "check")


def test_its_style_is_kept(npm):
    npm("run", "lint")


def test_it_is_light(npm, built):
    npm("run", "size")
    assert built.stat().st_size > 1_000


def test_its_lock_names_no_registry():
    lock = json.loads((WIDGET / "package-lock.json").read_text())
    assert not [name for name, package in lock["packages"].items() if "resolved" in package]
    wanted = json.loads((WIDGET / "package.json").read_text())["devDependencies"]
    assert lock["packages"][""]["devDependencies"] == wanted
    assert all(re.fullmatch(r"[\d.]+", version) for version in wanted.values()), wanted


def test_every_kind_of_browser_test_is_there():
    found = sorted(path.name for path in BROWSER_TESTS.glob("*.test.mjs"))
    assert found == [f"{noun}.test.mjs" for noun in NOUNS]


def test_it_holds_in_a_browser(npm, built, chromium):
    printed = npm("run", "test:browser", CHROMIUM=chromium, NEEDLEWISE_URL="")
    assert passed(printed) >= 70, printed


def test_it_holds_in_a_browser_with_a_real_assistant(npm, chromium, served):
    path = BROWSER_TESTS / "real.test.mjs"
    printed = run("node", "--test", str(path), CHROMIUM=chromium, NEEDLEWISE_URL=served)
    assert passed(printed) >= 7, printed
    assert "# SKIP" not in printed
