"""Fixtures that cost time are made once a run; nothing here may be changed by a test."""
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")

import pytest  # noqa: E402

from needlewise.content.library import DATA_DIR, Library, shared_library  # noqa: E402


@pytest.fixture(scope="session")
def library() -> Library:
    """All content of `data/`."""
    return shared_library()


@pytest.fixture(scope="session")
def reader(library):
    """Spelling, vocabulary and tags for the real content."""
    from needlewise.understanding.reader import shared_reader

    return shared_reader()


@pytest.fixture(scope="session")
def kinds():
    """The red flags of `data/safety/red_flags.yml`, by id."""
    from needlewise.understanding.red_flags import load_kinds

    return load_kinds(DATA_DIR / "safety" / "red_flags.yml")
