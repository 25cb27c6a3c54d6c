"""The tables and the connections to them, on SQLite and on PostgreSQL."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone

import pytest
import sqlalchemy as sa

from needlewise.channels import schema
from needlewise.channels.messages import Messages
from needlewise.channels.schema import BadDatabase, open_database
from needlewise.channels.transcripts import Transcripts
from tests.channels.databases import database


def test_tables_are_made_once_however_many_start_at_once(url):
    with ThreadPoolExecutor(6) as pool:
        engines = list(pool.map(lambda _: open_database(url), range(6)))
    for engine in engines:
        with engine.connect() as connection:
            versions = connection.execute(sa.select(schema.version.c.version)).all()
        assert [row.version for row in versions] == [schema.VERSION]
        engine.dispose()


def test_tables_of_a_later_version_are_left_alone(url, engine):
    with engine.begin() as connection:
        connection.execute(schema.version.update().values(version=schema.VERSION + 1))
    with pytest.raises(BadDatabase, match="version 2 and this Needlewise knows 1"):
        open_database(url)


def test_what_is_looked_for_is_indexed(engine):
    found = sa.inspect(engine)
    tables = found.get_table_names()
    indexed = {tuple(i["column_names"]) for table in tables for i in found.get_indexes(table)}
    assert {("session", "message"), ("created_at",)} <= indexed
    assert found.get_pk_constraint("web_events")["constrained_columns"] == ["session", "seq"]


def test_sqlite_is_tuned(tmp_path):
    with database("sqlite", tmp_path) as url:
        engine = open_database(url)
        with engine.connect() as connection:
            for name, value in (
                ("journal_mode", "wal"), ("foreign_keys", 1), ("busy_timeout", schema.BUSY_TIMEOUT),
                ("secure_delete", 1), ("synchronous", 1),
            ):
                assert connection.exec_driver_sql(f"PRAGMA {name}").scalar() == value
        engine.dispose()


def test_sqlite_s_traces_of_what_is_deleted_can_be_removed(tmp_path):
    """SQLite moves rows about within its pages, and leaves copies that no setting overwrites."""
    chance = random.Random(1)  # a conversation in which this happens
    path = tmp_path / "web.db"
    engine = open_database(f"sqlite:///{path}")
    transcripts, messages = Transcripts(engine), Messages(engine)
    names = [f"{chance.getrandbits(160):040x}" for _ in range(12)]
    for name in names:
        transcripts.create(name, datetime.now(timezone.utc))
    for _ in range(60):
        name, message = chance.choice(names), f"{chance.getrandbits(32):08x}"
        messages.accept(name, message, "w" * chance.randrange(10, 300))
        messages.claim(name, message)
        messages.append(name, message, {"type": "bot", "text": "x" * chance.randrange(50, 1_500)})
        messages.finish(name, message)
    for name in names[:6]:
        transcripts.delete(name)

    def traces():
        return [name in path.read_bytes().decode("latin-1") for name in names]

    assert any(traces()[:6]), "no trace was left, so nothing is tested here"
    transcripts.tidy()
    assert traces() == [False] * 6 + [True] * 6
    engine.dispose()
