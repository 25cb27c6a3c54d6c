import stat

import pytest

from needlewise import ROOT
from needlewise.channels.options import BadOptions, Options, read_options
from needlewise.channels.schema import BadDatabase, open_database
from needlewise.channels.web import BadSettings, WebInput
from needlewise.content.yaml_files import read_yaml

ENVIRONMENT = {"NEEDLEWISE_SECRET": "x" * 40}


def test_nothing_said_means_the_defaults():
    options = read_options(None, ENVIRONMENT)
    assert options == Options(secret="x" * 40)
    assert options.database == f"sqlite:///{ROOT}/var/web.db"
    assert (options.lifetime.days, options.retention.days, options.proxies) == (7, 30, 0)


def test_settings_are_taken_over():
    given = {
        "origins": ["https://www.example.com"], "proxies": 1, "token_days": 1, "turn_seconds": 5,
        "db": "postgres://me@127.0.0.1/chats", "streams": 10,
    }
    options = read_options(given, ENVIRONMENT)
    assert options.origins == {"https://www.example.com"}
    assert options.database == "postgresql://me@127.0.0.1/chats"
    assert (options.proxies, options.turn_seconds, options.streams) == (1, 5, 10)


def test_origins_may_come_from_the_environment():
    more = {**ENVIRONMENT, "NEEDLEWISE_ORIGINS": "https://a.example, https://b.example:8443 ,"}
    options = read_options({"origins": ["https://c.example"]}, more)
    assert options.origins == {
        "https://a.example", "https://b.example:8443", "https://c.example"
    }


@pytest.mark.parametrize(
    "given, said",
    [
        ({"orgins": []}, "unknown setting 'orgins'; known: db, messages"),
        ({"secret": "x" * 40}, "unknown setting 'secret'"),
        ({"origins": "https://www.example.com"}, "must be a list"),
        ({"origins": [5]}, "must be a list"),
        ({"origins": ["*"]}, "'\\*' is no origin"),
        ({"origins": ["https://www.example.com/"]}, "is no origin"),
        ({"proxies": -1}, "proxies: must lie between 0 and 10"),
        ({"proxies": 1.5}, "proxies: must be a whole number"),
        ({"proxies": True}, "proxies: must be a whole number"),
        ({"token_days": "7"}, "token_days: must be a number"),
        ({"token_days": 0}, "token_days: must lie between"),
        ({"turn_seconds": 0}, "turn_seconds: must lie between"),
        ({"messages_per_minute": 0}, "messages_per_minute: must lie between"),
        ({"token_days": 20, "retention_days": 10}, "at least token_days"),
        ({"db": 5}, "db: must be text"),
        ({"db": " "}, "db: must be text"),
    ],
)
def test_what_is_wrong_is_a_clear_error(given, said):
    with pytest.raises(BadOptions, match=said):
        read_options(given, ENVIRONMENT)


@pytest.mark.parametrize("name, value", [("ORIGINS", "www.example.com"), ("SECRET", "short")])
def test_so_it_is_in_the_environment(name, value):
    with pytest.raises(BadOptions, match=f"NEEDLEWISE_{name}"):
        read_options({}, {**ENVIRONMENT, f"NEEDLEWISE_{name}": value})


def test_rasa_gets_an_error_that_it_prints_without_a_trace(monkeypatch, tmp_path):
    monkeypatch.setenv("NEEDLEWISE_SECRET", "x" * 40)
    for given in ({"proxies": "one"}, {"db": str(tmp_path)}, {"db": "nosuch://x"}):
        with pytest.raises(BadSettings, match="^needlewise.channels.web: ..."):
            WebInput.from_credentials(given)


def test_the_database_is_made_at_the_start_and_only_its_owner_reads_it(monkeypatch, tmp_path):
    monkeypatch.setenv("NEEDLEWISE_SECRET", "x" * 40)
    path = tmp_path / "new" / "web.db"
    assert WebInput.from_credentials({"db": str(path)}).name() == "web"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_bad_database_address_does_not_tell_its_password():
    for url in ("postgresql://me:hunter2@", "postgresql://me:hunter2@127.0.0.1:1/x", "x:hunter2"):
        with pytest.raises(BadDatabase) as told:
            open_database(url)
        assert "hunter2" not in str(told.value)


def test_the_example_settings_are_the_defaults():
    """credentials.yml shows each setting with its default."""
    text = (ROOT / "credentials.yml").read_text()
    block = text.partition("channels.web.WebInput:\n")[2].partition("\n\n")[0]
    shown = dict(
        line.split("#")[1].strip().split(": ", 1)
        for line in block.splitlines()
        if line.split("#")[1].strip().count(": ")
    )
    options = read_options(None, ENVIRONMENT)
    assert set(shown) == set(Options.__dataclass_fields__) - {"secret", "widget"}
    for name, value in shown.items():
        wanted = [] if name == "origins" else getattr(options, name)
        assert value.strip() == str(wanted), name
    assert "needlewise.channels.web.WebInput" in read_yaml(ROOT / "credentials.yml")
