"""The trained model: `python -m needlewise.model` trains it when none matches the content."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Dict, Iterator

from needlewise import ROOT

MODEL = ROOT / "models" / "needlewise.tar.gz"
FINGERPRINT = ROOT / "models" / "needlewise.fingerprint"
LOG = ROOT / "var" / "log" / "train.log"
#: Read at every start, and no part of the model.
_SETTINGS = "data/clinic.yml"
#: What a model is made of; a change in any of these calls for a new one.
_INGREDIENTS = (
    "data",
    "config.yml",
    "domain.yml",
    "requirements.lock",
    "needlewise/content",
    "needlewise/text.py",
    "needlewise/understanding/components",
    *(
        f"needlewise/understanding/{name}.py"
        for name in (
            *("encoder", "encoder_graph", "prepare_encoder", "features", "calibration"),
            *("question_model", "red_flag_model", "red_flags", "framing"),
            *("knowledge", "mentions", "reader", "spelling", "splitting"),
            *("pairs", "continuations", "training"),
        )
    ),
)


def ingredients() -> Iterator[Path]:
    for name in _INGREDIENTS:
        path = ROOT / name
        files = [path] if path.is_file() else sorted(path.rglob("*"))
        for file in files:
            if file.suffix in (".yml", ".py", ".lock") and file != ROOT / _SETTINGS:
                yield file


def fingerprint() -> str:
    """A digest of everything that a model is trained from."""
    digest = hashlib.sha256()
    for path in ingredients():
        digest.update(f"{path.relative_to(ROOT)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def is_current() -> bool:
    """Whether the model matches the content as it stands."""
    return (
        MODEL.is_file()
        and FINGERPRINT.is_file()
        and FINGERPRINT.read_text().strip() == fingerprint()
    )


def environment() -> Dict[str, str]:
    """The environment for Rasa's processes: quiet, without telemetry, one thread for arithmetic."""
    return {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "PYTHONWARNINGS": "ignore",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "PYTHONUNBUFFERED": "1",
    }


def train() -> int:
    """Train with `rasa train`; its output goes to `var/log/train.log`. Returns the exit code."""
    LOG.parent.mkdir(parents=True, exist_ok=True)
    made_from = fingerprint()
    FINGERPRINT.unlink(missing_ok=True)
    command = [
        *(sys.executable, "-m", "rasa", "train", "--out", "models"),
        # Rasa's cache does not see changes in what its components import
        *("--fixed-model-name", "needlewise", "--force"),
    ]
    with LOG.open("w") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT, env=environment()
        )
        code = _wait(process)
    if code == 0:
        FINGERPRINT.write_text(made_from + "\n")
    return code


def _wait(process: "subprocess.Popen[bytes]") -> int:
    """Wait, saying every now and then that it goes on."""
    start = time.monotonic()
    try:
        while True:
            try:
                return process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                print(f"  training: {time.monotonic() - start:.0f} s", flush=True)
    except BaseException:
        process.terminate()
        process.wait()
        raise


def main() -> int:
    if is_current():
        return 0
    start = time.monotonic()
    print("  training: a few minutes; details in var/log/train.log", flush=True)
    if train() != 0:
        tail = "\n".join(LOG.read_text(errors="replace").splitlines()[-15:])
        print(f"{tail}\nTraining failed; the whole log is in {LOG}.", file=sys.stderr)
        return 1
    print(f"  training: done after {time.monotonic() - start:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    # an end like Ctrl-C, so that `rasa train` is not left behind
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main())
