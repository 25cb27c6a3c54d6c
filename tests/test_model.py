"""When a new model is called for."""
import pytest

from needlewise import model

FILES = {
    "data/topics/a.yml": "a",
    "data/boundaries/b.yml": "b",
    "config.yml": "c",
    "domain.yml": "d",
    "requirements.lock": "e",
    "needlewise/content/x.py": "f",
    "needlewise/understanding/components/y.py": "g",
    "needlewise/text.py": "h",
}


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project in miniature, with a model that matches it."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    monkeypatch.setattr(model, "ROOT", tmp_path)
    monkeypatch.setattr(model, "MODEL", tmp_path / "model.tar.gz")
    monkeypatch.setattr(model, "FINGERPRINT", tmp_path / "fingerprint")
    model.MODEL.write_text("model")
    model.FINGERPRINT.write_text(model.fingerprint() + "\n")
    return tmp_path


def test_with_nothing_changed_the_model_is_current_and_is_not_trained(project):
    assert model.is_current()
    assert model.main() == 0


@pytest.mark.parametrize("name", FILES)
def test_a_changed_ingredient_calls_for_a_new_model(project, name):
    (project / name).write_text("changed")
    assert not model.is_current()


@pytest.mark.parametrize(
    "name", ["data/topics/new.yml", "needlewise/understanding/components/new.py"]
)
def test_so_does_a_new_ingredient(project, name):
    (project / name).write_text("")
    assert not model.is_current()


def test_so_does_a_removed_or_renamed_one(project):
    (project / "data/topics/a.yml").rename(project / "data/topics/b.yml")
    renamed = model.fingerprint()
    (project / "data/topics/b.yml").unlink()
    assert len({renamed, model.fingerprint(), model.FINGERPRINT.read_text().strip()}) == 3


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "data/clinic.yml",
        "needlewise/understanding/conversation.py",
        "tests/test_x.py",
        "needlewise/answering/z.py",
        "data/notes.txt",
        "needlewise/content/x.pyc",
    ],
)
def test_what_no_model_is_made_of_does_not(project, name):
    path = project / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("anything")
    assert model.is_current()


@pytest.mark.parametrize("name", ["model.tar.gz", "fingerprint"])
def test_a_missing_model_or_fingerprint_is_not_current(project, name):
    (project / name).unlink()
    assert not model.is_current()


def test_every_ingredient_of_the_real_project_is_there():
    found = {path.relative_to(model.ROOT).as_posix() for path in model.ingredients()}
    for name in (
        "data/articles.yml",
        "config.yml",
        "domain.yml",
        "requirements.lock",
        "needlewise/text.py",
    ):
        assert name in found
    assert "needlewise/understanding/components/classifier.py" in found


def test_rasa_s_processes_send_nothing_home():
    assert model.environment()["RASA_TELEMETRY_ENABLED"] == "false"
