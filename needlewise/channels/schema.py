"""The tables of the web channel, and connections to them."""

import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, Engine, make_url

#: Of the tables below. A change to them needs a higher one and a step that brings older ones up.
VERSION = 1
#: How long a writer waits for another one, in milliseconds.
BUSY_TIMEOUT = 5_000

_metadata = sa.MetaData()

version = sa.Table("web_schema", _metadata, sa.Column("version", sa.Integer, primary_key=True))

#: Times are ISO 8601 in UTC of one length, so that they sort as text.
sessions = sa.Table(
    "web_sessions",
    _metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("created_at", sa.String(32), nullable=False, index=True),
    sa.Column("expires_at", sa.String(32), nullable=False),
    sa.Column("last_seq", sa.Integer, nullable=False, default=0),
    sa.Column("restarts", sa.Integer, nullable=False, default=0),
    sa.Column("shown_from", sa.Integer, nullable=False, default=0),  # seq of the last restart
)


def _session_column(**options: Any) -> sa.Column:
    key = sa.ForeignKey("web_sessions.id", ondelete="CASCADE")
    return sa.Column("session", sa.String(64), key, **options)


events = sa.Table(
    "web_events",
    _metadata,
    _session_column(primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("type", sa.String(16), nullable=False),
    sa.Column("at", sa.String(32), nullable=False),
    sa.Column("message", sa.String(64)),  # the client's id of what was said or is answered
    sa.Column("body", sa.Text, nullable=False),  # JSON without seq, type and at
    sa.Index("web_events_by_message", "session", "message"),
)

messages = sa.Table(
    "web_messages",
    _metadata,
    _session_column(primary_key=True),
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("state", sa.String(16), nullable=False),  # pending or done
    sa.Column("held_by", sa.String(32)),  # the process that answers it
    sa.Column("held_until", sa.Float),  # seconds since the epoch; later, another may take it
)

feedback = sa.Table(
    "web_feedback",
    _metadata,
    sa.Column("session", sa.String(64), primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("rating", sa.String(8), nullable=False),
    sa.Column("comment", sa.Text),
    sa.Column("at", sa.String(32), nullable=False),
    sa.ForeignKeyConstraint(
        ["session", "seq"], ["web_events.session", "web_events.seq"], ondelete="CASCADE"
    ),
)

#: All that stays of a deleted conversation: enough to refuse its token until it expires.
ended = sa.Table(
    "web_ended",
    _metadata,
    sa.Column("digest", sa.String(64), primary_key=True),
    sa.Column("expires_at", sa.String(32), nullable=False),
)


class BadDatabase(RuntimeError):
    """The database cannot be used; the message says why."""


def open_database(url: str) -> Engine:
    """Connect, and make the tables where they are not there.

    Raises:
        BadDatabase: it cannot be reached, or a later version of Needlewise made its tables.
    """
    try:
        address = make_url(url)
    except sa.exc.ArgumentError:  # its text would tell the password
        raise BadDatabase("db: neither a file nor the URL of a database.") from None
    try:
        engine = _engine(address)
        found = _made(engine)
    except (sa.exc.SQLAlchemyError, OSError, ImportError) as error:
        reason = getattr(error, "orig", None) or error
        raise BadDatabase(f"the database of the web channel cannot be used: {reason}") from None
    if found != VERSION:
        engine.dispose()
        raise BadDatabase(
            f"the tables of the web channel have version {found} and this Needlewise knows "
            f"{VERSION}. Run the version that made them, or name another database."
        )
    return engine


def _made(engine: Engine, tries: int = 5) -> int:
    """Make what is not there; the version of what is."""
    try:
        _metadata.create_all(engine)
        with engine.begin() as connection:
            found = connection.execute(sa.select(version.c.version)).scalar()
            if found is None:
                connection.execute(version.insert().values(version=VERSION))
            return found or VERSION
    except sa.exc.DBAPIError:
        engine.dispose()
        if tries == 1:
            raise
    time.sleep(0.1)  # another process makes the same just now
    return _made(engine, tries - 1)


def _engine(address: URL) -> Engine:
    options = {"future": True, "hide_parameters": True}  # no patient's words in an error's text
    if address.get_backend_name() != "sqlite":
        return sa.create_engine(
            address, pool_pre_ping=True, connect_args={"connect_timeout": 5}, **options
        )
    path = Path(address.database or "")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    engine = sa.create_engine(
        address,
        poolclass=sa.pool.QueuePool,
        connect_args={"check_same_thread": False, "timeout": BUSY_TIMEOUT / 1_000},
        **options,
    )
    sa.event.listen(engine, "connect", _tune)
    return engine


def _tune(connection: Any, record: Any) -> None:
    cursor = connection.cursor()
    for setting in (
        "journal_mode = WAL",
        "synchronous = NORMAL",  # a power cut may take the last moments, a killed process nothing
        f"busy_timeout = {BUSY_TIMEOUT}",
        "foreign_keys = ON",
        "secure_delete = ON",  # what is deleted is overwritten
    ):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()
