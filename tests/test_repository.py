"""What is kept in git is small, says nothing about this machine, and names no registry."""
import re
import subprocess

import pytest

from needlewise import ROOT

MOST_BYTES = 1_000_000
MOST_LINES = 350
CODE = (".py", ".sh", ".ts")
#: In pieces, so that this file does not hold what it forbids.
REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"), ("python" "hosted", "org"), ("npm" "js", "org"), ("npm" "js", "com"),
        ("yarnpkg", "com"),
        ("deb.deb" "ian", "org"), ("archive.ubuntu", "com"), ("proxy.golang", "org"),
        ("crates", "io"),
        ("docker", "io"), ("ghcr", "io"), ("quay", "io"), ("huggingface", "co"),
        ("anaconda", "org"),
    )
]
MACHINE_PATHS = ["/" + "root/", "/" + "work/", "/" + "home/", "/" + "Users/"]


def tracked():
    """The files that git keeps, or would: those that it does not ignore."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=True,
    )
    paths = [ROOT / name.decode() for name in listed.stdout.split(b"\0") if name]
    return [path for path in paths if path.is_file()]


FILES = tracked()
TEXTS = {path.relative_to(ROOT).as_posix(): path.read_text(errors="replace") for path in FILES}
MAKEFILE = TEXTS["Makefile"]


@pytest.mark.parametrize("host", REGISTRIES)
def test_no_registry_is_named(host):
    assert [name for name, text in TEXTS.items() if host in text] == []


@pytest.mark.parametrize("path", MACHINE_PATHS)
def test_no_path_of_one_machine_is_named(path):
    absolute = re.compile(rf"(?<![\w./~]){re.escape(path)}")
    assert [name for name, text in TEXTS.items() if absolute.search(text)] == []


def test_no_file_is_large():
    assert [path.name for path in FILES if path.stat().st_size > MOST_BYTES] == []


def test_no_code_file_is_long():
    long = {
        n: t.count("\n")
        for n, t in TEXTS.items()
        if n.endswith(CODE) and t.count("\n") > MOST_LINES
    }
    assert long == {}


@pytest.mark.parametrize(
    "path",
    [
        "models/needlewise.tar.gz",
        "models/encoder/encoder.int8.onnx",
        "var/conversations.db",
        ".venv/x",
        ".rasa/x",
    ],
)
def test_what_is_made_here_stays_out_of_git(path):
    assert subprocess.run(["git", "check-ignore", "--quiet", path], cwd=ROOT).returncode == 0
    assert path not in TEXTS


def test_the_articles_are_not_copied_into_the_project():
    assert not [name for name in TEXTS if name.endswith(".txt")]


def targets():
    return set(re.findall(r"^([a-z][\w-]*):(?!=)", MAKEFILE, flags=re.MULTILINE))


def test_the_makefile_is_short():
    assert MAKEFILE.count("\n") < 100


def test_every_target_is_in_the_help():
    command = ["make", "--no-print-directory", "help"]  # plain, also where make runs the tests
    shown = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert {line.split()[0] for line in shown.stdout.splitlines()} == targets()


def test_every_target_makes_no_file_of_its_name():
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, flags=re.MULTILINE)[1].split()
    assert set(phony) == targets()


@pytest.mark.parametrize("target", ["run", "test", "chat", "train", "validate", "help", "clean"])
def test_the_targets_that_were_promised_are_there(target):
    assert target in targets()


def test_ci_calls_make_test():
    assert re.search(r"^exec make test$", TEXTS[".ci/run"], flags=re.MULTILINE)


def test_the_lock_holds_a_digest_for_everything_and_no_address():
    lock = TEXTS["requirements.lock"]
    packages = re.findall(r"^[\w.\[\],-]+==", lock, flags=re.MULTILINE)
    assert len(packages) > 50
    assert lock.count("--hash=sha256:") >= len(packages)
    assert "://" not in lock


def test_git_ignores_no_content():
    """A folder of ours may be called like something that is made, as `results` is by Rasa."""
    command = ["git", "check-ignore", *(str(p) for p in (ROOT / "data").rglob("*.yml"))]
    ignored = subprocess.run(command, cwd=ROOT, capture_output=True, text=True).stdout
    assert ignored == ""
