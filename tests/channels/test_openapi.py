"""The description of the calls: it is complete, and the server keeps to it."""

import os
import re
import subprocess
from http import HTTPStatus

import pytest
from ruamel.yaml import YAML

from needlewise import ROOT
from needlewise.channels.options import Options
from needlewise.channels.pages import FILES
from needlewise.channels.refusals import CATALOGUE
from needlewise.channels.web import _UUID, Calls
from needlewise.channels.web_events import KINDS
from needlewise.channels.wording import wording_of
from tests.channels.web_server import META

DESCRIPTION = FILES["/openapi.yml"]
TOOL = ROOT / ".tools" / "schemathesis" / "bin" / "schemathesis"
HERE = ROOT / "tests" / "channels"


@pytest.fixture(scope="module")
def described():
    return YAML(typ="safe", pure=True).load(DESCRIPTION)


@pytest.fixture(scope="module")
def schemas(described):
    return described["components"]["schemas"]


def test_every_call_is_described(described, library):
    routes = Calls(Options(), wording_of(library)).routes
    assert set(described["paths"]) == set(routes)
    for path, (methods, _) in routes.items():  # HEAD is GET without the body
        assert set(described["paths"][path]) == {m.lower() for m in methods - {"HEAD"}}, path


def test_every_code_is_described_with_its_status(schemas):
    error = schemas["Error"]["properties"]["error"]
    assert error["properties"]["code"]["enum"] == list(CATALOGUE)
    text = DESCRIPTION.read_text()
    for code, (status, _) in CATALOGUE.items():
        if status not in (404, 405, 500):
            assert f"`{code}`" in text, code
        assert HTTPStatus(status)


def test_calls_with_a_token_tell_so(described):
    for path, item in described["paths"].items():
        for operation in item.values():
            wants = "401" in operation["responses"]
            assert (operation.get("security") == [{"token": []}]) is wants, path


def test_events_are_described_as_they_are(schemas):
    event = schemas["BotEvent"]
    assert set(event["properties"]["kind"]["enum"]) == KINDS
    assert set(event["required"]) == set(event["properties"])
    assert re.fullmatch(schemas["MessageId"]["pattern"], "7F3c1b0e-58a1-4c39-9d8e-0d2f6c1a9b77")
    assert schemas["MessageId"]["pattern"].strip("^$") == _UUID.pattern
    assert set(META) <= set(event["properties"])


def test_the_server_keeps_to_it(start, tmp_path):
    """Hundreds of calls made from the description, rightly and wrongly."""
    subprocess.run([str(ROOT / "scripts" / "schemathesis.sh")], check=True)
    widget = tmp_path / "needlewise.js"
    widget.write_text("console.log('built')")
    running = start(stream_minutes=0.002, widget=str(widget))
    arguments = [
        str(TOOL), "--config-file", str(HERE / "schemathesis.toml"), "run", str(DESCRIPTION),
        "--url", running.url, "--phases", "examples,coverage,fuzzing", "--max-examples", "40",
        "--continue-on-failure", "--no-color", "--seed", "1", "--generation-deterministic",
        "--request-timeout", "10", "--suppress-health-check", "all",
    ]
    environment = {
        **os.environ, "NEEDLEWISE_URL": running.url, "SCHEMATHESIS_HOOKS": "schemathesis_hooks",
        "PYTHONPATH": str(HERE), "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        arguments, env=environment, capture_output=True, text=True, timeout=300, cwd=tmp_path
    )
    assert done.returncode == 0, done.stdout + done.stderr
    calls = int(re.search(r"(\d+) generated", done.stdout)[1])
    assert calls > 300, done.stdout
