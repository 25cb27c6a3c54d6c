"""Settings of the web channel, from credentials.yml and the environment."""

from dataclasses import dataclass, fields
from datetime import timedelta
from pathlib import Path
from typing import Any, Dict, FrozenSet, Mapping, Optional

from needlewise import ROOT
from needlewise.channels.origins import BadOrigin, parse_origins
from needlewise.channels.sessions import BadSecret, load_secret

ORIGINS_VARIABLE = "NEEDLEWISE_ORIGINS"
#: What each number may be; above all, none may switch a limit off.
_RANGES = {
    "proxies": (0, 10),
    "token_days": (1, 30),
    "retention_days": (1, 3_650),
    "turn_seconds": (1, 300),
    "messages_per_minute": (1, 100_000),
    "sessions_per_hour": (1, 1_000_000),
    "requests_per_minute": (1, 1_000_000),
    "streams": (1, 100_000),
    "stream_minutes": (0.001, 1_440),
}


class BadOptions(ValueError):
    """A setting is wrong; the message names it and says what is wanted."""


@dataclass(frozen=True)
class Options:
    """Settings with defaults for one clinic's website."""

    secret: str = ""
    origins: FrozenSet[str] = frozenset()
    proxies: int = 0  #: how many proxies before the server are trusted
    db: str = "var/web.db"  #: a file, or a database's URL
    token_days: float = 7
    retention_days: float = 30
    turn_seconds: float = 30
    messages_per_minute: float = 20  #: of one session
    sessions_per_hour: float = 120  #: of one address; a clinic's waiting room has one
    requests_per_minute: float = 1_200  #: of one address
    streams: int = 500  #: in all
    stream_minutes: float = 60  #: then the client opens another one
    widget: str = "widget/dist/needlewise.js"

    @property
    def lifetime(self) -> timedelta:
        """How long a token is good for."""
        return timedelta(days=self.token_days)

    @property
    def retention(self) -> timedelta:
        """How long after its beginning a conversation is kept."""
        return timedelta(days=self.retention_days)

    @property
    def database(self) -> str:
        """The database's URL."""
        if "://" in self.db:
            return self.db.replace("postgres://", "postgresql://", 1)
        return f"sqlite:///{ROOT / self.db}"

    @property
    def widget_path(self) -> Path:
        return ROOT / self.widget


def read_options(
    credentials: Optional[Mapping[str, Any]],
    environment: Mapping[str, str],
    secret_path: Path = ROOT / "var" / "secret",
) -> Options:
    """The settings under the channel's name in credentials.yml.

    Raises:
        BadOptions: a setting is unknown, of the wrong type or out of range.
    """
    given = dict(credentials or {})
    known = {field.name: field.type for field in fields(Options) if field.name != "secret"}
    for name in given:
        if name not in known:
            raise BadOptions(f"unknown setting {name!r}; known: {', '.join(sorted(known))}.")
    listed = given.pop("origins", None) or []
    if isinstance(listed, str) or not all(isinstance(one, str) for one in listed):
        raise BadOptions("origins: must be a list, one origin a line.")
    more = filter(None, (s.strip() for s in environment.get(ORIGINS_VARIABLE, "").split(",")))
    values: Dict[str, Any] = {name: _value(name, value) for name, value in given.items()}
    try:
        options = Options(
            secret=load_secret(environment, secret_path),
            origins=parse_origins([*listed, *more]),
            **values,
        )
    except BadOrigin as error:
        raise BadOptions(f"origins or {ORIGINS_VARIABLE}: {error}") from None
    except BadSecret as error:
        raise BadOptions(str(error)) from None
    if options.retention_days < options.token_days:
        raise BadOptions("retention_days must be at least token_days.")
    return options


def _value(name: str, value: Any) -> Any:
    if name not in _RANGES:
        if not isinstance(value, str) or not value.strip():
            raise BadOptions(f"{name}: must be text.")
        return value.strip()
    least, most = _RANGES[name]
    whole = name in ("proxies", "streams")
    if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)):
        raise BadOptions(f"{name}: must be a {'whole ' if whole else ''}number.")
    if not least <= value <= most:
        raise BadOptions(f"{name}: must lie between {least} and {most:,}.")
    return value
